"""What was typed into a cell, as a figure: its value in the base unit, or what is wrong or doubtful, in words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from duban.amounts import LARGEST, about, base_unit, convert, decimal, scale_of, whole_up
from duban.errors import InputError
from duban.ledger.types import Indicator
from duban.web.books.convert import tier_of
from duban.web.books.models import Clause
from duban.web.facts.models import Fact
from duban.web.log.amounts import exact

# What offices write for "there is none": not a zero. A cell that holds none shows the first, a sentence says the word.
NIL_SIGN, NIL_WORD = "/", "无"
NIL = frozenset({"/", "／", "-", "—", "——", "--", "无", "不涉及", "…"})
_NUMBER = re.compile(r"(?P<number>[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)\s*(?P<unit>[^\d\s.,]*)")
_SLIP = 3000  # times: 万 for 亿, 元 for 万元
_LEAP = 20  # times: a digit or two too many
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
    if not text or is_nil(typed):
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


def is_nil(typed: str) -> bool:
    """Whether somebody typed that there is none."""
    return typed.strip() in NIL or unicodedata.normalize("NFKC", typed).strip() in NIL


def shown(number: int | None, measure: Measure) -> str:
    """A stored figure in the column's unit; empty where there is none."""
    held = exact(number)
    return "" if held is None else decimal(held / measure.times, 4)


def needed(value: Fraction | None, measure: Measure) -> str:
    """What is to be reached, in the column's unit: of counted things the least whole number that meets it."""
    if value is None:
        return ""
    whole = whole_up(value / measure.times, measure.unit)
    return decimal(value / measure.times, 2) if whole is None else str(whole)


def held_text(held: Fact | None, measure: Measure) -> str:
    """What a cell holds: the figure, ``/`` where it was said that there is none, nothing where nothing was said."""
    if held is None:
        return ""
    return NIL_SIGN if held.is_none else shown(held.value, measure)


def differs(text: str, held: str) -> bool:
    """Whether a typed text says something else than what is held; all signs for none say the same."""
    return text != held and not (is_nil(text) and is_nil(held))


def over_held(text: str, held: str, unit: str) -> tuple[str, tuple[str, ...]]:
    """What is wrong, or doubtful, with an empty cell or with none over a figure that is held."""
    if held and not text.strip():
        do = "要改，请填新的数" + ("" if is_nil(held) else "；这个月没有数，请写 /")
        return f"这个月已经报过{held}，不能空着。{do}", ()
    if held and is_nil(text) and not is_nil(held):
        return "", (f"这个月已经报过{held}{unit}，改成“无”以后这个月就没有数了",)
    return "", ()


def doubts(found: Fraction, clause: Clause, measure: Measure, before: Fact | None, last_year: Fact | None) -> list[str]:
    """What is worth a second look, in words: ten thousand times too much, a share for per cent, a sum that fell."""
    others = [exact(one.value) for one in (before, last_year) if one] + [
        one.value for one in map(tier_of, clause.tiers)
    ]
    if clause.basis == "growth":
        return growth_doubts(found, before, others)
    to_date = clause.kind == "quantity" and clause.basis == "level" and clause.accumulation == "ytd"
    return level_doubts(found, measure, before, others, to_date=to_date)


def level_doubts(
    found: Fraction, measure: Measure, before: Fact | None, others: Sequence[Fraction | None], *, to_date: bool
) -> list[str]:
    """What is doubtful of a level: a share for per cent, far off the ``others`` or far above all, a sum that fell."""
    told: list[str] = []
    if measure.unit == "%":
        told += _as_share(found, others)
    if slip := _slip(found, others):
        told.append(f"和{about(slip, measure.base)}差了上千倍，这一格的单位是{measure.unit}，是不是填错了单位？")
    elif leap := _leap(found, others):
        told.append(f"是{about(leap, measure.base)}的{_LEAP}倍以上，是不是多打了数字？")
    earlier = exact(before.value) if before else None
    if to_date and earlier is not None and found < earlier * (1 - _FELL):
        told.append(f"是累计数，比上期的{about(earlier, measure.base)}还少")
    return told


def growth_doubts(found: Fraction, before: Fact | None, others: Iterable[Fraction | None]) -> list[str]:
    """What is doubtful of a growth: more than doubled or gone, a share for per cent, or far from what it was."""
    earlier = exact(before.value) if before else None
    if abs(found) > _WILD:
        return [f"增长{about(found, '%')}，是不是填错了？同比的单位是%"]
    if told := _as_share(found, (earlier, *others)):
        return told
    if earlier is not None and abs(found - earlier) > _JUMP:
        return [f"上期是{about(earlier, '%')}，相差太大，请再看一看"]
    return []


def _as_share(found: Fraction, others: Iterable[Fraction | None]) -> list[str]:
    """Of 0.143 in a column of per cent, whether 14.3 was meant.

    It was where it has more decimals than anybody gives of per cent, or all others are ten times as large.
    """
    known = [abs(one) for one in others if one]
    if not 0 < abs(found) < 1 or ((found * 100).denominator == 1 and not (known and min(known) >= 10 * abs(found))):
        return []
    return [f"填的是{about(found, '%')}，这一格的单位是%，是不是{about(found * 100, '%')}？"]


def _slip(found: Fraction, others: Iterable[Fraction | None]) -> Fraction | None:
    for other in others:
        if other and found and not Fraction(1, _SLIP) < abs(found / other) < _SLIP:
            return other
    return None


def _leap(found: Fraction, others: Iterable[Fraction | None]) -> Fraction | None:
    """The largest of the others, where the figure is many times as large; one alone may have been a beginning."""
    known = [abs(one) for one in others if one]
    return max(known) if len(known) > 1 and abs(found) > _LEAP * max(known) else None
