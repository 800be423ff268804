"""What was typed into a cell, as a figure: its value in the base unit, or what is wrong or doubtful, in words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from duban.amounts import LARGEST, about, base_unit, convert, decimal, scale_of
from duban.errors import InputError
from duban.ledger.types import Indicator
from duban.web.books.convert import tier_of
from duban.web.books.models import Clause
from duban.web.facts.models import Fact
from duban.web.log.amounts import exact

# What offices write for "there is none": not a zero.
NIL = frozenset({"/", "／", "-", "—", "——", "--", "无", "不涉及", "…"})
_NUMBER = re.compile(r"(?P<number>[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)\s*(?P<unit>[^\d\s.,]*)")
_SLIP = 3000  # times: 万 for 亿, 元 for 万元
_WILD = 100  # per cent
_JUMP = 30  # points between one month and the next
_FELL = Fraction(1, 1000)  # of a sum to date: less than that is rounding


@dataclass(frozen=True, slots=True)
class Measure:
    """How a figure is typed and shown: the unit in the column's head, its decimals, its base unit."""

    unit: str
    base: str
    decimals: int = 2

    @property
    def times(self) -> Fraction:
        """How many of the base unit one of the shown unit is."""
        return convert(Fraction(1), self.unit, self.base) or Fraction(1)


def measure_of(clause: Clause, indicator: Indicator | None) -> Measure:
    """The unit of a pledge's column: the indicator's own, else that in which its target reads best."""
    if clause.kind == "rank":
        return Measure("位", "位", 0)
    if clause.basis == "growth":
        return Measure("%", "%")
    shown = indicator.display_unit if indicator else ""
    if shown and convert(Fraction(1), shown, clause.unit) is not None:
        return Measure(shown, clause.unit, indicator.decimals if indicator else 2)
    target = next((one.value for one in map(tier_of, clause.tiers) if one.value), None)
    return Measure(f"{scale_of(target)[1] if target else ''}{clause.unit}", clause.unit)


def value(typed: str, measure: Measure) -> Fraction | None:
    """A typed figure in the base unit; None for what offices write where there is none.

    A bare number is in the unit of the column's head. Raises InputError that says what to type.
    """
    text = unicodedata.normalize("NFKC", typed).replace("−", "-").strip()
    if not text or text in NIL or typed.strip() in NIL:
        return None
    match = _NUMBER.fullmatch(text)
    example = f"例如：12.5，或 12.5{measure.unit}"
    if match is None:
        raise InputError(f"“{typed}”不是一个数", do=f"请写数，{example}；没有就写 /")
    try:
        number = Fraction(Decimal(match["number"].replace(",", "")))
    except InvalidOperation:
        raise InputError(f"“{typed}”不是一个数", do=f"请写数，{example}") from None
    unit = match["unit"]
    found = number * measure.times if not unit else convert(number, unit, measure.base)
    if found is None or (unit and base_unit(unit)[0] != base_unit(measure.base)[0] and {unit} - {"%", "个百分点"}):
        raise InputError(f"这一格的单位是{measure.unit}，您填的是{unit}", do=f"请换成{measure.unit}再填")
    if abs(found) >= LARGEST // 10**6:
        raise InputError("这个数太大了", do="请核对单位")
    return found


def shown(number: int | None, measure: Measure) -> str:
    """A stored figure in the column's unit; empty where there is none."""
    held = exact(number)
    return "" if held is None else decimal(held / measure.times, 4)


def doubts(found: Fraction, clause: Clause, measure: Measure, before: Fact | None, last_year: Fact | None) -> list[str]:
    """What is worth a second look, in words: ten thousand times too much, a sum to date that fell."""
    told = []
    others = [exact(one.value) for one in (before, last_year) if one] + [
        one.value for one in map(tier_of, clause.tiers)
    ]
    if clause.basis == "growth":
        return _of_growth(found, exact(before.value) if before else None)
    if slip := _slip(found, others):
        told.append(f"和{about(slip, measure.base)}差了上千倍，这一格的单位是{measure.unit}，是不是填错了单位？")
    earlier = exact(before.value) if before else None
    to_date = clause.kind == "quantity" and clause.basis == "level" and clause.accumulation == "ytd"
    if to_date and earlier is not None and found < earlier * (1 - _FELL):
        told.append(f"是累计数，比上期的{about(earlier, measure.base)}还少")
    return told


def _of_growth(found: Fraction, before: Fraction | None) -> list[str]:
    """What is doubtful of a growth: more than doubled or gone, or far from what it was."""
    if abs(found) > _WILD:
        return [f"增长{about(found, '%')}，是不是填错了？同比的单位是%"]
    if before is not None and abs(found - before) > _JUMP:
        return [f"上期是{about(before, '%')}，相差太大，请再看一看"]
    return []


def _slip(found: Fraction, others: Iterable[Fraction | None]) -> Fraction | None:
    for other in others:
        if other and found and not Fraction(1, _SLIP) < abs(found / other) < _SLIP:
            return other
    return None
