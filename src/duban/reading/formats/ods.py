"""OpenDocument sheets (.ods): each row a line, every cell a part, with the text that the sheet itself shows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from io import BytesIO
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from duban.errors import EncryptedError
from duban.reading.document import Source
from duban.reading.formats.archive import XML_ERRORS, Archive, damaged, local
from duban.reading.formats.context import Context
from duban.reading.formats.numberformats import date_text
from duban.reading.formats.rows import Rows

# A cell or row that is said once for many; the empty rest of a sheet is written so, too.
_MOST_REPEATS = 1024


def read(context: Context) -> Source:
    """The sheets in order, cells joined by a tab, empty rows left out."""
    archive = Archive(context)
    manifest = "META-INF/manifest.xml"
    if manifest in archive.names and b"encryption-data" in archive.read(manifest):
        raise EncryptedError("文件有密码", where=context.name, do="请打开后去掉密码，另存一份再读")
    rows = Rows(context)
    try:
        for sheet, number, cells in _rows(archive.read("content.xml")):
            rows.row(sheet, number, cells)
    except XML_ERRORS as error:
        raise damaged(context, "文件损坏，表格不是完整的 XML") from error
    except RecursionError as error:
        raise damaged(context, "文件损坏，表格套得太深") from error
    return rows.source()


def _rows(data: bytes) -> Iterator[tuple[str, int, list[tuple[int, str]]]]:
    sheet, number = "", 0
    for event, element in ElementTree.iterparse(BytesIO(data), ("start", "end")):
        name = local(element.tag)
        if name == "table" and event == "start":
            sheet, number = _attribute(element, "name"), 0
        elif name == "table-row" and event == "end":
            repeats = _repeats(element, "rows")
            cells = list(_cells(element))
            if cells:
                yield from ((sheet, number + 1 + again, cells) for again in range(min(repeats, _MOST_REPEATS)))
            number += repeats
            element.clear()


def _cells(row: Element) -> Iterator[tuple[int, str]]:
    column = 0
    for cell in row:
        repeats = _repeats(cell, "columns")
        if local(cell.tag) == "table-cell":
            text = _shown(cell)
            if text:
                yield from ((column + again, text) for again in range(min(repeats, _MOST_REPEATS)))
        column += repeats


def _shown(cell: Element) -> str:
    day = _attribute(cell, "date-value")
    if day:
        with suppress(ValueError):
            return date_text(datetime.fromisoformat(day), "ymdh" if "T" in day else "ymd")
    return "\n".join("".join(_text(line)) for line in cell if local(line.tag) == "p")


def _text(element: Element) -> Iterator[str]:
    """The text of a paragraph, with the spaces and breaks that are written as elements."""
    name = local(element.tag)
    if name == "s":
        yield " " * min(int(_attribute(element, "c") or 1), _MOST_REPEATS)
    elif name == "tab":
        yield "\t"
    elif name == "line-break":
        yield "\n"
    elif name != "annotation":
        yield element.text or ""
        for child in element:
            yield from _text(child)
            yield child.tail or ""


def _repeats(element: Element, what: str) -> int:
    return max(1, int(_attribute(element, f"number-{what}-repeated") or 1))


def _attribute(element: Element, name: str) -> str:
    return next((value for key, value in element.items() if local(key) == name), "")
