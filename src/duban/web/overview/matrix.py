"""Verdicts counted by the database: a row a book or a body, a column a light; or bodies against books."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from duban.pack.schema.lights import UNLIT, LightRule
from duban.web.books.models import Book
from duban.web.org.directory import Directory

_LIGHT = ("rule", "light", "shape", "word", "colour", "order")


@dataclass(frozen=True, slots=True)
class Lamp:
    """A light of the legend, with how many pledges show it; ``stretch`` is for the template's lamp alone."""

    rule: str
    light: str
    colour: str
    shape: str
    word: str
    order: int
    count: int = 0
    stretch: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A book or a body with its counts, in the order of the legend; None where there is none."""

    key: str
    name: str
    org_unit: str
    cells: tuple[tuple[Lamp, int], ...]
    total: int


@dataclass(frozen=True, slots=True)
class Cell:
    """What a body is bound to in a book: its lights as counts; ``title`` where the book is not the body's own."""

    book: str
    title: str
    lamps: tuple[Lamp, ...]


@dataclass(frozen=True, slots=True)
class Across:
    """A body across the books: a cell or none a column."""

    key: str
    cells: tuple[tuple[Cell, ...], ...]
    total: int


@dataclass(frozen=True, slots=True)
class Matrix:
    """Bodies × books. ``own``: the first column has the books of one body alone; ``books`` are those of several."""

    own: bool
    books: tuple[Book, ...]
    rows: tuple[Across, ...]


def counted(rows: Any, *by: str) -> list[dict[str, Any]]:
    """How many verdicts there are of each light, by these columns besides; one query."""
    return list(rows.order_by().values(*by, *_LIGHT).annotate(count=Count("id")))


def legend(counts: Iterable[Mapping[str, Any]]) -> list[Lamp]:
    """The lights that are shown, in the rule's order."""
    totals: Counter[str] = Counter()
    kinds: dict[str, Mapping[str, Any]] = {}
    for one in counts:
        totals[one["light"]] += one["count"]
        kinds[one["light"]] = one
    found = [Lamp(**{name: one[name] for name in _LIGHT}, count=totals[key]) for key, one in kinds.items()]
    return sorted(found, key=lambda lamp: lamp.order)


def lights_of(rule: LightRule | None) -> dict[str, Lamp]:
    """Every light that a rule may show, and those that no rule decides."""
    lights = (*(rule.lights if rule else ()), *UNLIT)
    return {
        one.key: Lamp(rule.id if rule else "", one.key, one.colour, one.shape, one.word, one.order) for one in lights
    }


def by_book(counts: Sequence[Mapping[str, Any]], lamps: Sequence[Lamp], books: Sequence[Book]) -> list[Row]:
    """A row for each book that has pledges, in the order of the books."""
    found = _sums(counts, "book")
    rows = (_row(one.key, one.title, one.org_unit, lamps, found) for one in books)
    return [row for row in rows if row.total]


def by_body(counts: Sequence[Mapping[str, Any]], lamps: Sequence[Lamp], places: Directory) -> list[Row]:
    """A row for each body that answers for something, in official order."""
    found = _sums(counts, "lead")
    return [_row(key, "", key, lamps, found) for key in places.in_order({one["lead"] for one in counts})]


def matrix(counts: Sequence[Mapping[str, Any]], books: Sequence[Book], places: Directory) -> Matrix:
    """Bodies down, books across; the books that one body alone answers for share a column.

    A column each would be a diagonal: wide, and empty but for one cell.
    """
    cells: dict[tuple[str, str], list[Mapping[str, Any]]] = defaultdict(list)
    for one in counts:
        cells[one["lead"], one["book"]].append(one)
    shared = Counter(book for _, book in cells)
    own = [one for one in books if shared[one.key] == 1]
    others = tuple(one for one in books if shared[one.key] > 1)
    bodies = places.in_order({body for body, _ in cells})
    columns = [own, *([one] for one in others)] if own else [[one] for one in others]
    rows = []
    for body in bodies:
        held = tuple(_cells(cells, body, column) for column in columns)
        total = sum(lamp.count for column in held for cell in column for lamp in cell.lamps)
        rows.append(Across(body, held, total))
    return Matrix(bool(own), others, tuple(row for row in rows if row.total))


def _cells(
    cells: Mapping[tuple[str, str], list[Mapping[str, Any]]], body: str, column: Sequence[Book]
) -> tuple[Cell, ...]:
    return tuple(
        Cell(
            one.key, "" if len(column) == 1 or one.org_unit == body else one.title, tuple(legend(cells[body, one.key]))
        )
        for one in column
        if (body, one.key) in cells
    )


def _sums(counts: Iterable[Mapping[str, Any]], by: str) -> Counter[tuple[str, str]]:
    found: Counter[tuple[str, str]] = Counter()
    for one in counts:
        found[one[by], one["light"]] += one["count"]
    return found


def _row(key: str, name: str, org_unit: str, lamps: Sequence[Lamp], counts: Counter[tuple[str, str]]) -> Row:
    cells = tuple((lamp, counts[key, lamp.light]) for lamp in lamps)
    return Row(key, name, org_unit, cells, sum(count for _, count in cells))
