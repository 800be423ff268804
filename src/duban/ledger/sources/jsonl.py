"""JSON Lines: a record a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from duban.ledger.raw import FilePlace, Raw
from duban.ledger.sources.named import Naming
from duban.ledger.sources.text import open_text
from duban.sheets.files import printable, shown
from duban.sheets.findings import Findings


def rows(path: Path, findings: Findings) -> Iterator[Raw]:
    """A record a line; a line that is no JSON object is told and left out, an empty one skipped."""
    file = shown(path)
    place = FilePlace(file)
    with open_text(path) as text:
        moods = any('"mood"' in line for line in text)
    naming = Naming(file, place, findings, moods=moods)
    with open_text(path) as text:
        for number, line in enumerate(text, 1):
            if line.isspace():
                continue
            record = parsed(line)
            if isinstance(record, dict):
                yield naming.row(record, number)
            else:
                do = "每行一个 {…}，用 UTF-8"
                findings.add("bad-json", place.where(number), "这一行不是 JSON 对象，没有用", do, fatal=True)


def parsed(text: str) -> object:
    """A JSON text with exact numbers, NaN as nothing; None for what is no JSON."""
    try:
        told: object = json.loads(text, parse_float=Decimal, parse_constant=lambda _: None)
    except (ValueError, RecursionError, ArithmeticError):
        return None
    return _clean(told) if "\\ud" in text.lower() else told


def _clean(told: object) -> object:
    """Without lone surrogates, which no table can hold."""
    if isinstance(told, str):
        return printable(told)
    if isinstance(told, dict):
        return {_clean(name): _clean(value) for name, value in told.items()}
    return [_clean(one) for one in told] if isinstance(told, list) else told
