"""The 任务分解表 as a workbook: the head stays, cells wrap, a sheet is printed across with the head on every page."""

from __future__ import annotations

from io import BytesIO
from typing import Any, Final

import xlsxwriter

from duban.web.books.tables.merged import cells
from duban.web.books.tables.rows import HEADS, Group, Table

_WIDTHS: Final = (6, 30, 44, 18, 20, 30, 15, 22)
_CENTRED: Final = frozenset({0, 3, 4, 6})
_LINE: Final = 16  # points a line of text is high
_HIGHEST: Final = 400  # points that a row may be high


def xlsx(table: Table) -> bytes:
    """The file. Everything is written as text: no cell of a plan is a formula."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet("任务分解表")
    cell = {"border": 1, "text_wrap": True, "valign": "vcenter", "font_name": "仿宋_GB2312", "font_size": 11}
    styles = {centred: book.add_format({**cell, "align": "center" if centred else "left"}) for centred in (True, False)}
    head = book.add_format({**cell, "font_name": "黑体", "align": "center"})
    title = book.add_format({"font_name": "方正小标宋简体", "font_size": 22, "align": "center", "valign": "vcenter"})
    below = book.add_format({"font_name": "仿宋_GB2312", "font_size": 14, "align": "center", "valign": "vcenter"})
    last = len(HEADS) - 1
    for row, (text, style, height) in enumerate(((table.title, title, 36), (table.subtitle, below, 24))):
        sheet.merge_range(row, 0, row, last, text, style)
        sheet.set_row(row, height)
    for column, (text, width) in enumerate(zip(HEADS, _WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(2, column, text, head)
    sheet.set_row(2, 24)
    at = 3
    for group in table.groups:
        _write(sheet, group, at, styles)
        at += len(group.lines)
    sheet.freeze_panes(3, 2)
    sheet.repeat_rows(2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.7)
    sheet.set_footer("&C— &P —")
    book.close()
    return out.getvalue()


def _write(sheet: Any, group: Group, at: int, styles: dict[bool, Any]) -> None:
    heights = [_LINE] * len(group.lines)
    for one in cells(group):
        first, style = at + one.row, styles[one.column in _CENTRED]
        if one.height > 1:
            sheet.merge_range(first, one.column, first + one.height - 1, one.column, "", style)
        sheet.write_string(first, one.column, one.text, style)
        # A merged cell does not stretch its rows, so each is given its part of what the text needs.
        needed = -(-_lines(one.text, _WIDTHS[one.column]) * _LINE // one.height)
        for row in range(one.row, one.row + one.height):
            heights[row] = max(heights[row], needed)
    for row, height in enumerate(heights):
        sheet.set_row(at + row, min(height + 4, _HIGHEST))


def _lines(text: str, width: int) -> int:
    """How many lines a text takes: a Chinese sign is about two signs of a column's width."""
    across = max(1, (width - 1) // 2)
    return sum(max(1, -(-len(line) // across)) for line in text.split("\n"))
