"""Rows that add up others: left out of the table, and checked against what they add up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache, lru_cache

from duban.amounts import convert
from duban.sheets.columns import Column, key
from duban.sheets.figures import figure
from duban.sheets.grids import Cell
from duban.sheets.heads import is_rate
from duban.sheets.words import plain, words

# So many rows are kept to be added; a longer table is one for machines and has no such rows.
MOST_ROWS = 20_000
_EXACT = 15


@cache
def _words() -> tuple[frozenset[str], tuple[str, ...], tuple[str, ...]]:
    told = words()["totals"]
    return frozenset(map(key, told["words"])), tuple(told["endings"]), tuple(told["parts"])


@lru_cache(maxsize=1 << 14)
def is_total(text: str) -> bool:
    """Whether a row with this name adds up others: 合计, 小 计, 镇街道小计."""
    known, endings, _ = _words()
    short = key(text)
    return short in known or short.endswith(endings)


@lru_cache(maxsize=1 << 14)
def is_part(text: str) -> bool:
    """Whether a row with this name is a part of the one above it: 其中：亿元以上项目."""
    return plain(text).startswith(_words()[2])


@dataclass(frozen=True, slots=True)
class Difference:
    """A total that is not the sum of its rows, both in the column's own ``unit``."""

    name: str
    written: Fraction
    added: Fraction
    unit: str


@dataclass(slots=True)
class Totals:
    """The rows of a sheet so far: those since the last total, and all. ``units`` are those of the heads."""

    columns: Sequence[Column]
    labels: Mapping[str, str]
    units: Mapping[str, str]
    _all: list[Mapping[str, Cell]] = field(default_factory=list)
    _since: int = 0
    _early: list[tuple[int, Mapping[str, Cell]]] = field(default_factory=list)

    def add(self, cells: Mapping[str, Cell]) -> None:
        """A row that counts."""
        if len(self._all) <= MOST_ROWS:
            self._all.append(cells)

    def total(self, number: int, cells: Mapping[str, Cell]) -> list[Difference]:
        """What does not add up in a total: over the rows since the last one, or over all rows.

        A total above all rows waits for ``rest``.
        """
        if not self._all:
            self._early.append((number, cells))
            return []
        since, self._since = self._since, len(self._all)
        return self._check(cells, (self._all[since:], self._all))

    def rest(self) -> Iterable[tuple[int, Difference]]:
        """What does not add up in the totals that stand above their rows; the row's number with it."""
        for number, cells in self._early if self._all else ():
            for difference in self._check(cells, (self._all,)):
                yield number, difference

    def _check(self, cells: Mapping[str, Cell], stretches: Sequence[Sequence[Mapping[str, Cell]]]) -> list[Difference]:
        if len(self._all) > MOST_ROWS:
            return []
        found = []
        for column in self.columns:
            if column.kind != "amount" or self._is_rate(column, cells):
                continue
            written = self._value(column.name, cells)
            sums = [self._sum(column, cells, rows) for rows in stretches]
            if written is None or all(added is None for added, _ in sums):
                continue
            near = [(abs(written - added), added, leeway) for added, leeway in sums if added is not None]
            if all(distance > leeway for distance, _, leeway in near):
                unit = self.units.get(column.name, column.unit)
                found.append(Difference(column.name, written, min(near)[1], unit))
        return found

    def _sum(
        self, column: Column, total: Mapping[str, Cell], rows: Sequence[Mapping[str, Cell]]
    ) -> tuple[Fraction | None, Fraction]:
        """The sum of the like rows, and how far rounding may have led astray."""
        like = [row for row in rows if not column.per or _text(row, column.per) == _text(total, column.per)]
        values = [value for row in like if (value := self._value(column.name, row)) is not None]
        if not values:
            return None, Fraction(0)
        step = max(_step(value) for value in (*values, self._value(column.name, total) or Fraction(0)))
        return sum(values, Fraction(0)), Fraction(len(values) + 1, 2) * step

    def _value(self, name: str, cells: Mapping[str, Cell]) -> Fraction | None:
        """A figure in the unit of its head."""
        told = figure(cells[name]) if name in cells else None
        if told is None:
            return None
        if not told.unit or told.unit == self.units.get(name, ""):
            return told.value
        return convert(told.value, told.unit, self.units.get(name, told.unit))

    def _is_rate(self, column: Column, cells: Mapping[str, Cell]) -> bool:
        unit = self.units.get(column.name, column.unit)
        told = figure(cells[column.name]) if column.name in cells else None
        rates = words()["rates"]["units"]
        return unit in rates or (told is not None and told.unit in rates) or is_rate(self.labels.get(column.name, ""))


def _text(cells: Mapping[str, Cell], name: str) -> str:
    cell = cells.get(name, "")
    return plain(cell if isinstance(cell, str) else cell.text)


def _step(value: Fraction) -> Fraction:
    """The last decimal place that a value is written to: 12.5 is written to tenths; a whole number leaves no leeway."""
    if value.denominator == 1:
        return Fraction(0)
    places = next((at for at in range(1, _EXACT) if 10**at % value.denominator == 0), _EXACT)
    return Fraction(1, 10**places)
