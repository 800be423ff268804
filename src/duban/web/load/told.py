"""Rows of the store as a pack declares them, in order: bodies, posts, books, pledges and figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils import timezone

from duban.ledger.types import WHOLE, Fact, OrgUnit, Pledge, Spell, Tier
from duban.pack.schema.posts import Portfolio, Post
from duban.web.books.models import Book
from duban.web.facts import models as facts
from duban.web.facts.convert import as_fact
from duban.web.points.lookup import as_counted
from duban.web.points.models import Addition

Table = tuple[str, Mapping[str, Any]]


def body(unit: OrgUnit) -> Table:
    """``[[org_unit]]``."""
    one = unit.parents[0] if len(unit.parents) == 1 else None
    always = one.value if one and one.start is None and one.end is None else ""
    return "org_unit", {
        "id": unit.id,
        "name": unit.name,
        "name_en": unit.name_en,
        "kind": unit.kind,
        "order": unit.order,
        "parent": always,
        "parents": [] if always else list(map(_spell, unit.parents)),
        "names": list(map(_spell, unit.names)),
        "groups": unit.groups,
        "aliases": unit.aliases,
        "whole": unit.whole,
        "statistics": unit.statistics,
    }


def post(one: Post) -> Table:
    """``[[post]]``."""
    told = {"id": one.id, "title": one.title, "org_unit": one.org_unit, "order": one.order}
    return "post", {**told, "from": one.start, "to": one.end, "roles": one.roles, "leads": one.leads}


def portfolio(one: Portfolio) -> Table:
    """``[[portfolio]]``."""
    told = {"post": one.post, "org_units": one.org_units, "books": one.books, "indicators": one.indicators}
    return "portfolio", {**told, "from": one.start, "to": one.end}


def book(row: Book, file: str) -> Table:
    """``[[book]]``."""
    told = {"id": row.key, "title": row.title, "file": file, "org_unit": row.org_unit}
    return "book", {**told, "lead": row.lead, "signed": row.signed}


def pledge(one: Pledge) -> Table:
    """``[[pledge]]``, its values in base units."""
    return "pledge", {
        "id": one.id,
        "book": one.origin.book,
        "org_unit": one.org_unit,
        "responsible": one.responsible,
        "indicator": one.indicator,
        "subject": one.subject,
        "scope": "" if one.scope == WHOLE else one.scope,
        "kind": one.kind,
        "basis": one.basis,
        "unit": one.unit,
        "due": one.due,
        "state": one.state,
        "polarity": one.polarity,
        "accumulation": one.accumulation,
        "tier": [_tier(tier) for tier in one.tiers],
        "assessed": _assessed(one.assessed),
        "trajectory": [{"month": month, "value": value} for month, value in one.trajectory],
        "status": "" if one.status == "in_force" else one.status,
        "status_document": one.status_document,
        "against": one.against_indicator,
        "quote": one.origin.quote,
        "sentence": one.origin.sentence,
    }


def figures() -> Iterator[Fact]:
    """All figures, corrected ones before their corrections; ``known`` is the day on which each was written.

    A correction that kept the key of what it corrects gets one of its own, as a file of figures needs. A file has no
    row for "there is none", so what was corrected to that goes with it.
    """
    names: dict[int, str] = {}
    gone = _taken_back()
    for row in facts.Fact.objects.exclude(pk__in=gone).select_related("entry").order_by("id"):
        name = names[row.pk] = _name(row, names)
        known = int(f"{timezone.localdate(row.entry.at):%Y%m%d}")
        yield replace(as_fact(row), key=name, replaces=names.get(row.replaces_id or 0, ""), known=known)


def _taken_back() -> set[int]:
    """The rows that say that there is none, and all that they correct."""
    found = dict(facts.Fact.objects.filter(facts.IS_NONE).values_list("pk", "replaces"))
    gone = set(found)
    while found:
        before = {one for one in found.values() if one} - gone
        gone |= before
        found = dict(facts.Fact.objects.filter(pk__in=before).values_list("pk", "replaces"))
    return gone


def _name(row: facts.Fact, names: Mapping[int, str]) -> str:
    corrected = names.get(row.replaces_id or 0, "")
    if not corrected or not corrected.startswith(row.key):
        return row.key
    number = corrected.removeprefix(row.key).removeprefix(".v") or "1"
    return f"{row.key}.v{int(number) + 1}"


def _tier(tier: Tier) -> Mapping[str, Any]:
    return {
        "firmness": tier.firmness,
        "comparator": tier.comparator,
        "value": tier.value,
        "upper": tier.upper,
    }


def _assessed(tier: Tier | None) -> Mapping[str, Any] | None:
    if tier is None:
        return None
    return {"comparator": tier.comparator, "value": tier.value, "upper": tier.upper, "document": tier.document}


def _spell(one: Spell) -> Mapping[str, str | date | None]:
    return {"value": one.value, "from": one.start, "to": one.end}


def points() -> Iterator[Table]:
    """``[[adjustment]]``: what counts, and what waits to be decided on; the other steps are the store's own."""
    rows = Addition.objects.current().exclude(kind="").filter(Q(granted=True) | Q(state="applied"))
    for one in sorted(map(as_counted, rows), key=lambda one: (one.day, one.id)):
        told = {"id": one.id, "org_unit": one.org_unit, "kind": one.kind, "day": one.day, "points": one.points}
        told |= {"reason": one.reason, "document": one.document, "proof": one.proof, "recognised": one.recognised}
        yield "adjustment", told
