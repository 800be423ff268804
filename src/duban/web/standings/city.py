"""The store as a :class:`~duban.pack.pack.Pack`: what the engines read."""

from __future__ import annotations

from dataclasses import replace

from duban.pack.pack import Pack
from duban.web.books.convert import as_pledge
from duban.web.books.models import Book, Clause
from duban.web.declared.pack import declarations
from duban.web.facts.convert import as_fact
from duban.web.facts.given import visible
from duban.web.facts.models import Fact
from duban.web.org.directory import directory
from duban.web.points.lookup import counted


def city() -> Pack:
    """The whole city as it stands: its declarations with the store's bodies, pledges in force, facts and points."""
    years = dict(Book.objects.current().filter(state="signed").values_list("key", "year"))
    clauses = Clause.objects.current().filter(state="accepted", sort="pledge", book__in=years).order_by("book", "place")
    places = directory()
    return replace(
        declarations(),
        org_units=places.bodies,
        posts=tuple(seat.post for seat in places.seats),
        portfolios=places.portfolios,
        pledges=tuple(as_pledge(row, years[row.book]) for row in clauses),
        facts=tuple(map(as_fact, Fact.objects.current().filter(visible()))),
        adjustments=counted(),
    )
