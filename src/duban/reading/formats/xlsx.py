"""Excel workbooks (.xlsx, .xlsm): each row a line, every cell a part."""

from __future__ import annotations

from duban.reading.document import Source
from duban.reading.formats.context import Context
from duban.reading.formats.rows import Rows
from duban.sheets.archive import XML_ERRORS, damaged
from duban.sheets.xlsx import Workbook, rows, text


def read(context: Context) -> Source:
    """The visible sheets in the workbook's order, cells joined by a tab; a merged cell once, empty rows not at all."""
    lines = Rows(context)
    try:
        workbook = Workbook(context)
        for sheet in workbook.visible:
            for number, _, cells in rows(workbook.data(sheet), workbook.book, text):
                lines.row(sheet.name, number, cells)
    except XML_ERRORS as error:
        raise damaged(context, "文件损坏，表格不是完整的 XML") from error
    return lines.source()
