"""The store as a :class:`~duban.pack.pack.Pack`: what the engines read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from duban.pack.pack import Pack
from duban.web.books.convert import as_pledge
from duban.web.books.models import Book, Clause
from duban.web.declared.pack import declarations
from duban.web.facts.known import released
from duban.web.org.directory import directory


def city() -> Pack:
    """The whole city as it stands: its declarations with the store's bodies, pledges in force and facts."""
    books = Book.objects.current().filter(state="signed")
    return replace(bound(books), facts=released())


def bound(books: Iterable[Book]) -> Pack:
    """The city with what some signed books bind it to, and without figures."""
    years = {one.key: one.year for one in books}
    found = Clause.objects.current().filter(state="accepted", sort="pledge", book__in=years).order_by("book", "place")
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
