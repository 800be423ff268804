"""The tables of a Word document as grids, with the paragraphs above each as its title; merged cells are kept.

Reading gives such a table as lines of text, which is enough for sentences; here every cell keeps its column.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from duban.sheets.archive import XML_ERRORS, Archive, damaged, local
from duban.sheets.cells import Range
from duban.sheets.files import File
from duban.sheets.grids import Cell, Grid, Line, filled

_BODY = "word/document.xml"
_DELETED = frozenset({"del", "moveFrom", "Fallback"})
_MOST_PARAGRAPHS = 6


def is_document(names: frozenset[str]) -> bool:
    """Whether a zip with these members is a Word document."""
    return _BODY in names


def docx_tables(file: File) -> Iterator[Grid]:
    """Its tables in order, named 表1, 表2 …; lines of a table are numbered from 1, those above it below 1.

    Raises an ``InputError`` for a file that is broken.
    """
    data = Archive(file).read(_BODY)
    try:
        body = next((one for one in ElementTree.fromstring(data) if local(one.tag) == "body"), None)
    except XML_ERRORS as error:
        raise damaged(file, "文件损坏，正文不是完整的 XML") from error
    try:
        yield from _tables(body if body is not None else ())
    except RecursionError as error:
        raise damaged(file, "文件损坏，表格套得太深") from error


def _tables(blocks: Iterable[Element]) -> Iterator[Grid]:
    above: list[str] = []
    count = 0
    for block in blocks:
        if local(block.tag) == "tbl":
            count += 1
            yield _grid(block, f"表{count}", above)
            above = []
        elif text := _text(block).strip():
            above = [*above, text][-_MOST_PARAGRAPHS:]


def _grid(table: Element, name: str, above: list[str]) -> Grid:
    lines = [Line(at - len(above) + 1, {0: text}) for at, text in enumerate(above)]
    spans: list[Range] = []
    open_: dict[int, Range] = {}
    for number, row in enumerate((one for one in table if local(one.tag) == "tr"), 1):
        cells: dict[int, Cell] = {}
        column = 0
        for cell in (one for one in row if local(one.tag) == "tc"):
            wide, down = _spans(cell)
            if text := _text(cell).strip():
                cells[column] = text
            open_[column] = _span(open_.get(column), (number, column, number, column + wide - 1), down)
            spans.append(open_[column])
            column += wide
        lines.append(Line(number, cells))
    merged = tuple(_largest(spans))
    return Grid(name, list(filled(lines, merged)), merged)


def _spans(cell: Element) -> tuple[int, str]:
    """How many columns a cell is wide, and whether it begins (restart) or goes on (continue) with a merged one."""
    wide, down = 1, ""
    properties = next((one for one in cell if local(one.tag) == "tcPr"), None)
    for one in properties if properties is not None else ():
        value = next((value for name, value in one.attrib.items() if local(name) == "val"), "")
        if local(one.tag) == "gridSpan" and value.isdecimal():
            wide = max(1, int(value))
        elif local(one.tag) == "vMerge":
            down = value or "continue"
    return wide, down


def _span(before: Range | None, own: Range, down: str) -> Range:
    """A cell's range, that of the cell above with it where it goes on with it."""
    return (before[0], before[1], own[2], before[3]) if down == "continue" and before else own


def _largest(spans: list[Range]) -> Iterator[Range]:
    """The merged ranges, each at its full height."""
    tallest = {(top, left): (top, left, low, right) for top, left, low, right in spans}
    yield from (one for one in tallest.values() if one[:2] != one[2:])


def _text(element: Element) -> str:
    """The words of a paragraph or a cell; what was deleted is left out."""
    parts: list[str] = []
    for child in element:
        name = local(child.tag)
        if name == "t":
            parts.append(child.text or "")
        elif name not in _DELETED:
            parts.append(_text(child))
    return "".join(parts)
