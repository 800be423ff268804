"""Addresses of the leagues."""

from __future__ import annotations

from django.urls import path

from duban.web.leagues.views import board, issued, preview, rulebooks, trial

urlpatterns = [
    path("leagues/", board.board, name="leagues"),
    path("leagues/issue/", preview.issue, name="league_issue"),
    path("leagues/preview/", preview.preview, name="league_preview"),
    path("leagues/preview/of/<str:org_unit>/", preview.body, name="league_preview_body"),
    path("leagues/preview/<str:form>/", preview.download, name="league_preview_file"),
    path("leagues/rulebooks/", rulebooks.chapters, name="league_rulebooks"),
    path("leagues/rulebooks/<str:rulebook>/withdraw/", rulebooks.withdraw, name="league_withdraw"),
    path("leagues/what-if/", trial.what_if, name="league_what_if"),
    path("leagues/what-if/adopt/", trial.adopt, name="league_adopt"),
    path("leagues/what-if/robust/", trial.robustness, name="league_robust"),
    path("leagues/issued/<str:key>/", issued.league, name="league"),
    path("leagues/issued/<str:key>/file/<str:form>/", issued.download, name="league_file"),
    path("leagues/issued/<str:key>/<str:org_unit>/", issued.body, name="league_body"),
]
