"""A forecast in words: what the year will come to, how likely the figures are, and what that rests on."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from duban.amounts import about, decimal, half_up
from duban.standing.forecast.city import Forecast
from duban.standing.forecast.projection import Method
from duban.standing.reasons import figure_words

METHODS: Final[dict[Method, str]] = {
    "season": "按往年各月占全年的份额推",
    "season_of_others": "自己没有往年的月度数，按同一指标别的单位往年各月的份额推",
    "equal_months": "没有往年的月度数，按各月平摊推，没有算季节，区间因此放宽",
    "growth": "按累计增速到年底不变推",
    "walk": "从最近一期起，按今年走向的一半推",
}
_DECEMBER: Final = 12


def estimate_words(one: Forecast) -> str:
    """``预计全年11.2亿元（八成把握在10.1亿元到12.3亿元之间）``; the reason where there is none."""
    if one.estimate is None or one.low is None or one.high is None:
        return one.reason
    low, high = (figure(one, value) for value in (one.low, one.high))
    return f"预计{_when(one)}{figure(one, one.estimate)}（八成把握在{low}到{high}之间）"


def chance_words(chance: float | None) -> str:
    """A chance in per cent; never certain unless it is."""
    if chance is None:
        return ""
    if chance >= 1:
        return "已经达到"
    per_cent = half_up(100 * chance, 0)
    if not 1 <= per_cent <= 99:
        return "不到1%" if per_cent < 1 else "99%以上"
    return f"约{per_cent:.0f}%"


def chances(one: Forecast) -> str:
    """``完成目标的可能性约70%，力争值约30%``."""
    told = [
        f"{what}{'' if words == '已经达到' else '的可能性'}{words}"
        for what, chance in (("完成目标", one.chance), ("达到力争值", one.stretch_chance))
        if (words := chance_words(chance))
    ]
    return "，".join(told)


def drivers(one: Forecast) -> str:
    """What drives it: how it was reckoned, this year's pace against last year's, where the interval comes from."""
    if one.method is None:
        return ""
    parts = [METHODS[one.method]]
    if one.pace is not None:
        parts.append(f"到{_month(one)}比上年同期{_moved(one.pace)}")
    if one.noise is not None:
        own = f"{half_up(100 * one.noise, 0):.0f}%"
        parts.append(f"区间里余下各月自己的起伏占{own}，其余是今年的水平还没有看准")
    return "；".join(parts)


def sentence(one: Forecast) -> str:
    """The whole in one sentence."""
    if one.estimate is None:
        return f"{one.reason}。"
    return "，".join(part for part in (estimate_words(one), chances(one)) if part) + f"。{drivers(one)}。"


def figure(one: Forecast, value: float) -> str:
    """A reckoned figure in the pledge's words; no more digits than it deserves."""
    exact = Fraction(str(half_up(value, 2)))
    return about(exact, one.pledge.unit) if one.pledge.basis == "level" else figure_words(one.pledge, exact)


def _when(one: Forecast) -> str:
    if one.due.month == _DECEMBER:
        return "全年" if one.pledge.accumulation in {"ytd", "flow"} else "年底"
    return f"到{one.due.month}月"


def _month(one: Forecast) -> str:
    return f"{one.until.month}月" if one.until else "目前"


def _moved(pace: float) -> str:
    size = decimal(Fraction(str(half_up(abs(100 * pace), 1))), 1)
    return "持平" if size == "0" else f"{'多' if pace > 0 else '少'}{size}%"
