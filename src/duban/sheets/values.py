"""A cell as the value that its column declares; what is no such value is told, and the cell has none."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

from duban import periods
from duban.amounts import base_unit, convert, fold
from duban.periods import Period
from duban.sheets.cells import Content
from duban.sheets.columns import Column, key
from duban.sheets.figures import Comparator, figure, is_nil, with_unit
from duban.sheets.findings import Findings
from duban.sheets.grids import Cell
from duban.sheets.lines import Row


class Value(NamedTuple):
    """What a cell holds: ``value`` is None where nobody gave one or it could not be read.

    ``text`` is what it shows. An amount is exact and folded into the base unit ``unit``; ``comparator`` and ``upper``
    where the cell has them (≥7%, 6%—7%).
    """

    text: str
    value: Fraction | date | Period | str | None = None
    unit: str = ""
    comparator: Comparator = ""
    upper: Fraction | None = None


def value(row: Row, column: Column, year: int | None, findings: Findings) -> Value:
    """The value of a column in a row. ``year`` is that of dates and periods that name none."""
    cell = row.cells.get(column.name, "")
    kind, stored = column.kind, None
    if isinstance(cell, Content):
        cell_text, stored = cell.text, cell.number
    else:
        cell_text = cell
    text = cell_text.strip()
    if stored is None and is_nil(text):
        return Value(text)
    if kind == "text":
        return Value(text, text)
    told: Any = None
    if kind == "amount":
        headed = row.sheet.head.units.get(column.name, column.unit)
        if stored is not None and isinstance(cell, Content) and not cell.unit and headed == column.unit:
            return Value(text, *fold(stored, headed))
        return _amount(row, column, cell, text, findings)
    if kind == "choice":
        told = column.values.get(key(text))
    elif kind == "date":
        told = periods.day(text, year)
    elif kind == "period":
        told = periods.parse(text, year)
    if told is None:
        _refuse(row, column, text, findings)
    return Value(text, told)


_EXPECTED = {
    "date": "要写日期，如 2023-06-30 或 2023年6月30日",
    "period": "要写起止月份，如 2023年1—8月",
    "amount": "只写数和单位，如 12.5、12.5亿元、≥7%",
}


def _refuse(row: Row, column: Column, text: str, findings: Findings) -> None:
    expected = _EXPECTED.get(column.kind) or f"可以写：{'、'.join(words[0] for words in column.choices.values())}"
    what = f"“{text[:40]}”不是{_NAMES[column.kind]}，这一格没有用"
    findings.add(f"bad-{column.kind}", row.sheet.where(row.number, column.name), what, expected, fatal=True)


_NAMES = {"date": "日期", "period": "期间", "amount": "数", "choice": "可选的值"}


def _amount(row: Row, column: Column, cell: Cell, text: str, findings: Findings) -> Value:
    headed = row.sheet.head.units.get(column.name, column.unit)
    told = figure(cell)
    if told is None:
        _refuse(row, column, text, findings)
        return Value(text)
    unit = with_unit(told.unit, headed)
    where = row.sheet.where(row.number, column.name)
    if column.unit and convert(told.value, unit, column.unit) is None:
        what = f"单位是“{unit}”，应当是“{column.unit}”，换算不了，这一格没有用"
        findings.add("wrong-unit", where, what, "请改单位或改数", fatal=True)
        return Value(text)
    if told.unit and headed and base_unit(unit)[1] != base_unit(headed)[1]:
        findings.add("unit-in-cell", where, f"这一格写的单位是“{told.unit}”，表头是“{headed}”，按这一格的读", "请核对")
    if told.note:
        findings.add("note-in-cell", where, f"括号里的“{told.note}”没有用到")
    exact, base = fold(told.value, unit)
    upper = fold(told.upper, unit)[0] if told.upper is not None else None
    return Value(text, exact, base, told.comparator, upper)
