"""The form for Excel: one sheet, heads frozen and filtered, numbers as numbers with the text's own words beside."""

from __future__ import annotations

from duban.cli.writers.columns import COLUMNS
from duban.reading.document import Document
from duban.sheets.lists import Sheet
from duban.sheets.workbook import workbook


def render(document: Document) -> bytes:
    """The workbook's bytes."""
    heads = [(column.head, column.width) for column in COLUMNS]
    rows = [[column.cell(document, one) for column in COLUMNS] for one in document.statements]
    return workbook("督办：承诺与报告", [Sheet("承诺与报告", heads, rows, frozen=3)])
