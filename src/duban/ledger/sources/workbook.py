"""Workbooks: the rows of every visible sheet."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from duban.ledger.raw import Raw
from duban.ledger.sources import tabled
from duban.sheets.files import File, Limits, load
from duban.sheets.findings import Findings
from duban.sheets.grids import grids


def rows(path: Path, findings: Findings) -> Iterator[Raw]:
    """The records of a workbook."""
    file = File(path, load(path, Limits()))
    return tabled.rows(grids(file), file.name, findings)
