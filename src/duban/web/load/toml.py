"""Rows as the tables of a declaration: what a dump writes, and duban reads back as it was."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from duban.amounts import decimal
from duban.periods import Month


def text(tables: Iterable[tuple[str, Mapping[str, Any]]], head: str) -> str:
    """Tables ``[[name]]`` one after another below a comment; what is empty is left out, as a declaration has it."""
    return "\n".join([f"# {head}\n", *(_table(name, values) for name, values in tables)])


def _table(name: str, values: Mapping[str, Any]) -> str:
    lines = (f"{key} = {_value(value)}\n" for key, value in values.items() if not _empty(value))
    return f"[[{name}]]\n{''.join(lines)}"


def _value(value: Any) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case Fraction():
            return decimal(value)
        case date():
            return value.isoformat()
        case Month():
            return f'"{value.year}-{value.month:02d}"'
        case Mapping():
            told = ", ".join(f"{key} = {_value(one)}" for key, one in value.items() if not _empty(one))
            return f"{{{told}}}"
        case list() | tuple():
            return f"[{', '.join(map(_value, value))}]"
    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")


def _empty(value: Any) -> bool:
    return value is None or value is False or (isinstance(value, str | list | tuple) and not value)
