"""What a head of a wide table says: of which indicator its figures are, and whether targets, results or growth.

固定资产投资（亿元） / 目标     →  固定资产投资, 亿元, target
城镇登记失业率低于（%）        →  城镇登记失业率, %, target, <
单位GDP能耗实际下降（%）       →  单位GDP能耗, %, actual, growth, falls
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from duban.amounts import known
from duban.ledger.fields import words
from duban.periods import Period, find, year_in
from duban.sheets.heads import bare_and_unit, without_when
from duban.sheets.words import among, plain

Side = Literal["target", "actual", ""]

_INNER = re.compile(r"[(\[【]([^()\[\]【】]{1,10})[)\]】]")
_SHARES = frozenset({"%", "‰", "个百分点", "百分点"})
_SHORT = 3  # characters of a name that needs the head above it
_ROUNDS = 6  # words that may be taken off one head
_AROUND = "的、，,:：-—()（）之"


@dataclass(frozen=True, slots=True)
class Said:
    """``subject`` is empty where the texts name no indicator; ``idle`` where they are no figure of one: a ``share`` is
    one of its target."""

    subject: str
    side: Side
    unit: str = ""
    growth: bool = False
    falls: bool = False
    comparator: str = ""
    period: Period | None = None
    year: int | None = None
    idle: bool = False
    share: bool = False


def said(texts: Sequence[str], year: int | None = None) -> Said:
    """What the texts above a column, from the top down, say together."""
    parts = [_one(text) for text in texts]
    names = [part.subject for part in parts if part.subject]
    own = next((found for text in reversed(texts) if (found := year_in(plain(text)))), None)
    growth = any(part.growth for part in parts)
    units = [part.unit for part in reversed(parts) if part.unit and (not growth or part.unit in _SHARES)]
    return Said(
        _named(names),
        next((part.side for part in reversed(parts) if part.side), ""),
        next(iter(units), ""),
        growth,
        any(part.falls for part in parts),
        next((part.comparator for part in parts if part.comparator), ""),
        next((months for text in reversed(texts) if (months := find(text, own or year))), None),
        own,
        any(part.idle for part in parts),
        any(part.share for part in parts),
    )


def _named(names: Sequence[str]) -> str:
    """The name that several heads give: the lowest, with those above it only where it says little by itself (利润)."""
    if names and len(names[-1]) > _SHORT:
        return names[-1]
    return "".join(dict.fromkeys(names))


def side_of_title(title: str) -> Side:
    """Whether a table's title says that its figures are targets, or results; empty where it says neither."""
    sides = words()["across"]["titles"]
    if any(word in title for word in sides["actual"]):
        return "actual"
    return "target" if any(word in title for word in sides["target"]) else ""


def _one(text: str) -> Said:
    short = plain(text)
    if known(short):
        return Said("", "", short)
    bare, unit = _with_unit(short)
    bare = without_when(bare).strip(_AROUND)
    if _is_idle(bare) or (bare.endswith("进度") and unit == "%"):
        return Said("", "", unit, idle=True)
    if of_target := next((word for word in _shares() if bare.endswith(word)), ""):
        name = without_when(bare.removesuffix(of_target)).strip(_AROUND)
        if unit in ("", "%"):
            return Said("" if name in words_of("plain") else name, "actual", unit, idle=True, share=True)
    side: Side = "actual" if bare.startswith("已") else ""
    growth = falls = False
    comparator = ""
    for _ in range(_ROUNDS):
        kind, rest = _taken(bare)
        if not kind:
            break
        bare = without_when(rest.strip(_AROUND)).strip(_AROUND)
        if kind in ("target", "actual"):
            side = side or ("target" if kind == "target" else "actual")
        elif kind in ("growth", "fall"):
            growth, falls = True, falls or kind == "fall"
        elif kind != "plain":
            comparator, side = kind, side or "target"
    return Said(bare, side, unit, growth, falls, comparator)


def _with_unit(short: str) -> tuple[str, str]:
    """A head without its unit, which may stand in the middle: 城镇新增就业（人）目标任务."""
    bare, unit = bare_and_unit(short)
    for inner in _INNER.finditer(bare):
        said = inner[1].removeprefix("单位:")
        if known(said):
            bare, unit = bare.replace(inner[0], ""), unit or said
    return bare, unit


def _is_idle(bare: str) -> bool:
    alone = bare in words_of("idle_alone")
    return alone or bare.endswith(words_of("idle")) or bare.startswith(words_of("idle_first"))


def _taken(bare: str) -> tuple[str, str]:
    """The kind of the word at the end of a head, else at its beginning, and what is left without it."""
    behind, before = _patterns()
    if not bare.endswith(words_of("names")) and (found := behind.search(bare)):
        return _kinds()[found[0]], bare[: found.start()]
    if found := before.match(bare):
        word = found[0]
        return ("plain" if word == "完成" else _kinds().get(word, "target")), bare[found.end() :]
    return "", bare


@cache
def words_of(kind: str) -> tuple[str, ...]:
    """The words of one kind that heads of wide tables hold, as they are compared."""
    return tuple(plain(word) for word in words()["across"][kind])


@cache
def _shares() -> tuple[str, ...]:
    """The words that end a head of shares, the longest first."""
    return tuple(sorted(words_of("share"), key=len, reverse=True))


@cache
def _kinds() -> dict[str, str]:
    """Word → target, actual, growth, fall, plain, or the comparison that it is."""
    kinds = {word: kind for kind in ("plain", "fall", "growth", "actual", "target") for word in words_of(kind)}
    return {plain(word): sign for sign, group in words()["across"]["compared"].items() for word in group} | kinds


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    return re.compile(rf"(?:{among(_kinds())})\Z"), re.compile(among(words()["across"]["first"]))
