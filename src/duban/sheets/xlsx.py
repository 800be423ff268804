"""Excel workbooks (.xlsx, .xlsm) as rows of cells, each value as a person sees it.

Read from the XML in a stream, and not by calamine, which gives no number formats, so that 7% would read 0.07; a stream
also bears a sheet whose one cell stands in the last corner.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from io import BytesIO
from typing import TypeVar
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from duban.sheets.archive import Archive, damaged, local
from duban.sheets.cells import Content, Covered, Range, letters, position
from duban.sheets.files import File
from duban.sheets.numberformats import BUILT_IN, GENERAL, NumberFormat, exact_of, parse, render, rendered

_MERGED = re.compile(rb"""<(?:\w+:)?mergeCell\s[^>]*?ref=["']([A-Z]{1,3}\d{1,7}):([A-Z]{1,3}\d{1,7})["']""")
_COLUMN = re.compile(rb"<(?:\w+:)?col\s[^>]*?>")
_EDGE = re.compile(rb"""\b(min|max)=["'](\d{1,5})["']""")
_HIDDEN = re.compile(rb"""\bhidden=["'](?:1|true)["']""")
_WIDEST = 16384
_ESCAPED = re.compile("_x([0-9A-CEFa-cef][0-9A-Fa-f]{3}|[Dd][0-7][0-9A-Fa-f]{2})_")
_TRUE = ("1", "true")
# Numbers, and texts by their place among the book's: most stand in many cells.
_REPEATED = ("n", "s")
_MOST = 1 << 16
_NEW = Content("")

Told = TypeVar("Told")


@dataclass(frozen=True, slots=True)
class Book:
    """What all sheets of a workbook share; ``told`` are cells that came before, by kind and style and as stored."""

    strings: list[str]
    formats: list[NumberFormat]
    since_1904: bool
    told: dict[tuple[str, str], Content | None] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its name, the member of the zip that holds its cells (empty for a chart), and whether it is hidden."""

    name: str
    member: str
    hidden: bool


class Workbook:
    """The sheets of a workbook.

    A ``DamagedError`` where there is no workbook in the file; one of ``archive.XML_ERRORS``, also from ``rows``, where
    its XML breaks off.
    """

    def __init__(self, file: File) -> None:
        archive = Archive(file)
        main = next((to for kind, to in archive.relations("").values() if kind == "officeDocument"), "xl/workbook.xml")
        if main not in archive.names:
            raise damaged(file, "文件损坏，里面没有工作簿")
        tree = archive.tree(main)
        relations = archive.relations(main)
        targets = {kind: target for kind, target in relations.values() if target in archive.names}
        self._archive = archive
        self.book = Book(
            _strings(archive, targets.get("sharedStrings")), _formats(archive, targets.get("styles")), _epoch(tree)
        )
        self.sheets = list(_sheets(tree, relations))

    @property
    def visible(self) -> list[Sheet]:
        """The sheets of cells that a person sees; all of them, should no sheet be visible."""
        seen = [sheet for sheet in self.sheets if not sheet.hidden] or self.sheets
        return [sheet for sheet in seen if sheet.member]

    def data(self, sheet: Sheet) -> bytes:
        """The XML of a sheet."""
        return self._archive.read(sheet.member)


def rows(
    data: bytes, book: Book, told: Callable[[Element, str, Book], Told | None]
) -> Iterator[tuple[int, bool, list[tuple[int, Told]]]]:
    """Number from 1, whether it is hidden, and (column from 0, what ``told`` says of the cell) of each row.

    ``told`` is given the cell, what is stored in it as it is written, and the book. Left out are
    cells of which ``told`` says nothing, and what lies under a merged cell.
    """
    spans = merged(data)
    covered = Covered(spans)
    number = 0
    for _, element in ElementTree.iterparse(BytesIO(data), ("end",)):
        if element.tag[-3:] != "row" or local(element.tag) != "row":
            continue
        number = int(element.get("r") or number + 1)
        row, column, last, in_order = str(number), -1, -1, True
        stored = f"{element.tag[:-3]}v"  # in the row's own namespace
        cells: list[tuple[int, Told]] = []
        for cell in element:
            column += 1
            if cell.get("r") != letters(column) + row:  # cells are left out, or have no names
                where = position(cell.get("r", ""))
                column = where[1] if where else column
            said = told(cell, cell.findtext(stored, ""), book)
            if said and not (spans and covered.hides(number, column)):
                cells.append((column, said))
                in_order, last = in_order and column >= last, column
        hidden = element.get("hidden") in _TRUE
        element.clear()
        yield number, hidden, cells if in_order else sorted(cells, key=_by_column)


def _by_column(cell: tuple[int, object]) -> int:
    return cell[0]


def merged(data: bytes) -> list[Range]:
    """The merged cells of a sheet."""
    found = []
    for first, last in _MERGED.findall(data):
        top, left = position(first.decode()) or (0, 0)
        bottom, right = position(last.decode()) or (0, 0)
        found.append((top, left, bottom, right))
    return found


def hidden_columns(data: bytes) -> list[str]:
    """The hidden columns of a sheet: ``["C", "E—G"]``."""
    found = []
    for column in _COLUMN.findall(data[: data.find(b"sheetData")]):
        edges = {name: int(at) for name, at in _EDGE.findall(column)}
        first, last = edges.get(b"min", 0), edges.get(b"max", 0)
        if _HIDDEN.search(column) and 0 < first <= last < _WIDEST:  # to the last one is beyond the table
            found.append(letters(first - 1) + ("" if first == last else f"—{letters(last - 1)}"))
    return found


def text(cell: Element, value: str, book: Book) -> str:
    """What a cell shows."""
    kind = cell.get("t", "n")
    if kind == "n" and value:
        return render(float(value), _format(cell, book), since_1904=book.since_1904)
    return _text(cell, kind, value, book)


def content(cell: Element, value: str, book: Book) -> Content | None:
    """What a cell shows, with the exact number behind it; None where it shows nothing."""
    kind = cell.get("t", "n")
    if not value and kind == "n" and (formula := _formula(cell)):
        return Content(formula)
    if not value or kind not in _REPEATED:
        return _words(_text(cell, kind, value, book))
    key = cell.get("s", "0") if kind == "n" else kind, value
    told = book.told.get(key, _NEW)
    if told is _NEW:
        if len(book.told) >= _MOST:
            book.told.clear()
        number = kind == "n"
        told = (
            _number(value, _format(cell, book), book.since_1904) if number else _words(_text(cell, kind, value, book))
        )
        book.told[key] = told
    return told


def _formula(cell: Element) -> str:
    """A formula that no program has reckoned yet, as it is typed; empty for any other cell."""
    written = next((child.text for child in cell if local(child.tag) == "f" and child.text), "")
    return f"={written}" if written else ""


def _words(shown: str) -> Content | None:
    return Content(shown) if shown and not shown.isspace() else None


def _number(stored: str, form: NumberFormat, since_1904: bool) -> Content | None:
    value = float(stored)
    if form.kind == "date":
        return Content(render(value, form, since_1904=since_1904))
    exact = exact_of(value)
    shown = rendered(exact, form)
    if not shown or form.before:
        return Content(shown) if shown else None
    number = Fraction(exact)
    return Content(shown, number * 100, "%") if form.kind == "percent" else Content(shown, number, form.after)


def _text(cell: Element, kind: str, value: str, book: Book) -> str:
    """What a cell shows that holds no number."""
    if kind == "s" and value:
        return book.strings[int(value)] if int(value) < len(book.strings) else ""
    inline = next((child for child in cell if local(child.tag) == "is"), None)
    if inline is not None:
        return _string(inline)
    if kind == "b" and value:
        return "TRUE" if value == "1" else "FALSE"
    return _plain(value)


def _format(cell: Element, book: Book) -> NumberFormat:
    style = int(cell.get("s", "0"))
    return book.formats[style] if style < len(book.formats) else GENERAL


def _sheets(workbook: Element, relations: dict[str, tuple[str, str]]) -> Iterator[Sheet]:
    """The sheets in the workbook's order."""
    for sheet in (element for element in workbook.iter() if local(element.tag) == "sheet"):
        key = next((value for name, value in sheet.items() if name.endswith("}id")), "")
        kind, target = relations.get(key, ("", ""))
        hidden = sheet.get("state", "visible") != "visible"
        yield Sheet(sheet.get("name", ""), target if kind == "worksheet" else "", hidden)


def _epoch(workbook: Element) -> bool:
    settings = next((element for element in workbook.iter() if local(element.tag) == "workbookPr"), None)
    return settings is not None and settings.get("date1904") in _TRUE


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
    return _plain(text)


def _plain(text: str) -> str:
    """A text with the signs that a workbook writes as numbers: _x000D_, _x005F_ before what only looks like one."""
    return _ESCAPED.sub(lambda found: _sign(chr(int(found[1], 16))), text) if "_x" in text else text


def _sign(char: str) -> str:
    return char if char.isprintable() or char in "\n\t" else ""


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
