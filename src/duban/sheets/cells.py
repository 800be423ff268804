"""Names of cells, and what stands in one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

# Top, left, bottom, right of a merged cell: rows from 1, columns from 0, all in it.
Range = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Content:
    """What a cell shows, and the number that is stored behind it: exact, and 6.5 where the cell shows 6.5%.

    ``number`` is None for what is no number (a text, a date, TRUE). ``unit`` is what the cell's own number format
    writes after it: ``%``, ``亿元``.
    """

    text: str
    number: Fraction | None = None
    unit: str = ""


@lru_cache(maxsize=1 << 10)
def letters(column: int) -> str:
    """The name of a column: 0 is A, 26 is AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def position(cell: str) -> tuple[int, int] | None:
    """Row (from 1) and column (from 0) of a cell's name: B3 is (3, 1); None for what is no name."""
    head = cell.rstrip("0123456789")
    tail = cell[len(head) :]
    column = _column(head) if 0 < len(tail) <= 7 else None
    return None if column is None else (int(tail), column)


@lru_cache(maxsize=1 << 10)
def _column(name: str) -> int | None:
    if not (0 < len(name) <= 3 and name.isascii() and name.isalpha()):
        return None
    column = 0
    for char in name.upper():
        column = column * 26 + ord(char) - ord("A") + 1
    return column - 1


class Covered:
    """Which cells lie under a merged one; asked row by row, from the top down."""

    def __init__(self, ranges: Iterable[Range]) -> None:
        self._ranges = sorted(ranges)
        self._next = 0
        self._open: list[Range] = []

    def over(self, row: int) -> list[Range]:
        """The merged cells that reach into a row."""
        while self._next < len(self._ranges) and self._ranges[self._next][0] <= row:
            self._open.append(self._ranges[self._next])
            self._next += 1
        if self._open:
            self._open = [span for span in self._open if span[2] >= row]
        return self._open

    def hides(self, row: int, column: int) -> bool:
        """Whether the cell is part of a merged cell, and not the one that holds its text."""
        return any(left <= column <= right and (row, column) != (top, left) for top, left, _, right in self.over(row))
