"""Bodies and posts in official order, a body with all that can be done to it, and what was handed over."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import pgettext, pgettext_lazy

from duban.ledger.types import OrgUnit
from duban.web.access.policy import may
from duban.web.access.roles import ROLES
from duban.web.access.web import actor, page
from duban.web.org.directory import Directory, Seat
from duban.web.org.models import Handover
from duban.web.people import lists
from duban.web.people.actions.hand_over import charges
from duban.web.people.indicators import indicator_names
from duban.web.people.lookup import handover_of
from duban.web.tables import download, wanted

# What a handover lists, in this order.
KINDS = {
    "name": pgettext_lazy("several", "名称"),
    "pledge": pgettext_lazy("several", "承诺"),
    "task": pgettext_lazy("several", "举措"),
    "share": pgettext_lazy("several", "分解来的任务"),
    "book": pgettext_lazy("several", "任务书"),
    "body": pgettext_lazy("several", "分管的单位"),
    "indicator": pgettext_lazy("several", "分管的指标"),
    "portfolio": pgettext_lazy("several", "分工"),
    "post": pgettext_lazy("several", "撤去的职务"),
}


@page("org.see")
def bodies(request: HttpRequest) -> HttpResponse:
    """All bodies in official order, with their posts."""
    who = actor(request)
    groups: dict[str, list[tuple[OrgUnit, list[Seat]]]] = {}
    for one in who.directory.bodies:
        groups.setdefault(one.kind, []).append((one, _seats(who.directory, one.id)))
    if wanted(request):
        listed = [pair for of in groups.values() for pair in of]
        return download(request, pgettext("several", "单位"), [lists.bodies(listed, who.directory)])
    return render(request, "people/bodies.html", {"groups": groups, "ends": who.directory.ends})


@page("org.see")
def body(request: HttpRequest, key: str) -> HttpResponse:
    """A body: names and parents through time, posts, what they are in charge of, what was handed over."""
    if key not in actor(request).directory.by_key:
        raise Http404(key)
    return shown(request, key, {})


@page("org.see")
def handover(request: HttpRequest, key: str) -> HttpResponse:
    """The list of what was handed over, to be printed and signed."""
    row = handover_of(key)
    kinds = [(kind, [one for one in row.items if one["kind"] == kind]) for kind in KINDS]
    told = {
        "row": row,
        "of_posts": row.what == "portfolio",
        "kinds": [(KINDS[kind], kind, of) for kind, of in kinds if of],
    }
    return render(request, "people/handover.html", told)


def shown(request: HttpRequest, key: str, more: dict[str, Any]) -> HttpResponse:
    """A body's page; ``more`` is what a refused form hands back."""
    who = actor(request)
    places = who.directory
    seats = [(seat, charges(places.in_charge(seat.post.id, who.day))) for seat in _seats(places, key)]
    posts = {seat.post.id for seat, _held in seats}
    told: dict[str, Any] = {
        "body": places.by_key[key],
        "parent": places.parent(key, who.day),
        "below": list(places.below(key, who.day)),
        "seats": seats,
        "ended": places.ends.get(key),
        "handovers": [one for one in Handover.objects.order_by("-id") if {one.was, one.becomes} & {key, *posts}],
        "others": [one for one in places.bodies if one.id != key and places.is_there(one.id, who.day)],
        "takers": [seat for seat in places.seats if "leader" in seat.roles and seat.holds(who.day)],
        "roles": ROLES,
        "may": {verb: may(who, f"org.{verb}") for verb in ("rename", "merge", "hand_over", "posts")},
        "indicators": indicator_names({key for _seat, held in seats for key in held.indicators}),
        "typed": {},
    }
    return render(request, "people/body.html", told | more)


def _seats(places: Directory, key: str) -> list[Seat]:
    return [one for one in places.seats if one.post.org_unit == key]
