"""Peers' figures, objections to what providers handed in, and the search: as far as the pages show them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.http import HttpRequest
from ninja import Query, Router

from duban.web.access.actor import Actor
from duban.web.access.policy import require
from duban.web.api.auth import asks, kept_bearer
from duban.web.api.paging import page, stretch
from duban.web.api.problems import kept_answers
from duban.web.api.routes.facts import number_of
from duban.web.api.shapes.base import Page
from duban.web.api.shapes.others import (
    HitOut,
    ObjectionOut,
    ObjectionsAsked,
    PeerOut,
    PeersAsked,
    PeersOut,
    SearchAsked,
)
from duban.web.api.told import amount, month
from duban.web.facts.given import provider_of
from duban.web.facts.models import Fact, Objection
from duban.web.facts.rights import sees_own, sees_provided
from duban.web.facts.seen import visible_to
from duban.web.peers.models import PeersFigures
from duban.web.search.find import Hit, find

router = Router(auth=kept_bearer, tags=["对标、异议、搜索"])


@router.get("/peers", url_name="api_peers", response=kept_answers(Page[PeersOut]), summary="对标的数")
def peers(request: HttpRequest, asked: Query[PeersAsked]) -> dict[str, Any]:
    """The peers' figures that were kept, in the order of their keys."""
    require(asks(request), "peers.see")
    found = PeersFigures.objects.current()
    if asked.indicator:
        found = found.filter(indicator=asked.indicator)
    if asked.month:
        found = found.filter(last=number_of(asked.month))
    return page(found, asked, "key", lambda rows: [_peers(one) for one in rows])


@router.get("/objections", url_name="api_objections", response=kept_answers(Page[ObjectionOut]), summary="异议")
def objections(request: HttpRequest, asked: Query[ObjectionsAsked]) -> dict[str, Any]:
    """The objections to figures whose sheet or table the asker may open, the newest first."""
    who = asks(request)
    require(who, "facts.see")
    rows = Objection.objects.current().order_by("-id")
    if asked.org_unit:
        rows = rows.filter(org_unit=asked.org_unit)
    if asked.open:
        rows = rows.filter(answer="")
    return stretch(list(_seen(list(rows), who)), asked, lambda pair: _objection(*pair))


@router.get("/search", url_name="api_search", response=kept_answers(Page[HitOut]), summary="搜索")
def search(request: HttpRequest, asked: Query[SearchAsked]) -> dict[str, Any]:
    """What fits of what the asker may see, kind by kind."""
    who = asks(request)
    require(who, "home.see")
    found = find(who, asked.q)
    hits = [hit for kind, of_it in found.items() if asked.kind in {None, kind} for hit in of_it]
    return stretch(hits, asked, _hit)


def _seen(rows: Sequence[Objection], who: Actor) -> Iterator[tuple[Objection, Fact]]:
    """Those that the page of the figure would show, each with its figure."""
    facts = Fact.objects.filter(visible_to(who), key__in={one.fact for one in rows}).order_by("id")
    by_key = {one.key: one for one in facts}
    for one in rows:
        fact = by_key.get(one.fact)
        if fact and (sees_own(who, one.org_unit) or sees_provided(who, provider_of(fact), fact.indicator)):
            yield one, fact


def _objection(one: Objection, fact: Fact) -> ObjectionOut:
    same = ("key", "fact", "org_unit", "text", "answer", "upheld")
    told = {name: getattr(one, name) for name in same}
    return ObjectionOut(**told, indicator=fact.indicator, month=month(fact.last), entry=one.entry_id)


def _peers(one: PeersFigures) -> PeersOut:
    own = {"first", "last", "level", "growth", "entry"}
    return PeersOut(
        **{name: getattr(one, name) for name in PeersOut.model_fields if name not in own},
        first=month(one.first),
        last=month(one.last),
        level=_values(one.level),
        growth=_values(one.growth),
        entry=one.entry_id,
    )


def _values(told: Sequence[Sequence[Any]] | None) -> list[PeerOut] | None:
    return None if told is None else [PeerOut(peer=peer, value=amount(value) or "") for peer, value, *_more in told]


def _hit(one: Hit) -> HitOut:
    found = one.found
    told = {name: getattr(found, name) for name in ("kind", "key", "name", "org_unit", "book")}
    return HitOut(**told, sentence="".join(text for text, _marked in one.sentence))
