"""Bodies and posts in official order, and the accounts that hold them."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from duban.ledger.types import OrgUnit
from duban.web.access.models import Account, Holding
from duban.web.access.roles import ROLES
from duban.web.access.web import actor, page
from duban.web.org.directory import Directory, Seat
from duban.web.org.models import Body, Handover


@page("org.see")
def bodies(request: HttpRequest) -> HttpResponse:
    """All bodies in official order, with their posts."""
    who = actor(request)
    groups: dict[str, list[tuple[OrgUnit, list[Seat]]]] = {}
    for one in who.directory.bodies:
        groups.setdefault(one.kind, []).append((one, _seats(who.directory, one.id)))
    return render(request, "people/bodies.html", {"groups": groups})


@page("org.see")
def body(request: HttpRequest, key: str) -> HttpResponse:
    """A body: names and parents through time, posts, what they are in charge of, what was handed over."""
    who = actor(request)
    one = who.directory.by_key.get(key)
    if one is None:
        raise Http404(key)
    seats = [
        (seat, seat.post.org_unit, who.directory.in_charge(seat.post.id, who.day))
        for seat in _seats(who.directory, key)
    ]
    told = {
        "body": one,
        "parent": who.directory.parent(key, who.day),
        "below": list(who.directory.below(key, who.day)),
        "seats": seats,
        "ended": who.directory.ends.get(key),
        "handovers": [row for row in Handover.objects.order_by("-id") if key in {row.was, row.becomes}],
        "versions": Body.objects.filter(key=key).select_related("entry").order_by("-id"),
    }
    return render(request, "people/body.html", told)


@page("access.see")
def accounts(request: HttpRequest) -> HttpResponse:
    """The accounts and the posts that they hold."""
    who = actor(request)
    held: dict[int, list[tuple[Holding, Seat | None]]] = {}
    for row in Holding.objects.current():
        held.setdefault(row.account, []).append((row, who.directory.seat_by_key.get(row.post)))
    rows = [(one, held.get(one.pk, [])) for one in Account.objects.order_by("username")]
    return render(request, "people/accounts.html", {"rows": rows, "roles": ROLES})


def _seats(places: Directory, key: str) -> list[Seat]:
    return [one for one in places.seats if one.post.org_unit == key]
