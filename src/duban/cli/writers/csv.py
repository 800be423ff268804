"""The form for a spreadsheet that opens text: UTF-8 with a byte order mark, as Excel wants it, Chinese heads."""

from __future__ import annotations

from duban.cli.writers.columns import COLUMNS
from duban.reading.document import Document
from duban.sheets.lists import as_csv


def render(document: Document) -> bytes:
    """A head line and one line a statement."""
    rows = ([column.cell(document, one) for column in COLUMNS] for one in document.statements)
    return as_csv([column.head for column in COLUMNS], rows)
