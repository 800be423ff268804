"""Progress tables found again in a document's text: rows of cells, each with its stretch of the text.

Reading gives a table row as a line whose cells are separated by tabs. A cell of several paragraphs breaks the line,
cells at the right end may be missing (workbooks), and those that a merged cell covers on the left too (web pages).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from duban.linking.words import one_of, table
from duban.reading.document import Document, Part

Role = str  # task done name unit lead due number leader other
DONE = "done"  # a further column of what is done, by later months, has its number behind it
_MONTH = re.compile(r"\d{1,2}月|[一二三四]季度|[上下]半年")
_LONGEST_HEAD = 24
_COLUMN = re.compile(r"([A-Z]{1,3})\d+")
_NUMBER = re.compile(r"\s*(?:[（(]?\d{1,4}[）)]?[.、]?|[一二三四五六七八九十]{1,3})\s*")
_COUNTS = re.compile(r"[\u4e00-\u9fff]{3}[^\d|]*\d")  # 新增托位500个 where the number of the row above goes on
_SECTION = re.compile(r"\s*(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）)")
_BARS = 2  # in a line whose cells bars part
_RULE = re.compile(r"[\s|:+\-—=_]+")  # the line that parts head and rows in a drawn table
_BLANK = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Span:
    """A cell's stretch of the text, ``text[start:end]``, in a column counted from 0."""

    column: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Row:
    """One row under a head: the cells by the role of their column; ``name`` tells table and row."""

    name: str
    cells: Mapping[Role, Span]


@dataclass(frozen=True, slots=True)
class Grid:
    """A progress table: its title as it stands above it, the words of its heads by role, and its rows."""

    title: str
    heads: Mapping[Role, str]
    rows: tuple[Row, ...]


def grids(document: Document) -> Iterator[Grid]:
    """The progress tables of a document: those with a column of tasks and one of what is done."""
    lines = list(_lines(document))
    at, number = 0, 0
    while at < len(lines):
        roles = _roles(document.text, lines[at])
        if not _is_progress(roles):
            at += 1
            continue
        number += 1
        stop = _end(document.text, lines, at + 1)
        heads = {role: _said(document.text, lines[at], column) for column, role in roles.items()}
        full = sum(1 for cell in lines[at] if document.text[cell.start : cell.end].strip())
        rows = tuple(_rows(document, roles, lines[at + 1 : stop], f"表{number}", full))
        yield Grid(_title(document.text, lines, at), heads, rows)
        at = max(stop, at + 1)


def _lines(document: Document) -> Iterator[list[Span]]:
    """Every line as its cells, parted by tabs or bars; in a workbook the columns are those of the cells' names."""
    named = {part.start: column for part in document.source.parts if (column := _column_of(part)) is not None}
    at = 0
    for line in document.text.split("\n"):
        start, cells = at, []
        bars = "\t" not in line and line.count("|") >= _BARS
        for number, text in enumerate(line.split("|" if bars else "\t")):
            cells.append(Span(named.get(start, number), start, start + len(text)))
            start += len(text) + 1
        at += len(line) + 1
        if not (bars and _RULE.fullmatch(line)):
            yield cells


def _column_of(part: Part) -> int | None:
    """The column, from 0, of a workbook's cell; None elsewhere."""
    found = _COLUMN.fullmatch(part.place.cell or "")
    if not found:
        return None
    column = 0
    for char in found[1]:
        column = column * 26 + ord(char) - ord("A") + 1
    return column - 1


def _roles(text: str, cells: Sequence[Span]) -> dict[int, Role]:
    """What each column holds, if the line is a head; the first column of a role keeps it."""
    roles: dict[int, Role] = {}
    if len(cells) < 2:
        return roles
    for cell in cells:
        head = _BLANK.sub("", text[cell.start : cell.end])
        role = head_role(head)
        if role == DONE and role in roles.values() and _MONTH.search(head):
            role = f"{DONE}{cell.column}"  # 进展情况(7月) | 进展情况(10月): each of its own months
        if role and role not in roles.values():
            roles[cell.column] = role
    return roles


def head_roles(line: str) -> dict[int, Role]:
    """What each column holds, where a line of cells parted by tabs is a table's head; empty for any other line."""
    at, cells = 0, []
    for number, text in enumerate(line.split("\t")):
        cells.append(Span(number, at, at + len(text)))
        at += len(text) + 1
    roles = _roles(line, cells)
    return roles if len(roles) > 1 and len(roles) * 2 > len(cells) else {}


def head_role(head: str) -> Role | None:
    """What the column under a head holds; None where the words are none of a head, or too many."""
    return _role(head) if head and len(head) <= _LONGEST_HEAD else None


def _role(head: str) -> Role | None:
    """What a column with this head holds; of the words that it holds, the longest decides, of two as long the last."""
    pattern, roles = _heads()
    found = [match[1] for match in pattern.finditer(head)]
    return roles[max(enumerate(found), key=lambda pair: (len(pair[1]), pair[0]))[1]] if found else None


@cache
def _heads() -> tuple[re.Pattern[str], Mapping[str, Role]]:
    roles = {word: role for role, words in table("progress")["heads"].items() for word in words}
    return re.compile(f"(?=({one_of(roles).pattern}))"), roles


def _is_progress(roles: Mapping[int, Role]) -> bool:
    return "done" in roles.values() and bool({"task", "name"} & set(roles.values()))


def _end(text: str, lines: Sequence[Sequence[Span]], start: int) -> int:
    """Where a table ends: before the next head, or behind the last line that has cells."""
    last = start
    for at in range(start, len(lines)):
        if _is_progress(_roles(text, lines[at])):
            break
        if len(lines[at]) > 1:
            last = at + 1
        elif at - last > 12:
            break
    return last


def _rows(
    document: Document, roles: Mapping[int, Role], lines: Sequence[Sequence[Span]], name: str, full: int
) -> Iterator[Row]:
    """The rows with their cells: lines that a cell's own paragraphs broke are joined again.

    ``full`` is how many cells the head has that hold something.
    """
    width = max(roles) + 1
    workbook = any(_column_of(part) is not None for part in document.source.parts[:1])
    joined = [list(line) for line in lines] if workbook else list(_joined(document.text, lines, width))
    for number, cells in enumerate(joined, start=1):
        shifted = cells if workbook else _shifted(document.text, cells, roles, full)
        by_role = {roles[cell.column]: cell for cell in shifted if cell.column in roles and cell.end > cell.start}
        if {"task", "name", "done"} & by_role.keys():
            yield Row(f"{name}第{number}行", by_role)


def _joined(text: str, lines: Sequence[Sequence[Span]], width: int) -> Iterator[list[Span]]:
    """Rows of up to ``width`` cells; a line that begins inside a cell goes on with it.

    What stands alone below the last row is no part of the table, nor is the heading of a section a part of a cell.
    """
    row: list[Span] = []
    last_row = max((at for at, line in enumerate(lines) if len(line) > 1), default=-1)
    for at, line in enumerate(lines):
        alone = len(line) == 1 and at <= last_row and not _SECTION.match(text, line[0].start, line[0].end)
        if row and (alone or (len(line) > 1 and len(row) < width and len(row) + len(line) - 1 <= width)):
            row = _continued(row, line)
            continue
        if row:
            yield row
        row = [Span(number, cell.start, cell.end) for number, cell in enumerate(line)]
    if row:
        yield row


def _continued(row: Sequence[Span], line: Sequence[Span]) -> list[Span]:
    """A row whose last cell goes on with the first cell of a line."""
    last = row[-1]
    more = [Span(last.column + number, cell.start, cell.end) for number, cell in enumerate(line[1:], start=1)]
    return [*row[:-1], Span(last.column, last.start, line[0].end), *more]


def _shifted(text: str, cells: Sequence[Span], roles: Mapping[int, Role], full: int) -> Sequence[Span]:
    """A row whose first cells a merged one covers: its number does not stand under 序号, so it is moved there.

    Where the number itself is covered, the row has a cell less than its head, and blank ones at its end.
    """
    at = next((column for column, role in roles.items() if role == "number"), None)
    if at == 0 and cells and not _NUMBER.fullmatch(text, cells[0].start, cells[0].end):
        held = max((number for number, cell in enumerate(cells, 1) if text[cell.start : cell.end].strip()), default=0)
        whole = held == full - 1 or (1 < held < full and _COUNTS.search(text, cells[0].start, cells[0].end))
        if whole and text[cells[0].start : cells[0].end].strip():
            return [Span(cell.column + 1, cell.start, cell.end) for cell in cells]
    if at is None or len(cells) > max(roles):
        return cells
    found = next((cell.column for cell in cells[: at + 1] if _NUMBER.fullmatch(text, cell.start, cell.end)), None)
    by = at - found if found is not None else 0
    return [Span(cell.column + by, cell.start, cell.end) for cell in cells] if by > 0 else cells


def _said(text: str, cells: Sequence[Span], column: int) -> str:
    return next((_BLANK.sub("", text[cell.start : cell.end]) for cell in cells if cell.column == column), "")


def _title(text: str, lines: Sequence[Sequence[Span]], at: int) -> str:
    """What stands above the table: the lines before its head that are no rows, at most three."""
    above = [text[cells[0].start : cells[-1].end].strip() for cells in lines[max(0, at - 3) : at] if len(cells) == 1]
    return " ".join(filter(None, above))
