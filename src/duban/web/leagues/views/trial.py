"""如果: another rule tried on a copy, for the supervision office; and adopted."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from duban.errors import DubanError, InputError
from duban.pack.pack import Pack
from duban.pack.schema.rulebooks import Rulebook
from duban.standing.city import terms_of
from duban.standing.leagues.robust import Robustness
from duban.standing.leagues.rules_said import plain, rules_changed
from duban.standing.leagues.what_if import Move, moves
from duban.web.access.web import actor, page
from duban.web.declared.pack import declarations
from duban.web.leagues.actions.adopt import Signed, last_issued, ready
from duban.web.leagues.actions.adopt import adopt as adopted
from duban.web.leagues.change import Change, change_of, changed, usable
from duban.web.leagues.rulebooks import groups_of
from duban.web.leagues.scene import scene
from duban.web.leagues.views.asked import Asked, asked
from duban.web.people.views.sent import Told, sent
from duban.web.people.words import day


@dataclass(frozen=True, slots=True)
class Group:
    """Where the bodies of a group stand before and after; ``rows`` are their moves with the totals as printed."""

    name: str
    moves: Sequence[Move]
    rows: Sequence[tuple[Move, str, str, str]]

    @property
    def gained(self) -> list[Move]:
        """Who stands higher."""
        return [one for one in self.moves if (one.places or 0) > 0]

    @property
    def lost(self) -> list[Move]:
        """Who stands lower."""
        return [one for one in self.moves if (one.places or 0) < 0]


@dataclass(frozen=True, slots=True)
class Tried:
    """A change on a copy: the rulebook that it makes, and what it does to every group that the rulebook ranks.

    The group that was asked for comes first.
    """

    asked: Asked
    change: Change
    made: Rulebook
    groups: Sequence[Group]
    flags: Mapping[str, tuple[Sequence[str], Sequence[str]]]


@page("leagues.try")
def what_if(request: HttpRequest) -> HttpResponse:
    """The form with the weights and formulas, and what the change does. Everything stands in the address."""
    return shown(request, request.GET, {})


def shown(request: HttpRequest, said: Mapping[str, str], more: dict[str, Any]) -> HttpResponse:
    """The page for what a form or an address says; ``more`` is what a refused form hands back."""
    pack = declarations()
    told: dict[str, Any] = {"choices": groups_of(pack), "formulas": usable(pack), "said": said, "typed": {}}
    told["rules"] = pack.light_rules
    status = 200
    try:
        wanted = asked(pack, said, actor(request))
        told |= {"asked": wanted, "lines": _lines(wanted.book, said)}
        told |= {"books": [one for one in pack.rulebooks if wanted.group in one.groups]}
        told |= _tried(pack, wanted, said) | {"issued": last_issued()}
    except DubanError as error:
        told["error"], status = error, 422
    return render(request, "leagues/what_if.html", told | more, status=status)


def _lines(book: Rulebook, said: Mapping[str, str]) -> list[dict[str, object]]:
    """The rows of the form, with what was typed."""
    return [
        {
            "line": one,
            "weight": said.get(f"weight.{one.id}") or plain(one.weight),
            "was": plain(one.weight),
            "formula": said.get(f"formula.{one.id}", ""),
        }
        for one in book.lines
    ]


def _tried(pack: Pack, wanted: Asked, said: Mapping[str, str]) -> dict[str, Any]:
    change, rule = change_of(wanted.book, said), said.get("rules", "")
    if not change.is_any and not rule:
        return {}
    one = tried(pack, wanted, change, rule)
    full = None if one.made.full == wanted.book.full else (plain(wanted.book.full), plain(one.made.full))
    address = {"group": wanted.group, "as_of": wanted.as_of, "rulebook": wanted.book.id, "rules": rule}
    told = {"address": urlencode(address | change.fields)}
    return told | {"tried": one, "changes": list(rules_changed(wanted.book, one.made)), "full": full}


def _signed(move: Move, points: Callable[[int | None], str]) -> str:
    """The difference of its total with its sign."""
    return f"+{points(move.points)}" if move.points and move.points > 0 else points(move.points)


def tried(pack: Pack, wanted: Asked, change: Change, rule: str = "") -> Tried:
    """Try a change, and perhaps another city's light rule, by which flags are proposed. Raises InputError."""
    made, there = changed(pack, wanted.book, change), scene(wanted.as_of)
    terms = None
    if rule:
        light = pack.light_rule(rule)
        if light is None:
            raise InputError(_("没有这套亮灯规则"), where=_("亮灯规则"), do=_("请从列出的规则里选"))
        terms = terms_of(there.pack, light)
    before, after = there.standings(wanted.book), there.standings(made, terms)
    flags = {}
    for sort in ("red_flag", "snail"):
        pair = tuple(
            [
                f"{one.org_unit.name}{one.pledge.subject if one.pledge else ''}"
                for one in told.proposals
                if one.flag.sort == sort
            ]
            for told in (before, after)
        )
        flags[sort] = ([one for one in pair[1] if one not in pair[0]], [one for one in pair[0] if one not in pair[1]])
    groups = [_group(name, among, after.points) for name, among in moves(before, after).items()]
    return Tried(wanted, change, made, sorted(groups, key=lambda one: one.name != wanted.group), flags)


def _group(name: str, among: Sequence[Move], points: Callable[[int | None], str]) -> Group:
    rows = [(one, points(one.before.total), points(one.after.total), _signed(one, points)) for one in among]
    return Group(name, among, rows)


@page("leagues.try")
def robustness(request: HttpRequest) -> HttpResponse:
    """Whether the order depends on how points are reckoned; asked for by the page once it stands, or opened alone."""
    pack = declarations()
    told: dict[str, Any] = {}
    try:
        wanted = asked(pack, request.GET, actor(request))
        made = changed(pack, wanted.book, change_of(wanted.book, request.GET))
        found = next(one for one in scene(wanted.as_of).robust(made) if one.group == wanted.group)
        told = {"asked": wanted, "robust": found, "sign": _sign(found), "leaders": _leaders(found)}
    except DubanError as error:
        told = {"error": error}
    part = "leagues/robust_part.html" if request.headers.get("HX-Request") else "leagues/robust.html"
    return render(request, part, told, status=422 if "error" in told else 200)


def _sign(found: Robustness) -> str:
    """One of firm (nobody changes places under any formula), leads (only the first stays), loose."""
    usable = [one for one in found.others if one.pairs]
    if not usable:
        return "unknown"
    if all(one.distance == 0 for one in usable):
        return "firm"
    return "leads" if all(set(one.leaders) == set(found.own.leaders) for one in usable) else "loose"


def _leaders(found: Robustness) -> list[tuple[str, object]]:
    names = {place.org_unit.id: place.org_unit.name for order in found.others for place in order.places}
    return [(names[body], formula) for body, formula in found.sole_leaders.items()]


@require_POST
@page("leagues.adopt")
def adopt(request: HttpRequest) -> HttpResponse:
    """The tried rule becomes a rulebook from a day on; leads to the history.

    At first it only says what would be laid down, for whom it changes the place, and what a day that is past means.
    """
    posted, pack = request.POST, declarations()

    def do() -> HttpResponse:
        wanted = asked(pack, posted, actor(request))
        change = change_of(wanted.book, posted)
        when = day(posted.get("start", ""), _("从哪天起"))
        signed = Signed(posted.get("title", ""), posted.get("document", ""), when, bool(posted.get("full")))
        if posted.get("sure") != "1":
            ready(actor(request), wanted.book.id, change, signed)
            return shown(request, posted, {"confirm": signed, "past": when < actor(request).day})
        adopted(actor(request), wanted.book.id, change, signed)
        messages.success(request, _("新办法定下了；已经发布的结果照旧按原来的办法。"))
        return redirect("league_rulebooks")

    def again(told: Told) -> HttpResponse:
        return shown(request, posted, told)

    return sent(request, "adopt", do, again)
