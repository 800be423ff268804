"""Peers' tables as files, from the rows of a case, by libraries that are not ours."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

import docx
import openpyxl
from openpyxl.utils import range_boundaries


def workbook(rows: Sequence[Sequence[Any]], merged: Sequence[str] = ()) -> bytes:
    """An .xlsx with these rows from A1 on; an empty text is an empty cell."""
    book = openpyxl.Workbook()
    sheet = book.active
    for row in rows:
        sheet.append([None if cell == "" else cell for cell in row])
    for span in merged:
        sheet.merge_cells(span)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def document(rows: Sequence[Sequence[Any]], merged: Sequence[str] = ()) -> bytes:
    """A .docx with the first row as a paragraph and the others as a table with the same merged cells."""
    made = docx.Document()
    title, *body = rows
    made.add_paragraph(str(title[0]))
    width = max(map(len, body))
    table = made.add_table(rows=len(body), cols=width)
    for at, row in enumerate(body):
        for column, cell in enumerate(row):
            table.cell(at, column).text = str(cell)
    for span in merged:
        left, top, right, low = range_boundaries(span)
        if top > 1:
            table.cell(top - 2, left - 1).merge(table.cell(low - 2, right - 1))
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def written(rows: Sequence[str], head: str, columns: Sequence[str]) -> str:
    """A csv of 1—5月 2023 from ``body level growth`` rows."""
    heads = {"level": f"{head}（亿元）", "growth": f"{head}同比（%）"}
    lines = ["2023年1—5月主要指标", ",".join(["地区", *(heads[name] for name in columns)])]
    return "\n".join([*lines, *(",".join(row.split()) for row in rows)]) + "\n"
