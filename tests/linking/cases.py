"""How the cases of linking are read: TOML in ``tests/cases/linking``, closed keys, known misses said."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parents[1] / "cases" / "linking"


class BadCaseError(Exception):
    """A case says what the schema does not know."""


def load(name: str, key: str, allowed: Iterable[str]) -> list[Mapping[str, Any]]:
    """The entries of a file; figures are exact; an unknown key is refused with the allowed ones."""
    told = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"), parse_float=Decimal)
    known = {*allowed, "known_miss", "why"}
    for number, entry in enumerate(told[key], start=1):
        if unknown := entry.keys() - known:
            raise BadCaseError(f"{name}:{number}: unknown keys {sorted(unknown)}; allowed: {', '.join(sorted(known))}")
    return list(told[key])


def params(entries: Sequence[Mapping[str, Any]], title: str) -> list[Any]:
    """The entries as pytest parameters, named by number and title; a known miss must fail."""
    return [
        pytest.param(
            entry,
            id=f"{number}: {entry[title] if isinstance(entry[title], str) else entry[title].get('subject', '')}"[:60],
            marks=pytest.mark.xfail(strict=True, raises=AssertionError, reason=entry["known_miss"])
            if "known_miss" in entry
            else (),
        )
        for number, entry in enumerate(entries, start=1)
    ]
