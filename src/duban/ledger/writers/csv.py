"""Csv: UTF-8 with a byte order mark, as spreadsheets want it, the fields' names as heads."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from pathlib import Path

from duban.ledger.records import FIELDS, Value, digits, lines
from duban.ledger.types import Fact, Pledge

_FORMULA_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n", "'")
# A comparator alone runs nothing.
_BARE = frozenset({"comparator", "assessed_comparator"})


def write(path: Path, items: Iterable[Pledge | Fact]) -> None:
    """Write the records of some pledges and facts."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(FIELDS)
        for item in items:
            for record in lines(item):
                writer.writerow([_cell(name, record.get(name, "")) for name in FIELDS])


def _cell(name: str, value: Value) -> str:
    if isinstance(value, Fraction):
        return digits(value)
    if isinstance(value, bool):
        return "true" if value else ""
    text = value.isoformat() if isinstance(value, date) else str(value)
    return f"'{text}" if text.startswith(_FORMULA_STARTS) and name not in _BARE else text
