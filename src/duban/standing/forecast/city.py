"""Every pledge of a city looked ahead: the estimate and its interval, the chances, and what they rest on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from duban.ledger.types import Pledge
from duban.pack.pack import Pack
from duban.periods import Month
from duban.standing.checks.bars import Counting, counting
from duban.standing.city import terms_of
from duban.standing.forecast.projection import (
    Kind,
    Method,
    Projected,
    kind_of,
    project,
    scatter_of,
    seasons_of,
    too_little,
)
from duban.standing.forecast.series import Series, series_of

# Before the first quarter is in, a year says too little of itself.
_FIRST_QUARTER: Final = 3
_KINDS: Final = {
    "rank": "位次要看别人的数，不估",
    "milestone": "节点看的是哪一天到，不是数，不估",
    "trend": "只说升降，没有写数，不估",
}
_STATUSES: Final = {"dropped": "这一项不再考核", "adjusted": "目标已经调整，这一条不再算"}
_NOTES: Final = {
    "conflict": "同一期有两个不一样的数，还没有更正，不估",
    "months-missing": "单月的数中间缺了月份，加不成累计，不估",
    "years-missing": "要的是几年的累计，报来的数不是从头算起的，不估",
}


@dataclass(frozen=True, slots=True)
class Forecast:
    """Where a pledge will stand in its due month.

    ``done`` by ``until``, ``estimate``, ``low`` and ``high`` are in the pledge's base unit (growth and rates in per
    cent); between the two it lies with a chance of 80 %. ``chance`` and ``stretch_chance`` (0 to 1) are those of
    reaching the judged figure and the stretch; None where there is no such figure. ``pace`` is how it stands against
    the same months of last year (0.05 is 5 % more), ``noise`` the part of the interval's variance that the remaining
    months make by themselves. ``reason`` says why there is no estimate; then all that rests on one is None.
    """

    pledge: Pledge
    as_of: date
    until: Month | None = None
    done: float | None = None
    estimate: float | None = None
    low: float | None = None
    high: float | None = None
    chance: float | None = None
    stretch_chance: float | None = None
    method: Method | None = None
    pace: float | None = None
    noise: float | None = None
    reason: str = ""

    @property
    def due(self) -> Month:
        """The month that is looked ahead to."""
        return Month.of(self.pledge.due_day)


def forecast(
    pack: Pack, *, as_of: date, known_at: int | None = None, counted: Counting | None = None
) -> tuple[Forecast, ...]:
    """Look every pledge of a city ahead, in their order, by what was known (``known_at`` as in ``standing.judge``).

    For the supervision office only: no light, score or rank reads it. Figures that the pack's checks bar are left out
    as in judging; ``counted`` is what ``counting`` told of the same pack and date.
    """
    if not pack.pledges:
        return ()
    facts = (counted or counting(pack, as_of, known_at)).table
    return look_ahead(series_of(pack.pledges, facts, terms_of(pack), as_of, known_at), as_of)


def look_ahead(found: Sequence[Series], as_of: date) -> tuple[Forecast, ...]:
    """The forecasts of series that learn from each other: an indicator's season, and how much months scatter."""
    why = [_refused(one) for one in found]
    open_ones = [one for one, reason in zip(found, why, strict=True) if not reason]
    seasons = dict(zip(map(id, open_ones), seasons_of(open_ones), strict=True))
    scatters = {id(one): scatter_of(one, seasons[id(one)][0]).variance for one in open_ones}
    told, kinds, place = [], {id(one): kind_of(one) for one in open_ones}, {}
    of_kind: dict[Kind, list[float]] = defaultdict(list)
    # In order, as for each pledge the median of the others is taken.
    for variance, which in sorted((found, which) for which, found in scatters.items() if found is not None):
        place[which] = len(of_kind[kinds[which]])
        of_kind[kinds[which]].append(variance)
    for one, reason in zip(found, why, strict=True):
        said = reason or too_little(one, seasons[id(one)][0])
        if said:
            told.append(_without(one, as_of, said))
            continue
        alike, at = of_kind[kinds[id(one)]], place.get(id(one))
        others = alike if at is None else alike[:at] + alike[at + 1 :]
        told.append(_with(one, as_of, project(one, seasons[id(one)], others)))
    return tuple(told)


def _refused(series: Series) -> str:
    """Why a pledge is not looked ahead, whatever its figures; empty where it is."""
    pledge = series.pledge
    if pledge.status in _STATUSES:
        return _STATUSES[pledge.status]
    if pledge.kind in _KINDS:
        return _KINDS[pledge.kind]
    if pledge.annual_only:
        return "一年才出一次数，不估"
    if pledge.due_day.year != pledge.year:
        return f"{pledge.due_day.year}年才到期，一年的数推不到那时，不估"
    if series.until is None:
        return "还没有报来数"
    if series.note:
        return _NOTES.get(series.note, "数不全，不估")
    return _too_early_or_late(series, series.until)


def _too_early_or_late(series: Series, until: Month) -> str:
    if until >= Month.of(series.pledge.due_day):
        return "到期那个月的数已经报来，看判定就行"
    if until.month < _FIRST_QUARTER:
        return f"数只到{until.month}月，月份太少，不估（要到3月）"
    return "" if series.now.months and series.now.months[-1] == until.month else "最近一期没有数，不估"


def _without(series: Series, as_of: date, reason: str) -> Forecast:
    values = series.now.values
    return Forecast(series.pledge, as_of, series.until, values[-1] if values else None, reason=reason)


def _with(series: Series, as_of: date, projected: Projected) -> Forecast:
    bounds, estimate = series.bounds, projected.estimate
    low, high = estimate.interval
    return Forecast(
        pledge=series.pledge,
        as_of=as_of,
        until=series.until,
        done=series.now.values[-1],
        estimate=estimate.value,
        low=low,
        high=high,
        chance=_chance(projected, bounds["low"], bounds["high"]),
        stretch_chance=_chance(projected, bounds["stretch_low"], bounds["stretch_high"]),
        method=projected.method,
        pace=projected.pace,
        noise=estimate.noise,
    )


def _chance(projected: Projected, low: float | None, high: float | None) -> float | None:
    return None if low is None and high is None else projected.estimate.chance(low, high)
