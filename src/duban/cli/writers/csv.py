"""The form for a spreadsheet that opens text: UTF-8 with a byte order mark, as Excel wants it, Chinese heads."""

from __future__ import annotations

import csv
import io
from datetime import date

from duban.cli.writers.columns import COLUMNS, Cell
from duban.reading.document import Document

_FORMULA_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")


def render(document: Document) -> bytes:
    """A head line and one line a statement."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([column.head for column in COLUMNS])
    for one in document.statements:
        writer.writerow([_safe(column.cell(document, one)) for column in COLUMNS])
    return out.getvalue().encode("utf-8-sig", "replace")


def _safe(cell: Cell) -> str | int | float:
    """A text that a spreadsheet would run as a formula gets an apostrophe before it; numbers stay numbers."""
    if cell is None:
        return ""
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, str) and cell.startswith(_FORMULA_STARTS):
        return f"'{cell}"
    return cell
