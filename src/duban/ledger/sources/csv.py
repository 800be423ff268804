"""Csv files, read as a table of an office: heads anywhere in the first rows, totals and notes left out."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path
from typing import TextIO

from duban.ledger.raw import FilePlace, Raw
from duban.ledger.sources import tabled
from duban.ledger.sources.text import open_text
from duban.sheets.files import shown
from duban.sheets.findings import Findings
from duban.sheets.grids import Grid, Line

_SEPARATORS = ",\t;|，"
_FIRST = 20


def rows(path: Path, findings: Findings) -> Iterator[Raw]:
    """The records of a csv file, parted by comma, tab, semicolon, bar or full-width comma."""
    file = shown(path)
    with open_text(path, newline="") as text:
        yield from tabled.rows([Grid("", _lines(text, FilePlace(file), findings))], file, findings)


def _lines(text: TextIO, place: FilePlace, findings: Findings) -> Iterator[Line]:
    first = list(islice(text, _FIRST))
    reader = csv.reader(chain(first, text), delimiter=_separator(first), strict=True)
    while True:
        number = reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error:
            what = "引号不成对，或一格太长，这一行没有用"
            findings.add("bad-csv", place.where(number), what, "请核对引号", fatal=True)
            continue
        if row:
            yield Line(number, {at: _bare(cell) for at, cell in enumerate(row) if cell and not cell.isspace()})


def _bare(cell: str) -> str:
    """A text without the apostrophe that keeps a spreadsheet from running it."""
    return cell[1:] if cell[0] == "'" and cell[1:2] in _GUARDED else cell


_GUARDED = frozenset("=+-@＝＋－＠\t\r\n'") - {""}


def _separator(first: list[str]) -> str:
    """The sign that parts most cells in the first lines."""
    counts = {sign: sum(line.count(sign) for line in first) for sign in _SEPARATORS}
    return max(counts, key=lambda sign: (counts[sign], -_SEPARATORS.index(sign)))
