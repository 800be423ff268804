"""Verdicts counted: a row a book or a body, a column a light."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from duban.web.books.models import Book
from duban.web.org.directory import Directory
from duban.web.standings.models import PledgeVerdict


@dataclass(frozen=True, slots=True)
class Lamp:
    """A light of the legend, with how many pledges show it; ``stretch`` is for the template's lamp alone."""

    rule: str
    light: str
    colour: str
    shape: str
    word: str
    order: int
    count: int
    stretch: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A book or a body with its counts, in the order of the legend; None where there is none."""

    key: str
    name: str
    org_unit: str
    cells: tuple[tuple[Lamp, int], ...]
    total: int


def legend(verdicts: Sequence[PledgeVerdict]) -> list[Lamp]:
    """The lights that are shown, in the rule's order."""
    counts = Counter(one.light for one in verdicts)
    kinds = {one.light: one for one in verdicts}
    found = [Lamp(one.rule, key, one.colour, one.shape, one.word, one.order, counts[key]) for key, one in kinds.items()]
    return sorted(found, key=lambda lamp: lamp.order)


def by_book(verdicts: Sequence[PledgeVerdict], lamps: Sequence[Lamp], books: Sequence[Book]) -> list[Row]:
    """A row for each book that has pledges, in the order of the books."""
    counts = Counter((one.book, one.light) for one in verdicts)
    rows = (_row(one.key, one.title, one.org_unit, lamps, counts) for one in books)
    return [row for row in rows if row.total]


def by_body(verdicts: Sequence[PledgeVerdict], lamps: Sequence[Lamp], places: Directory) -> list[Row]:
    """A row for each body that is bound, in official order."""
    counts = Counter((one.org_unit, one.light) for one in verdicts)
    keys = places.in_order({one.org_unit for one in verdicts})
    return [_row(key, "", key, lamps, counts) for key in keys]


def _row(key: str, name: str, org_unit: str, lamps: Sequence[Lamp], counts: Counter[tuple[str, str]]) -> Row:
    cells = tuple((lamp, counts[key, lamp.light]) for lamp in lamps)
    return Row(key, name, org_unit, cells, sum(count for _, count in cells))
