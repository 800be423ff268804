"""赛马 at a glance: each group's newest issued result, and those before it."""

from __future__ import annotations

from collections import defaultdict

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from duban.errors import DubanError
from duban.web.access.policy import may
from duban.web.access.web import actor, page
from duban.web.declared.pack import declarations
from duban.web.leagues.issued import issues
from duban.web.leagues.models import Issue
from duban.web.leagues.rulebooks import groups_of


@page("leagues.see")
def board(request: HttpRequest) -> HttpResponse:
    """Every group with its newest result in short; the office sees also what is being reckoned or failed."""
    who = actor(request)
    found: dict[str, list[Issue]] = defaultdict(list)
    for one in issues():
        if one.state == "issued" or may(who, "leagues.issue"):
            found[one.group].append(one)
    try:
        groups = groups_of(declarations())
    except DubanError:
        groups = ()
    told = [_group(group, found[group]) for group in dict.fromkeys((*groups, *found))]
    return render(request, "leagues/board.html", {"groups": told, "tries": may(who, "leagues.try")})


def _group(group: str, found: list[Issue]) -> dict[str, object]:
    newest = next((one for one in found if one.state == "issued"), None)
    before = next((one for one in found if newest and one.state == "issued" and one.as_of < newest.as_of), None)
    places = []
    for body, (rank, total) in newest.ranks.items() if newest else ():
        was = before.ranks.get(body, [None])[0] if before else None
        places.append((body, rank, total, was - rank if was is not None and rank is not None else None))
    return {"name": group, "newest": newest, "places": places, "issues": found}
