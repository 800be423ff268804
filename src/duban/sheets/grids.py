"""Every kind of workbook as grids: a sheet's rows in a stream, what lies under merged cells filled from them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from types import MappingProxyType
from typing import cast

from duban.errors import EncryptedError, UnknownFormatError
from duban.sheets.archive import XML_ERRORS, damaged, names
from duban.sheets.cells import Content, Covered, Range
from duban.sheets.files import File
from duban.sheets.xlsx import Workbook, content, hidden_columns, merged, rows

Cell = str | Content
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NOTHING: Mapping[int, Cell] = MappingProxyType({})


@dataclass(slots=True)
class Line:
    """A row: ``cells`` by column from 0, from the left; ``filled`` are those that a merged cell covers."""

    number: int
    cells: Mapping[int, Cell]
    filled: Mapping[int, Cell] = field(default_factory=lambda: _NOTHING)
    hidden: bool = False

    @property
    def texts(self) -> list[str]:
        """What stands in its own cells, from the left; those that only look filled are left out."""
        shown = (cell if isinstance(cell, str) else cell.text for cell in self.cells.values())
        return [text for text in shown if text and not text.isspace()]

    def text(self, column: int) -> str:
        """What stands in a column, be it under a merged cell; empty where nothing does."""
        cell = self.cells.get(column) or self.filled.get(column, "")
        return cell if isinstance(cell, str) else cell.text


@dataclass(slots=True)
class Grid:
    """A sheet. ``lines`` come once, from the top; those of a hidden sheet not at all.

    ``name`` is empty for a file that is one table (csv). ``formatted`` says that numbers are told with their formats,
    so that 7% is 7 and not 0.07. ``note`` is what the kind of file may have lost.
    """

    name: str
    lines: Iterable[Line]
    merged: tuple[Range, ...] = ()
    hidden: bool = False
    hidden_columns: tuple[str, ...] = ()
    formatted: bool = True
    note: str = ""


def grids(file: File) -> Iterator[Grid]:
    """The sheets of a workbook (.xlsx, .xlsm, .xls, .et, .ods) in its order, told by what stands in the file.

    Each grid's lines must be read before the next is asked for. Raises an ``InputError``: ``UnknownFormatError`` for
    what is no workbook, ``DamagedError``, ``EncryptedError``, ``TooLargeError``.
    """
    if file.data.startswith(b"PK"):
        members = names(file)
        if any(member.startswith("xl/") for member in members):
            yield from _new(file)
            return
        if "content.xml" in members:
            yield from _old(file)
            return
    if file.data.startswith(_COMPOUND):
        yield from _compound(file)
        return
    raise UnknownFormatError("这不是工作簿", where=file.name, do="请用 Excel 或 WPS 打开，另存为 .xlsx 再试")


def _new(file: File) -> Iterator[Grid]:
    try:
        workbook = Workbook(file)
        visible = {sheet.member for sheet in workbook.visible}
        for sheet in workbook.sheets:
            if sheet.member and sheet.member not in visible:
                yield Grid(sheet.name, (), hidden=True)
            elif sheet.member:
                data = workbook.data(sheet)
                spans = merged(data)
                lines = (
                    Line(number, dict(cells), hidden=hidden)
                    for number, hidden, cells in rows(data, workbook.book, content)
                )
                yield Grid(sheet.name, filled(lines, spans), tuple(spans), hidden_columns=tuple(hidden_columns(data)))
    except XML_ERRORS as error:
        raise damaged(file, "文件损坏，表格不是完整的 XML") from error


def _compound(file: File) -> Iterator[Grid]:
    """An old workbook, or a new one behind a password."""
    try:
        streams = cast(frozenset[str], import_module("duban.sheets.compound").streams(file.data))
    except ValueError as error:
        raise damaged(file, "文件损坏或不完整") from error
    if "EncryptedPackage" in streams:
        raise EncryptedError("文件有密码", where=file.name, do="请打开后去掉密码，另存一份再读")
    if not streams & {"Workbook", "Book"}:
        raise UnknownFormatError("这不是工作簿", where=file.name, do="请用 Excel 或 WPS 打开，另存为 .xlsx 再试")
    yield from _old(file)


def _old(file: File) -> Iterator[Grid]:
    old = import_module("duban.sheets.old")  # a library that only old files need
    grid, lines = Grid("", []), list[Line]()
    for told in old.rows(file):
        if isinstance(told, old.Sheet):
            if grid.name:
                yield grid
            lines = []
            rows_of = filled(lines, told.merged)
            grid = Grid(told.name, rows_of, told.merged, told.hidden, formatted=False, note=old.UNFORMATTED)
        else:
            lines.append(Line(told[0], dict(told[1])))
    if grid.name:
        yield grid


def filled(lines: Iterable[Line], spans: Iterable[Range]) -> Iterator[Line]:
    """The lines with what merged cells cover filled in from their first cell."""
    covered = Covered(spans)
    held: dict[Range, Cell] = {}
    for line in lines:
        over = covered.over(line.number)
        if over:
            line.filled = _filled(line, over, held)
        yield line


def _filled(line: Line, over: list[Range], held: dict[Range, Cell]) -> dict[int, Cell]:
    found: dict[int, Cell] = {}
    for span in over:
        top, left, _, right = span
        if line.number == top and left in line.cells:
            held[span] = line.cells[left]
        cell = held.get(span)
        if cell is not None:
            found.update((column, cell) for column in range(left, right + 1) if column not in line.cells)
    return found
