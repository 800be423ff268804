"""The words of a comparison: the sentence to copy, and the distances beside it.

1—5月，固定资产投资148.20亿元，同比增长16.3%，增速列嘉兴第2位
距上一位海盐县差1.2个百分点
"""

from __future__ import annotations

import math
from fractions import Fraction

from duban.amounts import base_unit
from duban.periods import Period
from duban.standing.peers.types import Gap, Movement, Ranked, Series

_SIDES = {"level": "总量", "growth": "增速"}
_POINTS = "个百分点"


def sentence(what: str, sides: tuple[Ranked | None, Ranked | None], among: str, by: str) -> str:
    """The sentence to copy from the sides by level and by growth; empty where we gave no figure.

    ``what`` is how it begins: ``1—5月，固定资产投资``.
    ``among`` is the group; empty where the table has some of it only, and the place is one among its rows, as it is
    where some gave no figure that gave one in another month. ``by`` is
    ``level``, ``growth`` or ``both``; empty takes the growth's place, or the level's where there is none.
    """
    level, growth = sides
    told = [what]
    if level and level.value is not None:
        told[0] += f"{figure(level.value, level)}"
    if growth and growth.value is not None:
        told += [grown(growth)]
    if len(told) == 1 and (level is None or level.value is None):
        return ""
    if level is None or level.value is None:
        told = [told[0] + told[1]]
    return "，".join([*told, *_places(level, growth, among, by)])


def when(series: Series) -> str:
    """The months of a series, or the end of the last one for what is there then: ``1—5月``, ``5月末``."""
    return f"{series.period.end.month}月末" if series.stock else months(series.period)


def months(period: Period) -> str:
    """A period without its year: ``1—5月``, ``全年``."""
    words = period.words.removeprefix(f"{period.end.year}年")
    return words or "全年"


def figure(value: Fraction, side: Ranked) -> str:
    """A value in its display unit, to its decimals: ``148.20亿元``."""
    _, times = base_unit(side.display)
    return f"{fixed(value / times, side.digits)}{side.display}"


def grown(side: Ranked) -> str:
    """``同比增长4.2%``, ``同比下降0.3%``, ``同比持平``; in points ``同比上升0.4个百分点``."""
    value = side.value or Fraction(0)
    if value == 0:
        return "同比持平"
    up, down = ("上升", "下降") if side.unit == _POINTS else ("增长", "下降")
    shown = fixed(abs(value), side.digits)
    if not shown.strip("0."):
        return "同比基本持平"
    return f"同比{up if value > 0 else down}{shown}{side.unit}"


def place(side: Ranked) -> str:
    """``第2位``, ``并列第2位``; empty without a place."""
    if side.place is None:
        return ""
    return f"{'并列' if side.tied else ''}第{side.place}位"


def distance(gap: Gap, side: Ranked) -> str:
    """``1.2个百分点``, ``0.80亿元``; what is too small to be shown is ``不到0.1个百分点``."""
    unit = _POINTS if side.unit in ("%", _POINTS) else side.display
    value = gap.distance / base_unit(side.display)[1]
    shown = fixed(value, side.digits)
    if shown.strip("0."):
        return f"{shown}{unit}"
    return f"不到{fixed(Fraction(1, 10**side.digits), side.digits)}{unit}"


def distances(side: Ranked) -> str:
    """``距上一位海盐县差1.2个百分点，领先下一位桐乡市0.3个百分点``."""
    told = []
    if side.above:
        told.append(f"距上一位{'、'.join(side.above.names)}差{distance(side.above, side)}")
    elif side.place is not None:
        told.append("没有更前的")
    if side.below:
        told.append(f"领先下一位{'、'.join(side.below.names)}{distance(side.below, side)}")
    return "，".join(told)


def moved(movement: Movement | None, now: Period) -> str:
    """``较1—4月进2位``, ``较1—4月退1位``, ``位次同1—4月``; a period of another year with its year.

    Where other bodies gave figures then: ``有数的单位和1—4月不一样，位次不比``.
    """
    if movement is None:
        return ""
    same_year = movement.period.end.year == now.end.year
    then = months(movement.period) if same_year else movement.period.words
    if movement.up is None:
        return f"有数的单位和{then}不一样，位次不比"
    if movement.up == 0:
        return f"位次同{then}"
    return f"较{then}{'进' if movement.up > 0 else '退'}{abs(movement.up)}位"


def fixed(value: Fraction, digits: int) -> str:
    """A value with so many decimals, half up and away from zero, exactly: 148.2 is ``148.20``."""
    whole = math.floor(abs(value) * 10**digits + Fraction(1, 2))
    before, after = divmod(whole, 10**digits)
    sign = "-" if value < 0 and whole else ""
    return f"{sign}{before}.{after:0{digits}d}" if digits else f"{sign}{before}"


def _places(level: Ranked | None, growth: Ranked | None, among: str, by: str) -> list[str]:
    held = [side for side in (level, growth) if side is not None and side.place is not None]
    if not by:
        held = held[-1:]
    elif by != "both":
        held = [side for side in held if side.basis == by]
    return [f"{_SIDES[side.basis]}{_field(side, among)}{place(side)}" for side in held]


def _field(side: Ranked, among: str) -> str:
    """Among whom a place is held: the group, or those alone that gave a figure."""
    if among and not side.absent:
        return f"列{among}"
    counties = all(name.endswith(("县", "市", "区")) for name, _ in side.places)
    return f"在有数的{side.of}个{'县（市、区）' if counties else '单位'}中列"
