"""What a growth is held against: a year before the last one (比2010年翻一番), or what else grows (与经济增长同步)."""

from __future__ import annotations

import re

from duban.ledger.types import Fact, Pledge
from duban.periods import Month, Period

_SINCE = re.compile(r"(?:比|较|在)\s*((?:19|20)\d\d)年")
# A growth over several years that does not say since when.
_OVER_YEARS = re.compile(r"翻[了近两一三\d.]*番|累计增长|年间增长|净增")
_YEARLY = re.compile(r"年均|平均每年|每年")
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


def _named(quote: str, period: Period) -> int | None:
    named = _SINCE.search(quote)
    if named:
        return int(named[1]) if int(named[1]) != period.end.year - 1 else None
    return _UNKNOWN if _OVER_YEARS.search(quote) else None
