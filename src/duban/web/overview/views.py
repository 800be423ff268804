"""The city at a glance, and the pledges behind each of its counts."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import date
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from duban.web import tables
from duban.web.access.actor import Actor
from duban.web.access.web import actor, page
from duban.web.books.lookup import books_seen
from duban.web.declared.pack import declarations
from duban.web.log.remembered import remembered
from duban.web.overview import lists
from duban.web.overview.headline import headlines
from duban.web.overview.matrix import by_body, by_book, counted, legend, lights_of, matrix
from duban.web.overview.scope import Scope, scope_of
from duban.web.overview.silent import waited_for
from duban.web.people.indicators import indicator_names
from duban.web.standings.models import MonthVerdict
from duban.web.templatetags.pledge import adding_up_address

# How many changes are told; the list of pledges has all.
_CHANGES = 30
_FILTERS = ("book", "body", "org_unit", "light", "indicator", "q", "changed", "parts")


@page("overview.see")
def shown(request: HttpRequest) -> HttpResponse:
    """Headline indicators, lights as counts, what changed, who has not reported, what does not add up."""
    scope = scope_of(request)
    if scope is None:
        return render(request, "overview/overview.html", {})
    who, own = actor(request), declarations().light_rule()
    board, by, rule = (request.GET.get(name, "") for name in ("board", "by", "rule"))
    told: dict[str, Any] = {"scope": scope, "by": by if by in {"book", "body"} else "matrix", "rule": own}
    if tables.wanted(request):
        return tables.download(request, _("总览"), _sheets(scope, told["by"], who))
    parts = remembered(_key(scope, who, told["by"], board), lambda: (_parts(request, scope, told, board), None))
    told |= {
        "parts": parts,
        "day": date.fromisoformat(scope.kept["stands"][0]),
        "number": scope.kept["stands"][1],
        "carries": any(who.carried),
        **_posts(scope, who),
        "other_rule": rule if rule and own and rule != own.id else "",
    }
    if board == "1":
        return render(request, "overview/board.html", told | {"theme": "dark", "theme_fixed": True})
    return render(request, "overview/overview.html", told)


def _posts(scope: Scope | None, who: Actor) -> dict[str, Any]:
    """What the choice of a post shows: the leaders, and another that the address names."""
    leaders = [seat for seat in who.directory.seats if "leader" in seat.roles and seat.holds(who.day)]
    named = who.directory.seat_by_key.get(scope.post) if scope else None
    return {"leaders": leaders, "other_post": named.post.title if named and named not in leaders else ""}


def _key(scope: Scope, who: Actor, by: str, board: str) -> tuple[Hashable, ...]:
    """All that the parts depend on: signed books are open to every reader, so that only 我负责的 is anybody's own."""
    mine = who.carried if scope.mine else None
    return ("overview", scope.query, by, board == "1", scope.kept["stands"][2], who.day, mine)


def _parts(request: HttpRequest, scope: Scope, told: dict[str, Any], board: str) -> str:
    who = actor(request)
    places, whole = who.directory, who.directory.whole
    counts, books = counted(scope.rows(), "lead", "book"), books_seen(who)
    by, lamps = told["by"], legend(counts)
    changed, better, worse = _changed(scope)
    rows = by_body(counts, lamps, places) if by == "body" else by_book(counts, lamps, books) if by == "book" else ()
    found = {
        "request": request,
        "lamps": lamps,
        "rows": rows,
        "matrix": matrix(counts, books, places) if by == "matrix" else None,
        "headlines": headlines(scope, whole.id if whole else ""),
        "changed": changed[:_CHANGES],
        "more": len(changed) - _CHANGES,
        "better": better,
        "worse": worse,
        "waited": waited_for(scope, places, who.day),
        "short": _short(scope),
        "adding_up": adding_up_address(),
    }
    template = "overview/slides.html" if board == "1" else "overview/parts.html"
    return render_to_string(template, told | found)


def _sheets(scope: Scope, by: str, who: Actor) -> list[tables.Sheet]:
    """The lights as the page counts them, and the headline indicators."""
    counts, books, places = counted(scope.rows(), "lead", "book"), books_seen(who), who.directory
    lamps, whole = legend(counts), places.whole
    if by == "matrix":
        lights = lists.across(matrix(counts, books, places), lamps, books, places)
    else:
        rows = by_body(counts, lamps, places) if by == "body" else by_book(counts, lamps, books)
        lights = lists.matrix(rows, lamps, places)
    return [lights, lists.headlines(headlines(scope, whole.id if whole else ""), lamps, places)]


def _changed(scope: Scope) -> tuple[list[tuple[Any, Any]], int, int]:
    """The verdicts whose light is another than the month before, the worst first, with that light; better and worse."""
    lights = lights_of(declarations().light_rule())
    rows = scope.rows().exclude(was="").order_by("book", "pledge").defer("series")
    found = [(one, lights.get(one.was)) for one in sorted(rows, key=lambda one: one.severity)]
    moves = [(one.order, before.order) for one, before in found if before]
    return found, sum(now < then for now, then in moves), sum(now > then for now, then in moves)


def _short(scope: Scope) -> list[dict[str, Any]]:
    """Where the parts fall short: all of it for the city, for a body what it gives no figure of."""
    lines: list[dict[str, Any]] = scope.kept.get("adding_up", [])
    if scope.org_unit:
        return [one for one in lines if scope.org_unit in one["without"]]
    return lines if scope.whole else []


@page("overview.see")
def listed(request: HttpRequest) -> HttpResponse:
    """The pledges of a book, a body or a light, as the address says: the worst first, then in official order."""
    who, scope = actor(request), scope_of(request)
    asked = {name: request.GET.get(name, "").strip() for name in _FILTERS}
    found, books = _filtered(scope, asked, who) if scope else [], books_seen(who)
    if tables.wanted(request):
        return tables.download(request, _("承诺"), [lists.pledges(found, books, who.directory)])
    told = {
        "scope": scope,
        "verdicts": found,
        "asked": asked,
        "lights": lights_of(declarations().light_rule()) if scope else {},
        "books": books,
        "carries": any(who.carried),
        **_posts(scope, who),
        "indicator": indicator_names({asked["indicator"]} - {""}).get(asked["indicator"], ""),
    }
    return render(request, "overview/pledges.html", told)


def _filtered(scope: Scope, asked: dict[str, str], who: Actor) -> list[MonthVerdict]:
    rows, whole = scope.rows().order_by("book", "pledge").defer("series"), who.directory.whole
    found = rows.filter(**{name: asked[name] for name in ("book", "light", "indicator") if asked[name]})
    if asked["body"]:
        found = found.filter(lead=asked["body"])
    elif whole and asked["org_unit"] == whole.id:
        found = found.filter(org_unit=whole.id)
    if whole and asked["parts"] == "1":
        found = found.exclude(org_unit=whole.id)
    if asked["q"]:
        found = found.filter(Q(subject__icontains=asked["q"][:100]))
    if asked["changed"] == "1":
        found = found.exclude(was="")
    places = who.directory.places_in_order
    return sorted(found, key=lambda one: (*one.severity, places.get(one.org_unit, len(places))))
