"""Files whose lines are rows, as the document that a workbook of the same cells is: a line a row, cells parted by tabs.

A csv file whose cells are sentences, and a text with tables whose columns stand apart by spaces.
"""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

from duban.ledger.sources.text import open_text
from duban.reading.document import Document, Source
from duban.reading.formats import open_source
from duban.reading.reader import read_source
from duban.sheets.aligned import with_tabs


def read_document(path: Path, *, report_of: int | None = None, plan: bool = False) -> Document:
    """Any file, as ``duban.read`` does; a csv file and the aligned tables of a text as rows."""
    if path.suffix.lower() == ".csv":
        return read_rows(path, report_of=report_of, plan=plan)
    source = open_source(path)
    if not source.parts and (laid := with_tabs(source.text)) != source.text:
        source = replace(source, text=laid)
    return read_source(source, report_of=report_of, plan=plan)


def read_rows(path: Path, *, report_of: int | None = None, plan: bool = False) -> Document:
    """The file's rows as lines whose cells are parted by tabs, read; ``report_of`` and ``plan`` as in ``duban.read``.

    Raises an ``InputError`` for a file that cannot be opened.
    """
    with open_text(path, newline="") as text:
        rows = [["".join(cell.split("\t")).strip() for cell in row] for row in csv.reader(text)]
    lines = "\n".join("\t".join(row).rstrip("\t") for row in rows if any(row))
    return read_source(Source(f"{lines}\n", str(path), wrapped=False), report_of=report_of, plan=plan)
