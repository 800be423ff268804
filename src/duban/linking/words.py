"""The words of linking, loaded from the TOML files beside this module; what a table may hold is closed.

Everything that a person might want to teach linking (a synonym, a scope, a rival, the head of a column) is a line of
data; the code knows only what kind of word it is.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from duban.errors import DeclarationError

# File → its tables; a table not named here is refused, so that a mistyped one is not silently without effect.
_TABLES: Mapping[str, frozenset[str]] = {
    "same": frozenset({"friends", "same", "patterns", "whole"}),
    "names": frozenset({"prefixes", "tails", "light", "name_light", "telling", "heads", "generic", "vague", "served"}),
    "rivals": frozenset({"groups", "alone"}),
    "scopes": frozenset({"scope", "brackets"}),
    "senses": frozenset(
        {
            *("lower", "neutral", "higher", "worked", "made", "rate", "stock", "ytd", "stock_quotes", "fallen"),
            *("shares", "yearly"),
        }
    ),
    "acts": frozenset({"friends", "stages", "early", "completes", "others", "new", "there"}),
    "milestones": frozenset({"answers", "begun"}),
    "units": frozenset({"families", "friends"}),
    "progress": frozenset({"heads", "labels", "opens", "to_come", "lead", "milestone"}),
    "bodies": frozenset({"same", "endings", "before"}),
}


@cache
def table(name: str) -> Mapping[str, Any]:
    """The words of one file, as TOML holds them; ``DeclarationError`` for a table that it may not hold."""
    file = files(__package__).joinpath("lexicon", f"{name}.toml")
    told = tomllib.loads(file.read_text(encoding="utf-8"))
    if unknown := told.keys() - _TABLES[name]:
        raise DeclarationError(
            f"不认识的表 {'、'.join(sorted(unknown))}",
            where=f"linking/lexicon/{name}.toml",
            do=f"可用的表：{'、'.join(sorted(_TABLES[name]))}",
        )
    return told


def one_of(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern that finds any of the words, the longest first."""
    return re.compile("|".join(map(re.escape, sorted(set(words), key=lambda word: (-len(word), word)))) or r"(?!)")
