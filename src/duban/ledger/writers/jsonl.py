"""JSON Lines: a record a line, UTF-8, empty fields left out."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from pathlib import Path

from duban.ledger.records import Value, digits, lines
from duban.ledger.types import Fact, Pledge

# A binary number keeps so many decimal digits; what has more is written as a text, and stays exact.
_KEPT = 15


def write(path: Path, items: Iterable[Pledge | Fact]) -> None:
    """Write the records of some pledges and facts."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for item in items:
            for record in lines(item):
                told = {name: _json(value) for name, value in record.items()}
                file.write(json.dumps(told, ensure_ascii=False) + "\n")


def _json(value: Value) -> str | int | float | bool:
    if isinstance(value, Fraction):
        text = digits(value)
        if "." not in text:
            return int(text)
        return float(text) if len(text) <= _KEPT else text
    return value.isoformat() if isinstance(value, date) else value
