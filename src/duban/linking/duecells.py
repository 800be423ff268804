"""The day that a plan's table gives in a column of its own: 目标任务 | 牵头单位 | 完成时限, below it 9月底."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from duban.linking.grid import head_roles
from duban.linking.plan import plan_year
from duban.periods import day
from duban.reading.document import Document, Statement


def with_due_cells(document: Document, statements: Iterable[Statement]) -> Iterator[Statement]:
    """The statements; a promise that names no day is due on the one that its row's cell of deadlines gives."""
    columns = _due_columns(document)
    named = plan_year(document) if columns else None
    year = named.year if named else document.year
    for one in statements:
        asked = columns and one.mood == "pledged" and one.due is None
        yield _due(document, one, columns, year) if asked else one


def _due_columns(document: Document) -> list[tuple[int, int]]:
    """The offset of each table's head and its column of deadlines; -1 for a head without one."""
    found: list[tuple[int, int]] = []
    at = 0
    for line in document.text.split("\n"):
        roles = head_roles(line)
        if roles and {"task", "name"} & set(roles.values()):
            found.append((at, next((column for column, role in roles.items() if role == "due"), -1)))
        at += len(line) + 1
    return found if any(column >= 0 for _, column in found) else []


def _due(document: Document, one: Statement, columns: list[tuple[int, int]], year: int | None) -> Statement:
    column = next((column for at, column in reversed(columns) if at < one.start), -1)
    begin = document.text.rfind("\n", 0, one.num[0]) + 1
    end = document.text.find("\n", one.num[1])
    cells = document.text[begin : end if end >= 0 else None].split("\t")
    if not 0 <= column < len(cells) or not cells[column].strip():
        return one
    due = day(cells[column].strip().removesuffix("前"), year)
    return replace(one, due=due) if due else one
