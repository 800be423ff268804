"""The form for Excel: one sheet, heads frozen and filtered, numbers as numbers with the text's own words beside."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from duban.cli.writers.columns import COLUMNS, Cell
from duban.reading.document import Document

# Excel refuses a longer text; the whole stands in the source.
_LONGEST = 32767
# Excel keeps fifteen digits of a number; a longer one stays exact as text.
_LARGEST = 10**15
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
# A fixed day, so that the same document gives the same bytes.
_CREATED = datetime(2020, 1, 1, tzinfo=UTC).replace(tzinfo=None)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its name, heads with their widths in characters, rows, and how many columns stay in sight."""

    name: str
    heads: Sequence[tuple[str, int]]
    rows: Sequence[Sequence[Cell]]
    frozen: int = 0


def render(document: Document) -> bytes:
    """The workbook's bytes."""
    heads = [(column.head, column.width) for column in COLUMNS]
    rows = [[column.cell(document, one) for column in COLUMNS] for one in document.statements]
    return workbook("督办：承诺与报告", [Sheet("承诺与报告", heads, rows, frozen=3)])


def workbook(title: str, sheets: Sequence[Sheet]) -> bytes:
    """A workbook of lists: heads frozen, filtered and repeated on paper."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, _OPTIONS) as book:
        book.set_properties({"title": title, "created": _CREATED})
        head = book.add_format({"bold": True, "bottom": 1, "bg_color": "#E8EEF6", "valign": "vcenter"})
        text = book.add_format({"text_wrap": True, "valign": "top"})
        number = book.add_format({"num_format": "#,##0.####", "valign": "top"})
        whole = book.add_format({"num_format": "#,##0", "valign": "top"})
        day = book.add_format({"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"})
        for one in sheets:
            sheet = book.add_worksheet(one.name)
            for at, (name, width) in enumerate(one.heads):
                sheet.set_column(at, at, width)
                sheet.write_string(0, at, name, head)
            for row, cells in enumerate(one.rows, 1):
                for at, cell in enumerate(cells):
                    _write(sheet, row, at, cell, (text, number, whole, day))
            sheet.freeze_panes(1, one.frozen)
            sheet.autofilter(0, 0, max(len(one.rows), 1), len(one.heads) - 1)
            _print_setup(sheet)
    return out.getvalue()


def _write(sheet: Worksheet, row: int, at: int, cell: Cell, formats: tuple[Format, Format, Format, Format]) -> None:
    text, number, whole, day = formats
    if cell is None or cell == "":
        return
    if isinstance(cell, str):
        sheet.write_string(row, at, cell if len(cell) <= _LONGEST else cell[: _LONGEST - 1] + "…", text)
    elif isinstance(cell, date):
        sheet.write_datetime(row, at, datetime(cell.year, cell.month, cell.day), day)
    else:
        _write_number(sheet, row, at, cell, (text, number, whole))


def _write_number(sheet: Worksheet, row: int, at: int, value: float, formats: tuple[Format, Format, Format]) -> None:
    text, number, whole = formats
    if abs(value) < _LARGEST:
        sheet.write_number(row, at, value, whole if isinstance(value, int) else number)
    else:
        sheet.write_string(row, at, str(value), text)


def _print_setup(sheet: Worksheet) -> None:
    """A4 lying, as wide as the page, the heads on each."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
