"""Addresses of search."""

from __future__ import annotations

from django.urls import path

from duban.web.search import views

urlpatterns = [
    path("search/", views.shown, name="search"),
    path("search/suggest/", views.suggested, name="search_suggest"),
]
