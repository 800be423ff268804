"""Which cells of a group are written as one: equal ones below each other, in columns that speak of the whole task."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from duban.web.books.tables.rows import Group

# 序号, 目标任务, 牵头领导, ★牵头单位.
_WHOLE = (0, 1, 3, 4)


@dataclass(frozen=True, slots=True)
class Cell:
    """Text in a column of a group's rows, from ``row`` on, over ``height`` rows."""

    column: int
    row: int
    height: int
    text: str


def cells(group: Group) -> Iterator[Cell]:
    """The cells of a group, column by column."""
    rows = [(str(group.number), group.task, *line.cells) for line in group.lines]
    for column in range(len(rows[0])):
        start = 0
        for at in range(1, len(rows) + 1):
            if at == len(rows) or column not in _WHOLE or rows[at][column] != rows[start][column]:
                yield Cell(column, start, at - start, rows[start][column])
                start = at
