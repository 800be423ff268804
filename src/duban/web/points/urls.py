"""Addresses of additions and deductions."""

from __future__ import annotations

from django.urls import path

from duban.web.points.views import pages, sent

urlpatterns = [
    path("points/", pages.listed, name="points"),
    path("points/new/", pages.form, name="points_new"),
    path("points/apply/", sent.apply, name="points_apply"),
    path("points/enter/", sent.enter, name="points_enter"),
    path("points/freeze/", sent.freeze, name="points_freeze"),
    path("points/preview/", pages.previewed, name="points_preview"),
    path("points/<str:key>/", pages.entry, name="points_entry"),
    path("points/<str:key>/preview/", pages.previewed, name="points_entry_preview"),
    path("points/<str:key>/files/<str:sha256>/", pages.proof, name="points_proof"),
    path("points/<str:key>/decide/", sent.decide, name="points_decide"),
    path("points/<str:key>/withdraw/", sent.withdraw, name="points_withdraw"),
    path("points/<str:key>/take-back/", sent.take_back, name="points_take_back"),
    path("points/<str:key>/appeal/", sent.appeal, name="points_appeal"),
    path("points/<str:key>/review/", sent.review, name="points_review"),
]
