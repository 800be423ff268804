"""Addresses of the overview."""

from __future__ import annotations

from django.urls import path

from duban.web.overview import views
from duban.web.overview.adding import views as adding

urlpatterns = [
    path("overview/", views.shown, name="overview"),
    path("overview/adding-up/", adding.shown, name="adding_up"),
    path("pledges/", views.listed, name="pledges"),
]
