"""Addresses of red flags and snails."""

from __future__ import annotations

from django.urls import path

from duban.web.flags import views

urlpatterns = [
    path("flags/", views.listed, name="flags"),
    path("flags/decide/", views.decide_all, name="flags_decide_all"),
    path("flags/<str:key>/decide/", views.decide, name="flags_decide"),
]
