"""Any frozen value as a JSON object: exact values as numbers, days and months as text, formulas as they are written."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from duban.formula.parse import Formula
from duban.periods import Month, Period
from duban.reading.document import plain


def jsonl(things: Iterable[object]) -> bytes:
    """One object a line, UTF-8."""
    lines = (json.dumps(record(thing), ensure_ascii=False) + "\n" for thing in things)
    return "".join(lines).encode("utf-8", "backslashreplace")


def record(value: object) -> Any:
    """A value as JSON has it."""
    match value:
        case Fraction():
            return plain(value)
        case date():
            return value.isoformat()
        case Month() | Period():
            return str(value)
        case Path():
            return value.name
        case Formula():
            return value.text
        case Mapping():
            return {str(key): record(one) for key, one in value.items()}
        case tuple() | list():
            return [record(one) for one in value]
    if is_dataclass(value):
        return {field.name: record(getattr(value, field.name)) for field in fields(value)}
    return value
