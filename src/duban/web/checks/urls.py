"""Addresses of spot checks."""

from __future__ import annotations

from django.urls import path

from duban.web.checks.views import pages, sent

urlpatterns = [
    path("checks/", pages.every, name="checks"),
    path("checks/draw/", sent.draw_now, name="check_draw"),
    path("checks/<str:key>/", pages.one, name="check"),
    path("checks/<str:key>/scale/", sent.scale_check, name="check_scale"),
    path("checks/<str:key>/<int:place>/answer/", sent.answer_item, name="check_answer"),
    path("checks/<str:key>/<int:place>/conclude/", sent.conclude_item, name="check_conclude"),
    path("checks/<str:key>/files/<str:sha256>/", pages.file, name="check_file"),
]
