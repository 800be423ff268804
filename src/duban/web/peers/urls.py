"""Addresses of 对标."""

from __future__ import annotations

from django.urls import path

from duban.web.peers import views

urlpatterns = [
    path("peers/", views.shown, name="peers"),
    path("peers/new/", views.new, name="peers_new"),
    path("peers/draft/", views.draft, name="peers_draft"),
    path("peers/draft/drop/", views.dropped, name="peers_drop"),
    path("peers/<str:month>/", views.of_month, name="peers_month"),
]
