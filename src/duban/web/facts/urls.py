"""Addresses of figures."""

from __future__ import annotations

from django.urls import path

from duban.web.facts import views

urlpatterns = [
    path("data/", views.now, name="data"),
    path("data/<str:month>/", views.month, name="data_month"),
    path("data/<str:month>/<str:org_unit>/", views.sheet, name="data_sheet"),
    path("data/<str:month>/<str:org_unit>/save/", views.save, name="data_save"),
    path("data/<str:month>/<str:org_unit>/<str:what>/", views.move, name="data_move"),
]
