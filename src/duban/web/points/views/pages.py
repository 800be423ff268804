"""The list, one entry with its steps, the form, the preview, and a proof as a download."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from duban.ledger.types import OrgUnit
from duban.web.access.policy import Target, may, require
from duban.web.access.web import actor, page
from duban.web.clock.today import today
from duban.web.files.out import named, sent
from duban.web.files.pieces import PROOFS
from duban.web.org.directory import Directory
from duban.web.points import lookup, preview
from duban.web.points.models import Addition
from duban.web.points.rules import books, due, items, spans
from duban.web.points.sheet import sheet
from duban.web.points.shown import rights, shown, steps
from duban.web.points.words import LEVEL_WORDS, SORTS, STATES
from duban.web.standings.city import city
from duban.web.tables import download, wanted


@page("points.see")
def listed(request: HttpRequest) -> HttpResponse:
    """All that the reader may know of, filtered by body and state."""
    return listed_with(request, {})


def listed_with(request: HttpRequest, more: dict[str, Any]) -> HttpResponse:
    """The list; ``more`` is what a refused form hands back."""
    who, day = actor(request), today()
    body, state = request.GET.get("org_unit", ""), request.GET.get("state", "")
    found = [shown(one, day) for one in lookup.seen(who)]
    rows = [one for one in found if body in {"", one.row.org_unit} and state in {"", one.row.state}]
    if wanted(request):
        return download(request, _("加减分"), [sheet(rows)])
    told = {
        "rows": rows,
        "asked": {"org_unit": body, "state": state},
        "states": STATES,
        "totals": _totals(rows),
        "ripe": [one for one in found if one.ripe] if may(who, "points.freeze") else [],
        "may_apply": may(who, "points.apply"),
        "may_enter": may(who, "points.enter"),
        "may_preview": may(who, "points.preview"),
    }
    return render(request, "points/list.html", told | more)


@page("points.see")
def entry(request: HttpRequest, key: str) -> HttpResponse:
    """One with its steps, its proof, and what the reader may do."""
    return entry_with(request, key, {})


def entry_with(request: HttpRequest, key: str, more: dict[str, Any]) -> HttpResponse:
    """One's page; ``more`` is what a refused form hands back."""
    who, day, row = actor(request), today(), seen(request, key)
    may_do = rights(who, row, day)
    told = {
        "one": shown(row, day),
        "may": may_do,
        "steps": list(steps(lookup.history(key), all_of_it=may_do.all_of_it)),
        "files": list(named([*row.files, *row.appeal_files]).values()) if may_do.all_of_it else [],
        "amended_by": Addition.objects.current().filter(amends=key).exclude(state="withdrawn").order_by("id"),
        "review_due": due(day, spans(row.rulebook).review),
        "accept": ",".join(PROOFS),
        "limit": settings.CONF.upload_mb * 2**20,
        "reader": who.account,
        "levels": LEVEL_WORDS,
        "typed": {},
    }
    return render(request, "points/entry.html", told | more)


@page("points.see")
def form(request: HttpRequest) -> HttpResponse:
    """The form: a body applies, or the office enters a deduction or corrects a frozen one."""
    return form_with(request, {})


def form_with(request: HttpRequest, more: dict[str, Any]) -> HttpResponse:
    """The form; ``more`` is what a refused one hands back."""
    who, day = actor(request), today()
    enters = may(who, "points.enter")
    if not enters:
        require(who, "points.apply")
    amended = _amended(request) if enters else None
    bodies = [amended.org_unit] if amended else None
    choices = _bodies(who.directory) if enters else [one for one in _bodies(who.directory) if _applies(request, one)]
    choices = [one for one in choices if bodies is None or one.id in bodies]
    told = {
        "enters": enters,
        "amended": shown(amended, day) if amended else None,
        "bodies": choices,
        "items": [one for one in _items(choices) if _fits(one, amended, enters=enters)],
        "sorts": SORTS,
        "levels": LEVEL_WORDS,
        "accept": ",".join(PROOFS),
        "limit": settings.CONF.upload_mb * 2**20,
        "reader": who.account,
        "today": day,
        "typed": {},
    }
    return render(request, "points/form.html", told | more)


@page("points.preview")
def previewed(request: HttpRequest, key: str = "") -> HttpResponse:
    """What one does to the order, or all that is not frozen yet."""
    row = seen(request, key) if key else None
    if row is not None and not row.kind:
        raise Http404(key)
    pack, day = city(), today()
    tables = preview.of_one(row, pack, day) if row else preview.of_open(pack, day)
    open_ = [one for one in lookup.seen(actor(request)) if one.kind and one.granted and one.state != "frozen"]
    told = {
        "one": shown(row, day) if row else None,
        "tables": tables,
        "open": [shown(one, day) for one in open_],
        "day": day,
    }
    return render(request, "points/preview.html", told)


@page("points.see")
def proof(request: HttpRequest, key: str, sha256: str) -> HttpResponseBase:
    """A proof, for those whom the entry concerns."""
    row = seen(request, key)
    if sha256 not in {*row.files, *row.appeal_files} or not lookup.sees_all(actor(request), row):
        raise Http404(sha256)
    return sent(sha256)


def seen(request: HttpRequest, key: str) -> Addition:
    """One that the reader may know of. Raises Http404."""
    row = lookup.entry(key)
    if row is None or not lookup.sees(actor(request), row):
        raise Http404(key)
    return row


def _totals(rows: list[Any]) -> dict[str, int]:
    """How many there are of each state, in the order of the steps."""
    return {state: count for state in STATES if (count := sum(one.row.state == state for one in rows))}


def _amended(request: HttpRequest) -> Addition | None:
    row = lookup.entry(request.POST.get("amends") or request.GET.get("amends", ""))
    return row if row is not None and row.state == "frozen" else None


def _bodies(places: Directory) -> list[OrgUnit]:
    """The bodies that some rulebook ranks, in official order."""
    groups = {group for book in books() for group in book.groups}
    return [one for one in places.bodies if groups & set(one.groups) and places.is_there(one.id, today())]


def _applies(request: HttpRequest, body: OrgUnit) -> bool:
    return may(actor(request), "points.apply", Target(org_unit=body.id))


def _items(bodies: list[OrgUnit]) -> list[Any]:
    """Every item that one of the bodies may be scored under, once."""
    found = {one.id: one for body in bodies for one in items(body, today())}
    return list(found.values())


def _fits(one: Any, amended: Addition | None, *, enters: bool) -> bool:
    if amended is not None:
        return bool(one.kind.id == amended.kind)  # another rulebook may hold by now
    return bool(one.takes if enters else one.adds)
