"""Workbooks as offices make them, from a description in a case file, by a library that is not ours."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import openpyxl

from duban.sheets.columns import Column

# The declarations that the cases name.
COLUMNS: dict[str, tuple[Column, ...]] = {
    "investment": (
        Column("org", ("单位", "镇街道", "责任单位"), required=True, by_sheet=True),
        Column("target", ("目标", "投资目标", "固定资产投资目标"), "amount", unit="亿元"),
        Column("done", ("累计完成", "固定资产投资累计完成"), "amount", unit="亿元"),
        Column("growth", ("同比", "同比增长"), "amount", unit="%"),
        Column("due", ("完成时限", "时限"), "date"),
        Column("period", ("期间",), "period"),
        Column("kind", ("性质",), "choice", choices={"new": ("新建",), "old": ("续建", "结转")}),
    ),
    "indicators": (
        Column("thing", ("指标",), required=True),
        Column("unit", ("计量单位", "单位")),
        Column("value", ("完成数", "数值"), "amount", per="thing"),
        Column("filler", ("填报单位",)),
    ),
}


def book(sheets: list[dict[str, Any]]) -> bytes:
    """An xlsx: each sheet has ``rows`` from A1 on (an empty text is an empty cell) and, if it likes, more."""
    workbook = openpyxl.Workbook()
    for at, told in enumerate(sheets):
        sheet = workbook.active if at == 0 else workbook.create_sheet()
        sheet.title = told.get("name", f"Sheet{at + 1}")
        for row in told["rows"]:
            sheet.append([None if cell == "" else cell for cell in row])
        for cell, form in told.get("formats", {}).items():
            sheet[cell].number_format = form
        for span in told.get("merged", ()):
            sheet.merge_cells(span)
        for row in told.get("hidden_rows", ()):
            sheet.row_dimensions[row].hidden = True
        for column in told.get("hidden_columns", ()):
            sheet.column_dimensions[column].hidden = True
        sheet.sheet_state = "hidden" if told.get("hidden") else "visible"
    stream = BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def plain(cell: object) -> object:
    """A value as a case writes it."""
    return cell.isoformat() if isinstance(cell, date) else None if cell is None else str(cell)
