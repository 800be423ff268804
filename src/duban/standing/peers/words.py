"""The words of ``words.toml``, as they are compared."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from duban.sheets.columns import key


@cache
def words() -> Mapping[str, frozenset[str]]:
    """The words by their table."""
    told = tomllib.loads(files(__package__).joinpath("words.toml").read_text(encoding="utf-8"))
    return {name: frozenset(map(key, table["words"])) for name, table in told.items()}


@cache
def endings(name: str) -> tuple[str, ...]:
    """The words of a table, the longest first."""
    return tuple(sorted(words()[name], key=lambda word: (-len(word), word)))
