"""The words of ``named.toml``: what stands around a name, and what only looks like one."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from duban.reading.trie import longest


@cache
def _tables() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(files(__package__).joinpath("named.toml").read_text(encoding="utf-8"))


@cache
def words(table: str) -> frozenset[str]:
    """The words of a table."""
    return frozenset(_tables()[table]["words"])


@cache
def beginning(table: str) -> re.Pattern[str]:
    """The longest word of a table at the head of a text (``match``); an aside of one character is none."""
    return re.compile(longest(word for word in words(table) if len(word) > 1 or table != "aside"))


@cache
def ending(table: str) -> re.Pattern[str]:
    """A word of a table at the end of a text; ``shared_work`` takes a bare 工程, 工作, 项目 after it too."""
    if table == "shared_work":
        return re.compile(f"{longest(words('shared'))}(?:工程|工作|项目)?$")
    chosen = (word for word in words(table) if len(word) > 1 or table != "aside")
    return re.compile(f"(?:{'|'.join(sorted(chosen, key=len, reverse=True))})$")


@cache
def _kinds(table: str) -> re.Pattern[str]:
    return re.compile(f"(?:{longest(words(table))})+")


def is_generic(name: str, table: str = "generic") -> bool:
    """Whether a name is made of kinds alone: 重点产业项目, 一批工程; or begins with what leaves things unnamed."""
    return _kinds(table).fullmatch(name) is not None or beginning("unnamed").match(name) is not None
