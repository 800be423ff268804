"""The history of the rulebooks, with what each says otherwise than the one before."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from duban.standing.leagues.rules_said import line_said, plain, rules_said
from duban.web.access.web import actor, page
from duban.web.declared.pack import declarations
from duban.web.leagues.rulebooks import Chapter, history


@page("leagues.see")
def chapters(request: HttpRequest) -> HttpResponse:
    """All rulebooks, the newest first."""
    found = [_told(one) for one in history(declarations(), actor(request).day)]
    return render(request, "leagues/rulebooks.html", {"chapters": found})


def _told(one: Chapter) -> dict[str, object]:
    lines = [(line.name, plain(line.weight), line_said(line)) for line in one.book.lines]
    return {"chapter": one, "lines": lines, "rules": list(rules_said(one.book)), "full": plain(one.book.full)}
