"""The columns of a peers' table: what each measures, whether by amount, growth or place, and for which months.

固定资产投资 / 总量（亿元）   →  固定资产投资, level, 亿元
固定资产投资 / 同比±%        →  固定资产投资, growth, %
固定资产投资 / 位次          →  固定资产投资, rank, of the column to its left
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from duban.amounts import known
from duban.ledger.sources.titles import subject
from duban.periods import Period, find
from duban.sheets.columns import key
from duban.sheets.heads import Head, bare_and_unit, without_when
from duban.sheets.wide import Wide
from duban.sheets.words import plain
from duban.standing.peers.words import endings, words

Basis = Literal["level", "growth"]
Measure = Literal["level", "growth", "rank", "other", ""]
SHARES = frozenset({"%", "个百分点", "百分点"})

_BRACKET = re.compile(r"(.+?)[(\[【]([^()\[\]【】]*)[)\]】]")
# What a title says of whose figures they are, before it says of what: 嘉兴市各县（市、区）.
_OF_PLACES = re.compile(r"(?<=月)?[^年月]*?(?:各|部分)?(?:县\(市、区\)|县\(市区\)|县市区|市县区?|区县|县区|各地区?)的?")
_BETWEEN = re.compile(r"[、,，/;；和]")


@dataclass(frozen=True, slots=True)
class Column:
    """``words`` may name the indicator, the likeliest first; ``ranks`` is what a place ranks by, if the head says so.

    ``period`` is that of the head itself; ``monthly`` says that the figures are of its last month alone.
    """

    at: int
    label: str
    words: tuple[str, ...]
    measure: Measure
    unit: str = ""
    ranks: Basis | Literal[""] = ""
    period: Period | None = None
    monthly: bool = False


@dataclass(frozen=True, slots=True)
class _Said:
    """One text of a head: what is left of it as a name, and what else it says."""

    rest: str
    measure: Measure = ""
    unit: str = ""
    ranks: Basis | Literal[""] = ""
    monthly: bool = False


def columns(wide: Wide, year: int | None) -> tuple[Column, ...]:
    """The columns from the left; a head that names no indicator is of the one to its left, else of the title's."""
    about = subject(Head(0, 0, title=_OF_PLACES.sub("", wide.title, count=1)))
    found: list[Column] = []
    for at, texts in sorted(wide.heads.items()):
        before = found[-1] if found else Column(-1, "", (about,) if about else (), "")
        found.append(_column(at, texts, before, year))
    return tuple(_growths(found))


def units_in(text: str) -> tuple[str, ...]:
    """The units of ``亿元、%``; empty where a part of it is none."""
    parts = tuple(part for part in map(plain, _BETWEEN.split(text)) if part)
    return parts if all(map(known, parts)) else ()


def _column(at: int, texts: Sequence[str], before: Column, year: int | None) -> Column:
    said = [_said(text) for text in texts]
    measure: Measure = next((one.measure for one in reversed(said) if one.measure), "")
    names = [one.rest for one in said if one.rest]
    candidates = dict.fromkeys([*names[-1:], "".join(names), *names[-2::-1]] if names else before.words)
    period = next((told for text in reversed(texts) if (told := find(text, year))), None)
    if not names and period is None:
        period = before.period
    return Column(
        at,
        " ".join(texts),
        tuple(filter(None, candidates)),
        measure,
        _unit(said, measure),
        next((one.ranks for one in said if one.ranks), ""),
        period,
        any(one.monthly for one in said),
    )


def _unit(said: Sequence[_Said], measure: Measure) -> str:
    """The unit of the lowest text that has one; 亿元 over 同比 is not the unit of the growth."""
    units = [one.unit for one in reversed(said) if one.unit]
    if measure == "growth":
        return next((unit for unit in units if unit in SHARES), "")
    return "" if measure in ("rank", "other") else next(iter(units), "")


def _said(text: str) -> _Said:
    short = plain(text)
    if short and known(short):
        return _Said("", unit=short)
    bare, unit = _with_units(short)
    bare = without_when(bare).lstrip("末底").strip("的、-—")
    word = key(bare)
    if word in words()["other"]:
        return _Said("", "other")
    if word in words()["month"]:
        growth: Measure = "growth" if word.endswith(endings("growth")) else ""
        return _Said("", growth, unit, monthly=True)
    if word in words()["level"]:
        return _Said("", "level", unit)
    return _measured(bare, word, unit, "±" in short or "+-" in short)


def _measured(bare: str, word: str, unit: str, signed: bool) -> _Said:
    """A text that may end with what it measures: 固定资产投资增速, 增速位次."""
    if tail := next((one for one in endings("rank") if word.endswith(one)), ""):
        rest = bare[: len(bare) - len(tail)]
        if key(rest) in words()["elsewhere"]:
            return _Said("", "other")
        inner = _measured(rest, key(rest), "", False) if rest else _Said("")
        if key(rest) in words()["level"]:
            inner = _Said("", "level")
        ranks: Basis | Literal[""] = "growth" if inner.measure == "growth" else "level" if inner.measure else ""
        return _Said(inner.rest, "rank", ranks=ranks)
    if tail := next((one for one in endings("growth") if word.endswith(one)), ""):
        return _Said(bare[: len(bare) - len(tail)].rstrip("(-—"), "growth", unit)
    return _Said(bare, "growth" if signed else "", unit)


def _with_units(short: str) -> tuple[str, str]:
    """A head and its unit; of two in one bracket (亿元、%) the one of the amount."""
    bracket = _BRACKET.fullmatch(short)
    if bracket and (units := units_in(bracket[2].removeprefix("单位:"))):
        return bracket[1], next((unit for unit in units if unit not in SHARES), units[0])
    return bare_and_unit(short)


def _growths(found: Sequence[Column]) -> Iterator[Column]:
    """What says nothing but a per cent beside an amount of the same thing is its growth; all else is an amount."""
    amounts = {one.words for one in found if one.measure in ("", "level") and one.unit not in SHARES}
    for one in found:
        if one.measure == "":
            beside = one.unit in SHARES and one.words in amounts
            yield replace(one, measure="growth" if beside else "level")
        else:
            yield one
