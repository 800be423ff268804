"""The city at a glance, and the pledges behind each of its counts."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from duban.web.access.web import actor, page
from duban.web.books.lookup import books_seen
from duban.web.facts.calendar import current
from duban.web.facts.glance import glance
from duban.web.overview import lists
from duban.web.overview.matrix import by_body, by_book, legend
from duban.web.people.indicators import indicator_names
from duban.web.standings.carried import carried_by
from duban.web.standings.models import PledgeVerdict
from duban.web.tables import download, wanted

# How many changes are told; the list of pledges has all.
_CHANGES = 30


@page("overview.see")
def shown(request: HttpRequest) -> HttpResponse:
    """Lights as counts by book or by body, what changed, who has not reported."""
    who = actor(request)
    verdicts, lights = _scoped(request)
    lamps = legend(verdicts)
    by = "body" if request.GET.get("by") == "body" else "book"
    month = current(who.day)
    told: dict[str, Any] = {
        "lamps": lamps,
        "by": by,
        "mine": request.GET.get("mine") == "1",
        "carries": any(who.carried),
        "rows": by_body(verdicts, lamps, who.directory) if by == "body" else by_book(verdicts, lamps, books_seen(who)),
        "changed": [(one, lights.get(one.was)) for one in verdicts if one.was][:_CHANGES],
        "stands": verdicts[0] if verdicts else None,
        "month": month,
        "silent": [one for one in glance(month, who.directory, who.day) if one.state in {"", "returned"}],
    }
    if wanted(request):
        return download(request, _("总览"), [lists.matrix(told["rows"], lamps, who.directory)])
    return render(request, "overview/overview.html", told)


@page("overview.see")
def listed(request: HttpRequest) -> HttpResponse:
    """The pledges of a book, a body or a light, as the address says, the worst first."""
    verdicts, lights = _scoped(request)
    asked = {name: request.GET.get(name, "") for name in ("book", "org_unit", "indicator", "light", "q")}
    found = [
        one
        for one in verdicts
        if all(getattr(one, name) == asked[name] for name in ("book", "org_unit", "indicator", "light") if asked[name])
        and asked["q"].strip() in one.subject
    ]
    books = books_seen(actor(request))
    if wanted(request):
        return download(request, _("承诺"), [lists.pledges(found, books, actor(request).directory)])
    told = {"verdicts": found, "asked": asked, "lights": lights, "books": books}
    told["indicator"] = indicator_names({asked["indicator"]} - {""}).get(asked["indicator"], "")
    return render(request, "overview/pledges.html", told)


def _scoped(request: HttpRequest) -> tuple[list[PledgeVerdict], dict[str, PledgeVerdict]]:
    """The verdicts, the worst first, of all or of what carries the reader's post; and one of each light."""
    who = actor(request)
    verdicts = list(PledgeVerdict.objects.order_by("-order", "book", "pledge"))
    lights = {one.light: one for one in verdicts}
    if request.GET.get("mine") == "1":
        verdicts = carried_by(who, verdicts)
    return verdicts, lights
