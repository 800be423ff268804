"""The store as a :class:`~duban.pack.pack.Pack`: what the engines read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from django.db.models import Q, QuerySet

from duban.pack.pack import Pack
from duban.web.books.convert import as_pledge
from duban.web.books.models import Book, Clause
from duban.web.declared.pack import declarations
from duban.web.facts.convert import as_fact
from duban.web.facts.known import released
from duban.web.facts.models import IS_NONE, Fact
from duban.web.facts.seen import newest
from duban.web.log.models import Appended, AppendedQuerySet, Entry
from duban.web.org.directory import as_org_unit, directory
from duban.web.org.models import Body
from duban.web.points.lookup import counted
from duban.web.points.models import Addition

Row = TypeVar("Row", bound=Appended)


def city(number: int | None = None) -> Pack:
    """The whole city as it stands: its declarations with the store's bodies, pledges in force, facts and points.

    ``number``: as it stood after that entry of the log, by what was released then; its posts and its declarations are
    today's.
    """
    pack = bound(_held(Book, number).filter(state="signed"), number)
    if number is None:
        return replace(pack, facts=released(), adjustments=counted())
    bodies = map(as_org_unit, sorted(_held(Body, number), key=lambda row: (row.order, row.key)))
    facts = tuple(map(as_fact, released_at(number)))
    added = counted(_held(Addition, number).filter(granted=True).exclude(kind=""))
    return replace(pack, org_units=tuple(bodies), facts=facts, adjustments=added)


def bound(books: Iterable[Book], number: int | None = None) -> Pack:
    """The city with what some signed books bind it to, and without figures."""
    years = {one.key: one.year for one in books}
    found = _held(Clause, number).filter(state="accepted", sort="pledge", book__in=years).order_by("book", "place")
    clauses = found.defer("spans", "doubts", "serves", "adjusted")  # no part of a pledge, and slow to be made from JSON
    places = directory()
    return replace(
        declarations(),
        org_units=places.bodies,
        posts=tuple(seat.post for seat in places.seats),
        portfolios=places.portfolios,
        pledges=tuple(as_pledge(row, years[row.book]) for row in clauses),
        facts=(),
    )


def released_at(number: int) -> QuerySet[Fact]:
    """The figures that anybody might see when an entry was written, as they stood then."""
    moment = Entry.objects.values_list("at", flat=True).get(number=number)
    found = newest(Q(entry__lte=number) & (Q(release__isnull=True) | Q(release__lte=moment)))
    return found.exclude(IS_NONE)


def _held(model: type[Row], number: int | None) -> AppendedQuerySet:
    return model.objects.current() if number is None else model.objects.known_at(number)
