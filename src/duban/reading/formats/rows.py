"""Rows of a sheet as lines: what all kinds of workbooks share."""

from __future__ import annotations

from collections.abc import Iterable

from duban.errors import NoTextError
from duban.reading.document import Place, Source
from duban.reading.formats.context import Builder, Context
from duban.sheets.cells import letters

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
