"""What one body, or a class of bodies, takes of a clause, before and after it is written; and how it is ordered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from duban.web.books.models import Book, Clause, Share
from duban.web.org.directory import Directory

ROLES = ("lead", "help")


@dataclass(frozen=True, slots=True)
class Part:
    """A share as a value: amounts in ten-thousandths of the clause's unit, ``months`` as sums to date."""

    org_unit: str
    role: str = "help"
    section: str = ""
    post: str = ""
    value: int | None = None
    months: tuple[tuple[int, int], ...] = ()
    nodes: tuple[tuple[str, str], ...] = ()
    due: date | None = None
    measures: str = ""

    @classmethod
    def of(cls, row: Share) -> Part:
        """What a row says."""
        months = tuple((month, value) for month, value in row.months)
        nodes = tuple((day, words) for day, words in row.nodes)
        head = (row.org_unit, row.role, row.section, row.post)
        return cls(*head, row.value, months, nodes, row.due, row.measures)

    def fields(self) -> dict[str, Any]:
        """The fields of a row that says this."""
        told = {name: getattr(self, name) for name in self.__slots__}
        return told | {"months": [list(one) for one in self.months], "nodes": [list(one) for one in self.nodes]}


def shares_of(book: str) -> dict[str, list[Share]]:
    """The shares of a book by clause, each clause's in order; one query."""
    found: dict[str, list[Share]] = defaultdict(list)
    for one in Share.objects.current().filter(book=book, withdrawn=False):
        found[one.clause].append(one)
    return found


def shares_of_clause(clause: str) -> list[Share]:
    """The shares of one clause as they stand."""
    return list(Share.objects.current().filter(clause=clause, withdrawn=False))


def in_order(parts: Iterable[Part], places: Directory) -> list[Part]:
    """The lead first, then the bodies in official order, classes of bodies behind them."""
    order = {key: at for at, key in enumerate(places.in_order({one.org_unit for one in parts}))}
    return sorted(parts, key=lambda one: (one.role != "lead", order[one.org_unit]))


def parts_of(rows: Iterable[Share], places: Directory) -> list[Part]:
    """What rows say, in order."""
    return in_order([Part.of(row) for row in rows], places)


def is_class(org_unit: str, places: Directory) -> bool:
    """Whether it is a class of bodies (各镇街道) and not one of them."""
    return org_unit not in places.by_key


def members(org_unit: str, places: Directory, day: date) -> tuple[str, ...]:
    """The bodies that are meant: itself, or those of a class; a statistics body is never among them (统计法)."""
    if not is_class(org_unit, places):
        return (org_unit,)
    return tuple(one.id for one in places.members(org_unit, day) if not one.statistics)


def clauses_of(book: Book) -> Sequence[Clause]:
    """The clauses of a book that can be split: those that were accepted, in their order."""
    return list(Clause.objects.current().filter(book=book.key, state="accepted").order_by("place", "id"))
