"""The words of ``words.toml``."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

_PLAIN = str.maketrans({"～": "~", "﹣": "-", "−": "-", "﹪": "%", "‐": "-", "\u200b": "", "\ufeff": ""})


@cache
def words() -> Mapping[str, Any]:
    """``words.toml``, as it is."""
    return tomllib.loads(files("duban.sheets").joinpath("words.toml").read_text(encoding="utf-8"))


def plain(text: str) -> str:
    """A cell's text without any white space, full-width letters, digits and signs made half-width."""
    if text.isascii():
        return "".join(text.split())
    return "".join(unicodedata.normalize("NFKC", text).translate(_PLAIN).split())


def among(choices: Iterable[str]) -> str:
    """An expression for any of some words, the longest first."""
    return "|".join(re.escape(plain(word)) for word in sorted(choices, key=lambda word: (-len(word), word)))
