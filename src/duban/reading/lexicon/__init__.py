"""The words, loaded from the TOML files beside this one.

Each table of a file is a *kind* of word, with ``words`` and the longer ``friends`` in which such a word means something
else (服务 is a verb, 服务业 is not). A word may be of several kinds; kinds are bits, so that a token is tested by ``&``.
"""

from __future__ import annotations

import tomllib
from enum import IntFlag, auto
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from duban.errors import DeclarationError

FILES = ("modals", "directions", "verbs", "states", "adverbs", "trends", "nouns", "nothing")
TAILS = "nouns"  # words that are looked up as endings of a noun, never as tokens of their own


class Kind(IntFlag):
    """What a word does in a clause; the names are the tables of the TOML files, in capitals."""

    ENSURE = auto()
    STRIVE = auto()
    WILL = auto()
    UP = auto()
    DOWN = auto()
    FLAT = auto()
    TO = auto()
    OBJECT = auto()
    WORK = auto()
    NOMINAL = auto()
    EFFORT = auto()
    NEW = auto()
    BLOCKER = auto()
    STATE = auto()
    EACH = auto()
    ALL = auto()
    SUM = auto()
    PART = auto()
    THAN = auto()
    SKIP = auto()
    PHRASE = auto()
    ABOVE = auto()
    BELOW = auto()
    SAME = auto()
    STEADY = auto()
    KEPT = auto()
    RISE = auto()
    FALL = auto()
    MOST = auto()
    LEAST = auto()
    ADVERB = auto()
    AGAINST = auto()
    FRIEND = auto()


class Lexicon(NamedTuple):
    """``kinds``: word → its kinds; ``states``: state word → unit; ``tails``: kind of noun ending → its words."""

    kinds: dict[str, Kind]
    states: dict[str, str]
    tails: dict[str, frozenset[str]]


def _tables(name: str) -> dict[str, dict[str, list[str]]]:
    file = files(__package__) / f"{name}.toml"
    tables: dict[str, dict[str, list[str]]] = tomllib.loads(file.read_text(encoding="utf-8"))
    for table, entry in tables.items():
        if unknown := set(entry) - {"words", "friends"}:
            raise DeclarationError(
                f"〔{table}〕里不认识的键 {'、'.join(sorted(unknown))}", where=f"{name}.toml", do="可用的键：words、friends"
            )
    return tables


@cache
def lexicon() -> Lexicon:
    """All words of all files; read once."""
    kinds: dict[str, Kind] = {}
    states: dict[str, str] = {}
    tails: dict[str, frozenset[str]] = {}
    friends: set[str] = set()
    for name in FILES:
        for table, entry in _tables(name).items():
            words = entry["words"]
            friends.update(entry.get("friends", ()))
            if name == TAILS or table in ("parts", "grown", "outside"):
                tails[table] = frozenset(words)
                continue
            kind = Kind.STATE if name == "states" else Kind[table.upper()]
            for word in words:
                kinds[word] = kinds.get(word, Kind(0)) | kind
                if kind is Kind.STATE:
                    states[word] = table
    for word in friends - kinds.keys():
        kinds[word] = Kind.FRIEND
    return Lexicon(kinds, states, tails)
