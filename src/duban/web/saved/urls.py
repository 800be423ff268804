"""Addresses of kept filters."""

from __future__ import annotations

from django.urls import path

from duban.web.saved import views

urlpatterns = [
    path("saved/<str:page>/keep/", views.save, name="view_keep"),
    path("saved/<int:number>/delete/", views.remove, name="view_drop"),
]
