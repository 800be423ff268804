"""Excel workbooks (.xlsx, .xlsm): each row a line, every cell a part.

Read from the XML in a stream, and not by calamine, which gives no number formats, so that 7% would read 0.07; a stream
also bears a sheet whose one cell stands in the last corner.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from duban.reading.document import Source
from duban.reading.formats.archive import XML_ERRORS, Archive, damaged, local
from duban.reading.formats.context import Context
from duban.reading.formats.numberformats import BUILT_IN, GENERAL, NumberFormat, parse, render
from duban.reading.formats.rows import Rows, position

_MERGED = re.compile(rb"""<(?:\w+:)?mergeCell\s[^>]*?ref=["']([A-Z]{1,3}\d{1,7}):([A-Z]{1,3}\d{1,7})["']""")
Range = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class _Book:
    """What all sheets of a workbook share."""

    strings: list[str]
    formats: list[NumberFormat]
    since_1904: bool


def read(context: Context) -> Source:
    """The visible sheets in the workbook's order, cells joined by a tab; a merged cell once, empty rows not at all."""
    archive = Archive(context)
    main = next((to for kind, to in archive.relations("").values() if kind == "officeDocument"), "xl/workbook.xml")
    if main not in archive.names:
        raise damaged(context, "文件损坏，里面没有工作簿")
    workbook = archive.tree(main)
    relations = archive.relations(main)
    targets = {kind: target for kind, target in relations.values() if target in archive.names}
    rows = Rows(context)
    try:
        book = _Book(
            _strings(archive, targets.get("sharedStrings")), _formats(archive, targets.get("styles")), _epoch(workbook)
        )
        for name, key in _sheets(workbook):
            kind, target = relations.get(key, ("", ""))
            if kind != "worksheet":
                continue  # a chart on a sheet of its own
            for number, cells in _rows(archive.read(target), book):
                rows.row(name, number, cells)
    except XML_ERRORS as error:
        raise damaged(context, "文件损坏，表格不是完整的 XML") from error
    return rows.source()


def _sheets(workbook: Element) -> Iterator[tuple[str, str]]:
    """Name and relation of each visible sheet; of all, should none be visible."""
    sheets = [element for element in workbook.iter() if local(element.tag) == "sheet"]
    visible = [sheet for sheet in sheets if sheet.get("state", "visible") == "visible"]
    for sheet in visible or sheets:
        key = next((value for name, value in sheet.items() if name.endswith("}id")), "")
        yield sheet.get("name", ""), key


def _epoch(workbook: Element) -> bool:
    settings = next((element for element in workbook.iter() if local(element.tag) == "workbookPr"), None)
    return settings is not None and settings.get("date1904") in ("1", "true")


def _strings(archive: Archive, name: str | None) -> list[str]:
    """The texts that cells refer to by number; pinyin above the characters is left out."""
    found: list[str] = []
    if name:
        for _, element in ElementTree.iterparse(BytesIO(archive.read(name)), ("end",)):
            if local(element.tag) == "si":
                found.append(_string(element))
                element.clear()
    return found


def _string(element: Element) -> str:
    text = ""
    for child in element:
        name = local(child.tag)
        if name == "t":
            text += child.text or ""
        elif name == "r":
            text += "".join(run.text or "" for run in child if local(run.tag) == "t")
    return text


def _formats(archive: Archive, name: str | None) -> list[NumberFormat]:
    """The number format of each cell style, by the number that cells refer to."""
    if not name:
        return []
    codes = dict(BUILT_IN)
    formats: list[NumberFormat] = []
    for element in archive.tree(name):
        if local(element.tag) == "numFmts":
            codes.update({int(form.get("numFmtId", "0")): form.get("formatCode", "") for form in element})
        elif local(element.tag) == "cellXfs":
            formats = [parse(codes.get(int(style.get("numFmtId", "0")), "")) for style in element]
    return formats


def _rows(data: bytes, book: _Book) -> Iterator[tuple[int, list[tuple[int, str]]]]:
    """Row number and (column, text) of the cells of each row."""
    covered = _Covered(data)
    number = 0
    for _, element in ElementTree.iterparse(BytesIO(data), ("end",)):
        if local(element.tag) != "row":
            continue
        number = int(element.get("r") or number + 1)
        cells: list[tuple[int, str]] = []
        column = -1
        for cell in element:
            where = position(cell.get("r", ""))
            column = where[1] if where else column + 1
            text = _cell(cell, book)
            if text and not covered.hides(number, column):
                cells.append((column, text))
        element.clear()
        yield number, sorted(cells, key=lambda pair: pair[0])


def _cell(cell: Element, book: _Book) -> str:
    kind = cell.get("t", "n")
    value = ""
    for child in cell:
        name = local(child.tag)
        if name == "is":
            return _string(child)
        if name == "v":
            value = child.text or ""
    if not value or kind in ("str", "e", "d"):
        return value
    if kind == "s":
        return book.strings[int(value)] if int(value) < len(book.strings) else ""
    if kind == "b":
        return "TRUE" if value == "1" else "FALSE"
    style = int(cell.get("s", "0"))
    form = book.formats[style] if style < len(book.formats) else GENERAL
    return render(float(value), form, since_1904=book.since_1904)


class _Covered:
    """Which cells lie under a merged one; asked row by row, from the top down."""

    def __init__(self, data: bytes) -> None:
        self._ranges = sorted(self._range(*match) for match in _MERGED.findall(data))
        self._next = 0
        self._open: list[Range] = []

    @staticmethod
    def _range(first: bytes, last: bytes) -> Range:
        top, left = position(first.decode()) or (0, 0)
        bottom, right = position(last.decode()) or (0, 0)
        return top, left, bottom, right

    def hides(self, row: int, column: int) -> bool:
        """Whether the cell is part of a merged cell, and not the one that holds its text."""
        while self._next < len(self._ranges) and self._ranges[self._next][0] <= row:
            self._open.append(self._ranges[self._next])
            self._next += 1
        self._open = [span for span in self._open if span[2] >= row]
        return any(left <= column <= right and (row, column) != (top, left) for top, left, _, right in self._open)
