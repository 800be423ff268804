"""The empty form for declared columns: heads with their units, locked; drop-downs; the same file reads back."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from duban.sheets.cells import letters
from duban.sheets.columns import LISTS, Column

ROWS = 200
# A fixed day, so that the same columns give the same bytes.
_CREATED = datetime(2020, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
# Excel takes a list of so many characters in a cell's own rule; a longer one stands on a sheet of its own.
_LONGEST = 255
_WIDTHS = {"text": 24, "amount": 16, "date": 14, "period": 16, "choice": 14}
_TITLE, _HEAD = 0, 2

Given = str | int | float | Fraction | Decimal | date | None


def template(
    columns: Sequence[Column],
    *,
    title: str,
    sheet: str = "填报",
    filled: Iterable[Mapping[str, Given]] = (),
    note: str = "",
) -> bytes:
    """An .xlsx to be filled in: the title, a line for notes, the heads, and rows that may be typed into.

    What ``filled`` gives by column name stands in the first rows and is locked. Required columns have a star. Nothing
    but the cells below the heads can be changed without taking off the protection, which has no password.
    """
    out = io.BytesIO()
    given = list(filled)
    with xlsxwriter.Workbook(out, _OPTIONS) as book:
        book.set_properties({"title": title, "created": _CREATED})
        page = book.add_worksheet(sheet)
        lists = book.add_worksheet(LISTS) if any(_is_long(column) for column in columns) else None
        styles = _Styles(book)
        last = len(columns) - 1
        if last > 0:
            page.merge_range(_TITLE, 0, _TITLE, last, title, styles.title)
        else:
            page.write_string(_TITLE, 0, title, styles.title)
        page.write_string(_TITLE + 1, 0, note or "带 * 的列必须填；没有数的格子留空或写“—”，不要写 0", styles.note)
        for at, column in enumerate(columns):
            page.set_column(at, at, _WIDTHS[column.kind], styles.open)
            page.write_string(_HEAD, at, head(column), styles.head)
            _rule(page, lists, at, column)
        for number, one in enumerate(given):
            for at, column in enumerate(columns):
                _write(page, _HEAD + 1 + number, at, one.get(column.name), styles)
        page.protect("", {"format_columns": True, "format_rows": True, "sort": True, "autofilter": True})
        page.freeze_panes(_HEAD + 1, 0)
        page.repeat_rows(_HEAD)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        if lists:
            lists.very_hidden()
    return out.getvalue()


def head(column: Column) -> str:
    """A column's head as the template writes it: ``*固定资产投资（亿元）``."""
    unit = f"（{column.unit}）" if column.unit else ""
    return f"{'*' if column.required else ''}{column.label}{unit}"


class _Styles:
    """The looks of cells."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        edge = {"border": 1, "border_color": "#8A94A6"}
        self.title: Format = book.add_format({"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"})
        self.note: Format = book.add_format({"font_color": "#5A6472"})
        self.head: Format = book.add_format(
            {**edge, "bold": True, "bg_color": "#E8EEF6", "align": "center", "valign": "vcenter", "text_wrap": True}
        )
        self.open: Format = book.add_format({"locked": False})
        self.given: Format = book.add_format({**edge, "bg_color": "#F4F5F7"})
        self.day: Format = book.add_format({**edge, "bg_color": "#F4F5F7", "num_format": "yyyy-mm-dd"})


def _is_long(column: Column) -> bool:
    return column.kind == "choice" and len(",".join(_words(column))) > _LONGEST


def _words(column: Column) -> list[str]:
    return [words[0] if words else value for value, words in column.choices.items()]


def _rule(page: Worksheet, lists: Worksheet | None, at: int, column: Column) -> None:
    """What may be typed into a column."""
    first, last = _HEAD + 1, _HEAD + ROWS
    wrong = {"error_title": column.label, "error_type": "stop"}
    if column.kind == "choice":
        words = _words(column)
        source: list[str] | str = words
        if lists is not None and _is_long(column):
            for row, word in enumerate(words):
                lists.write_string(row, at, word)
            source = f"={LISTS}!${letters(at)}$1:${letters(at)}${len(words)}"
        page.data_validation(first, at, last, at, {"validate": "list", "source": source, **wrong})
    elif column.kind == "date":
        least = {
            "validate": "date",
            "criteria": ">=",
            "value": date(1990, 1, 1),
            "error_message": "请写日期，如 2023-06-30",
        }
        page.data_validation(first, at, last, at, {**least, **wrong})
    elif column.kind == "amount":
        # A warning only: ≥7% and — are answers, too.
        hint = {"validate": "decimal", "criteria": "between", "minimum": -1e15, "maximum": 1e15}
        said = {"error_message": f"请只写数{f'，单位{column.unit}' if column.unit else ''}；没有数写“—”"}
        page.data_validation(first, at, last, at, {**hint, **said, **wrong, "error_type": "warning"})


def _write(page: Worksheet, row: int, at: int, given: Given, styles: _Styles) -> None:
    if given is None or given == "":
        return
    if isinstance(given, str):
        page.write_string(row, at, given, styles.given)
    elif isinstance(given, date):
        page.write_datetime(row, at, datetime(given.year, given.month, given.day), styles.day)
    else:
        page.write_number(row, at, float(given), styles.given)
