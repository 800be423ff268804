"""What a growth is held against: a year before the last one (比2010年翻一番), or what else grows (与经济增长同步)."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from duban.ledger.types import Comparator, Fact, Pledge
from duban.linking.likeness import alike
from duban.linking.propose import Index
from duban.periods import Month, Period

if TYPE_CHECKING:
    from duban.linking.answers import Heard

_SINCE = re.compile(r"(?:比|较|在)\s*((?:19|20)\d\d)年")
# A growth over several years that does not say since when.
_OVER_YEARS = re.compile(r"翻[了近两一三\d.]*番|累计增长|年间增长|净增")
_YEARLY = re.compile(r"年均|平均每年|每年")
# 居民收入和经济增长基本同步, 农民收入增速快于城镇居民收入增速: what stands between.
_OTHER = r"(?P<other>[^，。；：、（）与和同跟]{2,16}?)(?:的?(?:增长(?:速度)?|增速|增幅|涨幅|发展))?"
_IN_STEP = re.compile(rf"[与和同跟]{_OTHER}(?:大体|总体|保持|继续)*(?:基本)?(?:同步|相适应|相匹配|相协调)")
_FASTER = re.compile(rf"(?:不低于|不慢于|不高于|高于|快于|低于|慢于|超过|超出|跑赢)(?:了)?{_OTHER}(?:水平)?$")
# 高于全省平均0.5个百分点: how far apart, where the other's own growth is not told.
_APART = re.compile(rf"(?:高于|快于|低于|慢于|高出|超过|超出|好于|优于|领先|超|比|较){_OTHER}[高低快慢出]?\d")
_AVERAGE = re.compile(r"的?(?:平均)?(?:水平|增速|增幅)?$")
_POINTS = "个百分点"
_ITS_OWN = re.compile(r"上年|去年|前年|同期|年初|以往|历年|往年|预期|目标|计划|(?:19|20)\d\d年")
_ECONOMY = re.compile(r"(?:国民)?经济|GDP|(?:地区|国内)?生产总值")
_SAME = 0.9  # how sure two names must be of one thing
_UNKNOWN = 0  # the year that 翻一番 begins with: it may be any


def told_since(fact: Fact) -> int | None:
    """The year that a reported growth begins with, where it is another than the one before; 0: not known which.

    What is told of several years without 年均 is the growth of all of them.
    """
    quote, period = fact.origin.quote, fact.period
    if fact.basis != "growth" or (period.start.year < period.end.year and _YEARLY.search(quote)):
        return None
    found = _named(quote, period)
    return period.start.year - 1 if found is None and period.start.year < period.end.year else found


def alike_bases(pledge: Pledge, told: int | None) -> bool:
    """Whether a promised growth begins with the year that one is told of: one since 2010 is no growth of one year.

    What is promised for the end of several years, without saying since when, may be the one or the other.
    """
    due = Month.of(pledge.due_day)
    promised = _named(pledge.origin.quote, Period(due, due))
    if promised is None and due.year > pledge.year and not _YEARLY.search(pledge.origin.quote):
        return True
    return promised == told or _UNKNOWN in {promised, told}


def is_other(pledge: Pledge, growth: Fact) -> bool:
    """Whether a growth is that of what the pledge's is held against: of one indicator, else of one name."""
    if told_since(growth) is not None:
        return False
    if is_apart(growth):
        return apart_from(pledge, growth.origin.quote)
    if pledge.against_indicator and growth.indicator:
        return pledge.against_indicator == growth.indicator
    return alike(pledge.against, growth.subject).confidence >= _SAME


def is_apart(one: Fact | Heard) -> bool:
    """Whether a growth is told as the distance from another one, in points."""
    return one.kind == "quantity" and one.basis == "growth" and one.unit == _POINTS


def beside(own: Fact, other: Fact) -> bool:
    """Whether a growth may be what its own is held against: a distance is told of one and the same thing."""
    return own.key != other.key and (not is_apart(other) or own.subject == other.subject)


def apart_from(pledge: Pledge, quote: str) -> bool:
    """Whether such a distance is from what the pledge's growth is held against (全省平均, 全省)."""
    found = _APART.search(quote)
    if found is None or not pledge.against:
        return False
    return _AVERAGE.sub("", found["other"]) == _AVERAGE.sub("", pledge.against)


def as_direction(fact: Fact) -> Fact:
    """Such a distance alone, as what it says of the pledge: faster, slower or as fast."""
    value = fact.value or 0
    comparator: Comparator = ">" if value > 0 else "<" if value < 0 else "="
    return replace(fact, kind="trend", value=None, unit="", comparator=comparator)


def yardstick(pledge: Pledge, own: Fact, other: Fact) -> Fact:
    """The growth that the pledge's is held against: as told, or as far from its own as is told."""
    if is_apart(other) and own.value is not None and other.value is not None:
        other = replace(other, value=own.value - other.value, unit="%")
    return replace(other, answers=pledge.yardstick)


def _named(quote: str, period: Period) -> int | None:
    named = _SINCE.search(quote)
    if named:
        return int(named[1]) if int(named[1]) != period.end.year - 1 else None
    return _UNKNOWN if _OVER_YEARS.search(quote) else None


def held_against(quote: str, org_unit: str, indicators: Index | None) -> tuple[str, str]:
    """What a trend's growth is held against, in words, and its indicator's id where it has one; empty where it is its
    own last year's.

    What others do (全省平均) has no indicator here: its figures are not of this body.
    """
    found = _IN_STEP.search(quote) or _FASTER.search(quote)
    if not found or _ITS_OWN.search(found["other"]):
        return "", ""
    other = "地区生产总值" if _ECONOMY.fullmatch(found["other"]) else found["other"]
    chosen = indicators.propose(other, unit="%", basis="growth", org_unit=org_unit).chosen if indicators else None
    return other, chosen.target if chosen else ""
