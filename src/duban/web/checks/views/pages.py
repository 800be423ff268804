"""The list of spot checks, one of them, and its files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from duban.web.access.policy import may
from duban.web.access.web import actor, page
from duban.web.checks.answering import silent
from duban.web.checks.listing import Counts, groups, is_late, lines, listed, seen
from duban.web.checks.models import CheckItem, SpotCheck
from duban.web.checks.population import current, drawn_again, population
from duban.web.checks.words import CONCLUSIONS, GROUPS, RULES
from duban.web.declared.pack import declarations
from duban.web.files.out import sent
from duban.web.files.pieces import PROOFS
from duban.web.org.directory import directory


@page("checks.see")
def every(request: HttpRequest) -> HttpResponse:
    """All checks that the reader sees anything of; the office draws here."""
    who = actor(request)
    told: dict[str, Any] = {"checks": listed(who), "groups": GROUPS, "may_draw": may(who, "checks.draw")}
    if told["may_draw"]:
        found = population(current(who.day), who.directory, who.day)
        told |= {"population": len(found.facts), "left_out": found.left_out}
        told["rule"] = RULES[declarations().spot_check.on_false]
        told["silent"] = silent(found.asked.values(), who.directory, who.day)
    return render(request, "checks/checks.html", told)


@page("checks.see")
def one(request: HttpRequest, key: str) -> HttpResponse:
    """A check: how it was drawn, what was answered and concluded; the bodies see their own figures."""
    who, check = actor(request), check_of(key)
    items = list(CheckItem.objects.current().filter(check_key=key).order_by("place"))
    mine = seen(who, items)
    if not mine:
        raise Http404(key)
    every = may(who, "checks.draw") or len(mine) == len(items)
    rows = lines(who, mine)
    told: dict[str, Any] = {
        "check": check,
        "lines": [(row, is_late(check, row.item, who.day)) for row in rows],
        "groups": _named(check, groups(mine)),
        "group_word": GROUPS[check.grouping],
        "rule": RULES[check.rule],
        "conclusions": {one: word for one, word in CONCLUSIONS.items() if one != "scaled" or check.rule == "scale"},
        "words": CONCLUSIONS,
        "may_conclude": may(who, "checks.conclude"),
        "to_scale": any(one.conclusion == "scaled" for one in items) and not check.scaled,
        "silent": silent((one.asked for one in mine if not one.answered), who.directory, who.day),
        "all_done": all(one.conclusion for one in items),
        "every": every,
        "endings": ",".join(PROOFS),
        "reader": who.account,
    }
    if request.GET.get("again") and every:
        _found, sample = drawn_again(check, who.directory)
        told["again"] = {one.key for one in sample.drawn} == {one.fact for one in items}
    return render(request, "checks/check.html", told)


def _named(check: SpotCheck, found: Mapping[str, Counts]) -> list[tuple[str, Counts]]:
    """The groups under the names of their bodies or indicators."""
    if check.grouping == "body":
        return [(directory().named(one), found[one]) for one in directory().in_order(found)]
    names = {one.id: one.name for one in declarations().indicators}
    return [(names.get(one, one), counts) for one, counts in found.items()]


@page("checks.see")
def file(request: HttpRequest, key: str, sha256: str) -> HttpResponseBase:
    """A file of an answer, for whoever sees the figure that it belongs to."""
    items = CheckItem.objects.current().filter(check_key=key)
    if not any(sha256 in one.files for one in seen(actor(request), items)):
        raise Http404(sha256)
    return sent(sha256)


def check_of(key: str) -> SpotCheck:
    """A check. Raises Http404."""
    found: SpotCheck | None = SpotCheck.objects.current().filter(key=key).first()
    if found is None:
        raise Http404(key)
    return found


def item_of(key: str, place: int) -> tuple[SpotCheck, CheckItem]:
    """A figure of a check. Raises Http404."""
    found: CheckItem | None = CheckItem.objects.current().filter(check_key=key, place=place).first()
    if found is None:
        raise Http404(key)
    return check_of(key), found
