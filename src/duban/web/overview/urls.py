"""Addresses of the overview."""

from __future__ import annotations

from django.urls import path

from duban.web.overview import views

urlpatterns = [
    path("overview/", views.shown, name="overview"),
    path("pledges/", views.listed, name="pledges"),
]
