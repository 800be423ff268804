"""Rows of a sheet as lines: what all kinds of workbooks share."""

from __future__ import annotations

from collections.abc import Iterable

from duban.errors import NoTextError
from duban.reading.document import Place, Source
from duban.reading.formats.context import Builder, Context

# Empty cells between two full ones keep the columns apart, but a cell at the far edge does not cost 16,000 tabs.
_WIDEST_GAP = 64


class Rows:
    """Writes rows: a line each, cells joined by a tab, every cell a part with sheet and cell; empty rows vanish."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._builder = Builder(context)

    def row(self, sheet: str, number: int, cells: Iterable[tuple[int, str]]) -> None:
        """One row, ``number`` from 1; cells are (column from 0, text) from left to right."""
        last = 0
        written = False
        for column, text in cells:
            if not text.strip():
                continue
            self._builder.mark("\t" * min(column - last, _WIDEST_GAP))
            self._builder.put(text, Place(sheet=sheet, cell=f"{letters(column)}{number}"))
            last, written = column, True
        if written:
            self._builder.mark("\n")

    def source(self) -> Source:
        """The whole workbook; ``NoTextError`` where no cell holds anything."""
        source = self._builder.source(wrapped=False)
        if not source.parts:
            raise NoTextError("表格里没有内容", where=self._context.name, do="请核对是否选错了文件")
        return source


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
    if not (tail and 0 < len(head) <= 3 and len(tail) <= 7 and head.isascii() and head.isalpha()):
        return None
    column = 0
    for char in head.upper():
        column = column * 26 + ord(char) - ord("A") + 1
    return int(tail), column - 1
