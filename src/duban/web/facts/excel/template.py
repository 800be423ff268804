"""A sheet as a workbook to be filled in: what is owed, with what stands there now; only typed cells can be changed."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from typing import Final

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from duban.errors import InputError
from duban.web.facts.cells import value
from duban.web.facts.excel.form import Form, Line, Slot
from duban.web.facts.excel.heads import FILLER, KEY, SHEET, label, shown

_OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
# A fixed day, so that the same sheet gives the same bytes.
_CREATED: Final = datetime(2020, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_WIDTHS: Final = {
    "name": 26,
    "target": 22,
    "state": 12,
    "day": 13,
    "progress": 34,
    "problems": 28,
    "next": 28,
    "help": 24,
    "why": 24,
}
_TITLE, _ABOUT, _HEAD = 0, 1, 2
_EXACT = 15  # digits that a spreadsheet keeps of a number
_NOTE = "只填白色的格子；没有数的留空或写“/”，不要写0。灰色的格子和最后一列（隐藏的编号）请不要动。"


def template(form: Form, filler: str) -> bytes:
    """The file; ``filler`` is the body's name. All but plain numbers is written as text: nothing is a formula."""
    out = BytesIO()
    heads = ["name", *shown(form), *form.columns, "key"]
    with xlsxwriter.Workbook(out, _OPTIONS) as book:
        book.set_properties({"title": form.title, "created": _CREATED})
        page, styles = book.add_worksheet("填报"), _Styles(book)
        last = len(heads) - 1
        page.merge_range(_TITLE, 0, _TITLE, last - 1, form.title, styles.title)
        about = f"{FILLER.label}：{filler}  月份：{form.month.year}年{form.month.month}月"
        page.write_string(_ABOUT, 0, about, styles.plain)
        page.write_string(_ABOUT, last, f"{SHEET.label}：{form.key}", styles.plain)
        for at, column in enumerate(heads):
            page.set_column(at, at, _WIDTHS.get(column, 12), None, {"hidden": True} if column == "key" else {})
            page.write_string(_HEAD, at, KEY.label if column == "key" else label(form, column), styles.head)
        for number, line in enumerate(form.lines, _HEAD + 1):
            _line(page, number, line, heads, styles)
        page.write_string(_HEAD + 1 + len(form.lines), 0, f"说明：{_NOTE}", styles.plain)
        page.protect("", {"format_columns": True, "format_rows": True})
        page.freeze_panes(_HEAD + 1, 1)
        page.repeat_rows(_HEAD)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
    return out.getvalue()


class _Styles:
    """The looks of cells."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        edge = {"border": 1, "border_color": "#8A94A6", "valign": "top"}
        typed = {**edge, "locked": False, "text_wrap": True}
        self.title: Format = book.add_format({"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"})
        self.plain: Format = book.add_format({"font_color": "#5A6472"})
        self.head: Format = book.add_format(
            {**edge, "bold": True, "bg_color": "#E8EEF6", "align": "center", "text_wrap": True}
        )
        self.given: Format = book.add_format({**edge, "bg_color": "#F4F5F7", "text_wrap": True})
        self.number: Format = book.add_format({**typed, "align": "right"})
        self.text: Format = book.add_format({**typed, "num_format": "@"})


def _line(page: Worksheet, row: int, line: Line, heads: list[str], styles: _Styles) -> None:
    told = {**line.told, "name": line.name, "key": line.key}
    for at, column in enumerate(heads):
        slot = line.slots.get(column)
        if slot is None:
            page.write_string(row, at, told.get(column, ""), styles.given)
        elif slot.kind == "figure":
            _figure(page, row, at, slot, styles)
        else:
            page.write_string(row, at, slot.cell.text.replace("\r\n", "\n"), styles.text)
        if slot and slot.choices:
            rule = {"validate": "list", "source": list(slot.choices), "error_message": "请从列出的状态里选一个"}
            page.data_validation(row, at, row, at, rule)
        elif slot and slot.kind == "day":
            page.data_validation(row, at, row, at, {"validate": "any", "input_message": "请写作 2023-06-30"})


def _figure(page: Worksheet, row: int, at: int, slot: Slot, styles: _Styles) -> None:
    """A number where the text is one that a spreadsheet keeps as it is; else the text as it was typed."""
    text = slot.cell.text.strip()
    unit = slot.measure.unit if slot.measure else ""
    page.data_validation(row, at, row, at, {"validate": "any", "input_message": f"只写数，单位是{unit}；没有就写 /"})
    if text and _is_plain(text, slot):
        page.write_number(row, at, float(text), styles.number)
    elif text:
        page.write_string(row, at, slot.cell.text, styles.number)
    else:
        page.write_blank(row, at, None, styles.number)


def _is_plain(text: str, slot: Slot) -> bool:
    if not (text.isascii() and sum(map(str.isdigit, text)) <= _EXACT) or slot.measure is None:
        return False
    try:
        return value(text, slot.measure) is not None and f"{float(text):.15g}" == text
    except (InputError, ValueError):
        return False
