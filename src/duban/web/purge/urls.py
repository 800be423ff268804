"""Addresses of purges."""

from __future__ import annotations

from django.urls import path

from duban.web.purge import views

urlpatterns = [
    path("admin/purge/", views.every, name="purges"),
    path("admin/purge/propose/", views.propose_one, name="purge_propose"),
    path("admin/purge/<str:key>/confirm/", views.confirm_one, name="purge_confirm"),
    path("admin/purge/<str:key>/withdraw/", views.withdraw_one, name="purge_withdraw"),
]
