"""我的: one list of what waits for the reader, most urgent first."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from duban.web.access.web import actor, page
from duban.web.home.mine import carried, waiting
from duban.web.home.news import news
from duban.web.standings.changes import DAYS, changes


@page("home.see")
def mine(request: HttpRequest) -> HttpResponse:
    """What waits for a word of mine, what was decided about my bodies, and what carries my post."""
    who = actor(request)
    own = carried(who)
    behind = [one for one in own if one.verdict in {"behind", "missed"}]
    told = {"waiting": waiting(who), "carried": own, "behind": behind, "changes": changes(who), "days": DAYS}
    told |= {"others": [one for one in own if one not in behind], "news": news(who)}
    return render(request, "home/mine.html", told)


def healthz(request: HttpRequest) -> HttpResponse:
    """Whether the office answers, for whoever watches the server."""
    return HttpResponse("ok", content_type="text/plain")
