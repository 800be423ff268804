"""我的: one list of what waits for the reader, most urgent first."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from duban.web.access.web import actor, page
from duban.web.clock.today import now
from duban.web.facts.seen import next_release
from duban.web.home.mine import carried, carried_later, waiting
from duban.web.home.news import news
from duban.web.log.remembered import remembered
from duban.web.standings.changes import DAYS, changes
from duban.web.standings.models import stands


@page("home.see")
def mine(request: HttpRequest) -> HttpResponse:
    """What waits for a word of mine, what was decided about my bodies, and what carries my post."""
    who = actor(request)
    key = ("mine", who.account, who.day, stands())
    return render(request, "home/mine.html", {"parts": remembered(key, lambda: _parts(request))})


def _parts(request: HttpRequest) -> tuple[str, datetime]:
    """The lists; a figure may be released, and what is news grows old, without a word in the log."""
    who = actor(request)
    own = carried(who)
    behind = [one for one in own if one.verdict in {"behind", "missed"}]
    told = {
        "waiting": waiting(who),
        "carried": own,
        "behind": behind,
        "changes": changes(who),
        "days": DAYS,
        "today": who.day,
    }
    told |= {"others": [one for one in own if one not in behind], "news": news(who), "request": request}
    told["later"] = carried_later(who)
    stale = [moment for moment in (next_release(), now() + timedelta(hours=1)) if moment]
    return render_to_string("home/mine_parts.html", told), min(stale)


def healthz(request: HttpRequest) -> HttpResponse:
    """Whether the office answers, for whoever watches the server."""
    return HttpResponse("ok", content_type="text/plain")
