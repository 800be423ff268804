"""Lists as a workbook: a sheet a list. No text of theirs runs as a formula."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import UTC, date, datetime
from fractions import Fraction

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from duban.amounts import decimal
from duban.sheets.lists import FORMULA_STARTS, Cell, Sheet

# Excel refuses a longer text; the whole stands in the source.
_LONGEST = 32767
# Excel keeps fifteen digits of a number; a longer one stays exact as text.
_LARGEST = 10**15
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
# A fixed day, so that the same lists give the same bytes.
_CREATED = datetime(2020, 1, 1, tzinfo=UTC).replace(tzinfo=None)
# What Excel does not take in the name of a sheet, and how long one may be.
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_LONGEST_NAME = 31


def workbook(title: str, sheets: Sequence[Sheet]) -> bytes:
    """A workbook of lists: heads frozen, filtered and repeated on paper; two sheets never share a name."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, _OPTIONS) as book:
        book.set_properties({"title": title, "created": _CREATED})
        styles = _Styles(book)
        taken: set[str] = set()
        for one in sheets:
            sheet = book.add_worksheet(_name(one.name, taken))
            for at, (name, width) in enumerate(one.heads):
                sheet.set_column(at, at, width)
                sheet.write_string(0, at, name, styles.head)
            for row, cells in enumerate(one.rows, 1):
                for at, cell in enumerate(cells):
                    _write(sheet, row, at, cell, styles)
            sheet.freeze_panes(1, one.frozen)
            sheet.autofilter(0, 0, max(len(one.rows), 1), len(one.heads) - 1)
            _print_setup(sheet)
    return out.getvalue()


class _Styles:
    """The looks of cells."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self.head: Format = book.add_format({"bold": True, "bottom": 1, "bg_color": "#E8EEF6", "valign": "vcenter"})
        self.text: Format = book.add_format({"text_wrap": True, "valign": "top"})
        # A text that looks like a formula stays one when somebody edits the cell, too.
        self.quoted: Format = book.add_format({"text_wrap": True, "valign": "top", "quote_prefix": True})
        self.number: Format = book.add_format({"num_format": "#,##0.####", "valign": "top"})
        self.whole: Format = book.add_format({"num_format": "#,##0", "valign": "top"})
        self.day: Format = book.add_format({"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"})


def _name(wanted: str, taken: set[str]) -> str:
    """A name that Excel takes, and that no other sheet has, whatever its case."""
    bare = _NOT_IN_NAMES.sub(" ", wanted).strip(" '")[:_LONGEST_NAME] or "表"
    name, number = bare, 2
    while name.casefold() in taken:
        name, number = f"{bare[: _LONGEST_NAME - 3]} {number}", number + 1
    taken.add(name.casefold())
    return name


def _write(sheet: Worksheet, row: int, at: int, cell: Cell, styles: _Styles) -> None:
    if cell is None or cell == "":
        return
    if isinstance(cell, str):
        text = cell if len(cell) <= _LONGEST else cell[: _LONGEST - 1] + "…"
        sheet.write_string(row, at, text, styles.quoted if cell.startswith(FORMULA_STARTS) else styles.text)
    elif isinstance(cell, date):
        sheet.write_datetime(row, at, datetime(cell.year, cell.month, cell.day), styles.day)
    elif not -_LARGEST < cell < _LARGEST:
        sheet.write_string(row, at, decimal(cell) if isinstance(cell, Fraction) else str(cell), styles.text)
    elif isinstance(cell, Fraction):
        sheet.write_number(row, at, float(cell), styles.whole if cell.denominator == 1 else styles.number)
    else:
        sheet.write_number(row, at, cell, styles.whole if isinstance(cell, int) else styles.number)


def _print_setup(sheet: Worksheet) -> None:
    """A4 lying, as wide as the page, the heads on each."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
