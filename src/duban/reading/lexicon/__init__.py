"""The words, loaded from the TOML files beside this one.

Each table of a file is a *kind* of word, with ``words`` and the longer ``friends`` in which such a word means
something else (服务 is a verb, 服务业 is not). A word may be of several kinds; kinds are bits, tested by ``&``.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from duban.errors import DeclarationError

FILES = ("modals", "directions", "verbs", "states", "adverbs", "trends", "nouns", "roles", "nothing")
TAILS = ("nouns", "roles")  # words that are looked up as endings of a noun, never as tokens of their own


@dataclass(slots=True)
class Kinds:
    """What a word does in a clause: bits, named as the tables of the TOML files in capitals.

    Plain integers, since a flag of ``enum`` costs ten times as much at every test; and the slots of one value, since
    the attributes of a class are found half as fast.
    """

    ENSURE: int = 1 << 0
    STRIVE: int = 1 << 1
    WILL: int = 1 << 2
    UP: int = 1 << 3
    DOWN: int = 1 << 4
    FLAT: int = 1 << 5
    TO: int = 1 << 6
    OBJECT: int = 1 << 7
    WORK: int = 1 << 8
    NOMINAL: int = 1 << 9
    EFFORT: int = 1 << 10
    NEW: int = 1 << 11
    BLOCKER: int = 1 << 12
    STATE: int = 1 << 13
    EACH: int = 1 << 14
    ALL: int = 1 << 15
    SUM: int = 1 << 16
    PART: int = 1 << 17
    THAN: int = 1 << 18
    SKIP: int = 1 << 19
    ABOVE: int = 1 << 21
    BELOW: int = 1 << 22
    SAME: int = 1 << 23
    STEADY: int = 1 << 24
    KEPT: int = 1 << 25
    RISE: int = 1 << 26
    FALL: int = 1 << 27
    MOST: int = 1 << 28
    LEAST: int = 1 << 29
    ADVERB: int = 1 << 30
    AGAINST: int = 1 << 31
    FRIEND: int = 1 << 32
    AND: int = 1 << 33
    DONE: int = 1 << 34
    ORIGIN: int = 1 << 35
    STREAK: int = 1 << 36
    SHELTER: int = 1 << 37
    FIGURE: int = 1 << 38
    MOMENT: int = 1 << 39


Kind = Kinds()


@dataclass(frozen=True, slots=True)
class Lexicon:
    """``kinds``: word → its kinds; ``states``: state word → unit; ``tails``: kind of noun ending → its words."""

    kinds: dict[str, int]
    states: dict[str, str]
    tails: dict[str, frozenset[str]]


def _tables(name: str) -> dict[str, dict[str, list[str]]]:
    file = files(__package__) / f"{name}.toml"
    tables: dict[str, dict[str, list[str]]] = tomllib.loads(file.read_text(encoding="utf-8"))
    for table, entry in tables.items():
        if unknown := set(entry) - {"words", "friends"}:
            raise DeclarationError(
                f"〔{table}〕里不认识的键 {'、'.join(sorted(unknown))}",
                where=f"{name}.toml",
                do="可用的键：words、friends",
            )
    return tables


@cache
def lexicon() -> Lexicon:
    """All words of all files; read once."""
    kinds: dict[str, int] = {}
    states: dict[str, str] = {}
    tails: dict[str, frozenset[str]] = {}
    friends: set[str] = set()
    for name in FILES:
        for table, entry in _tables(name).items():
            words = entry["words"]
            friends.update(entry.get("friends", ()))
            if name in TAILS or table in ("parts", "grown", "outside"):
                if table in tails:
                    raise DeclarationError(f"〔{table}〕出现两次", where=f"{name}.toml", do="合成一张表，或另取一名")
                tails[table] = frozenset(words)
                continue
            kind: int = Kind.STATE if name == "states" else getattr(Kind, table.upper())
            for word in words:
                kinds[word] = kinds.get(word, 0) | kind
                if kind == Kind.STATE:
                    states[word] = table
    for word in friends - kinds.keys():
        kinds[word] = Kind.FRIEND
    return Lexicon(kinds, states, tails)
