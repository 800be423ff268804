"""A csv file whose cells are sentences, as the document that a workbook of the same cells is: a line a row."""

from __future__ import annotations

import csv
from pathlib import Path

from duban.ledger.sources.text import open_text
from duban.reading.document import Document, Source
from duban.reading.reader import read_source


def read_rows(path: Path, *, report_of: int | None = None, plan: bool = False) -> Document:
    """The file's rows as lines whose cells are parted by tabs, read; ``report_of`` and ``plan`` as in ``duban.read``.

    Raises an ``InputError`` for a file that cannot be opened.
    """
    with open_text(path, newline="") as text:
        rows = [["".join(cell.split("\t")).strip() for cell in row] for row in csv.reader(text)]
    lines = "\n".join("\t".join(row).rstrip("\t") for row in rows if any(row))
    return read_source(Source(f"{lines}\n", str(path), wrapped=False), report_of=report_of, plan=plan)
