"""A number as offices write it in a cell: ``1,234.5``, ``１２．５``, ``6.5个百分点``, ``≥7%``, ``不少于20``, ``6%—7%``.

Only what is a number through and through is read; a sentence with a number in it is not.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache, lru_cache
from typing import Literal

from duban.amounts import base_unit, known
from duban.sheets.cells import Content
from duban.sheets.words import among, plain, words

Comparator = Literal["", ">=", ">", "<=", "<", "~", "=", "range"]
Basis = Literal["", "growth", "change"]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with the words around it, each empty where there is none.

    ``unit`` is as written, not folded (12.5亿元 is 12.5). ``basis`` is ``growth`` or ``change`` where a word of rise or
    fall stands before the number; a fall is a negative number, and its comparator is that of the negative number
    (下降10%以上 is ``<=`` -10). ``upper`` only for a range. ``note`` is what stood in brackets behind it.
    """

    value: Fraction
    upper: Fraction | None = None
    comparator: Comparator = ""
    unit: str = ""
    basis: Basis = ""
    note: str = ""


@lru_cache(maxsize=1 << 14)
def is_nil(text: str) -> bool:
    """Whether a cell says that there is no figure: empty, ``/``, ``—``, ``未报送``."""
    short = plain(text).casefold()
    return not short or short in _nil()


def figure(cell: str | Content) -> Figure | None:
    """The figure in a cell; None where it holds no number, or more than one.

    The stored number counts, not the decimals that are shown of it.
    """
    if isinstance(cell, str):
        return _read(cell)
    if cell.number is not None and (not cell.unit or known(cell.unit)):
        return Figure(cell.number, unit=cell.unit)
    return _read(cell.text)


def with_unit(own: str, said: str) -> str:
    """A cell's own unit beside the one that its head or row says: a scale alone goes before it (1.5万 of 元: 万元)."""
    base, times = base_unit(own)
    return own + said if not base and times != 1 and base_unit(said)[1] == 1 else own or said


_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:[eE][+-]?\d{1,2})?|\.\d+"
_PLACES = {char: at for at, char in enumerate("一二三四五六七八九十", 1)}
_FLIPPED: Mapping[Comparator, Comparator] = {">=": "<=", ">": "<", "<=": ">=", "<": ">"}
_LONGEST = 60
_STILL: tuple[int, Basis] = (1, "")


@dataclass(frozen=True, slots=True)
class _Grammar:
    """The expressions, made once from the words."""

    whole: re.Pattern[str]
    rank: re.Pattern[str]
    before: Mapping[str, Comparator]
    after: Mapping[str, Comparator]
    moves: Mapping[str, tuple[int, Basis]]


@cache
def _nil() -> frozenset[str]:
    return frozenset(plain(word).casefold() for word in words()["nil"]["words"])


@cache
def _grammar() -> _Grammar:
    told = words()
    before = {plain(word): sign for sign, group in told["before"].items() for word in group}
    after = {plain(word): sign for sign, group in told["after"].items() for word in group}
    moves = {
        word: (way, basis)
        for way, name in ((1, "up"), (-1, "down"))
        for basis, group in told[name].items()
        for word in map(plain, group)
    }
    whole = (
        rf"(?P<move>{among(moves)})?(?P<before>(?:{among(before)})*)(?P<move2>{among(moves)})?"
        rf"(?P<sign>[+-]?)(?P<first>{_NUMBER})(?P<more>[余多])?(?P<unit1>[^\d\s()~—至到-]{{0,8}}?)"
        rf"(?:(?:~|-|—|——|至|到)(?P<last>-?(?:{_NUMBER})))?(?P<unit>[^\d\s()]{{0,12}}?)(?P<after>{among(after)})?"
        r"(?:\((?P<note>[^()]*)\))?"
    )
    rank = rf"(?P<within>前|第|全[国省市]第|列第)(?P<place>\d{{1,3}}|[{''.join(_PLACES)}])(?:位|名)?"
    return _Grammar(re.compile(whole), re.compile(rank), before, after, moves)


@lru_cache(maxsize=1 << 14)
def _read(text: str) -> Figure | None:
    short = plain(text).removeprefix("'")
    if not short or len(short) > _LONGEST:
        return None
    if found := _grammar().rank.fullmatch(short):
        place = _PLACES.get(found["place"]) or int(found["place"])
        return Figure(Fraction(place), comparator="<=" if found["within"] == "前" else "=", unit="位")
    if short[0] == "(" and short[-1] == ")":  # (5.2) is -5.2 in an account
        inner = _read(short[1:-1])
        return replace(inner, value=-inner.value) if inner and inner == Figure(inner.value, unit=inner.unit) else None
    found = _grammar().whole.fullmatch(short)
    return _built(found) if found else None


def _built(found: re.Match[str]) -> Figure | None:
    first, last, unit, own = found["first"], found["last"], found["unit"], found["unit1"]
    if not last:
        unit, own = own + unit, ""
    if not known(unit) or not (own in ("", unit) or (known(own) and unit.endswith(own))):
        return None
    value = Fraction(first.replace(",", "")) * (-1 if found["sign"] == "-" else 1)
    upper = Fraction(last.replace(",", "")) if last else None
    way, basis = _grammar().moves.get(found["move2"] or found["move"] or "", _STILL)
    comparator = ">" if found["more"] else _comparator(found["before"], found["after"] or "")
    if upper is not None:
        if comparator or upper <= value:
            return None
        comparator = "range"
    if way < 0:
        value, upper = (-value, None) if upper is None else (-upper, -value)
        comparator = _FLIPPED.get(comparator, comparator)
    return Figure(value, upper, comparator, unit, basis, found["note"] or "")


def _comparator(before: str, after: str) -> Comparator:
    """What the words before and after a number say together: 超过…以上 is more than, 不超过…左右 is about."""
    grammar = _grammar()
    signs: list[Comparator] = []
    while before:
        word = next(before[:at] for at in range(len(before), 0, -1) if before[:at] in grammar.before)
        signs.append(grammar.before[word])
        before = before[len(word) :]
    behind = grammar.after.get(after, "")
    ahead = next((sign for sign in signs if sign not in ("", "=", "~")), signs[0] if signs else "")
    if behind == "~" or "~" in signs:
        return "~"
    return ahead if ahead in (">", "<", "<=") or not behind else behind
