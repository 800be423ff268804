"""A series among others → the estimate at its due month: whose season it takes, and what its months scatter by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from statistics import median
from typing import Final, Literal

from duban.amounts import convert
from duban.standing.forecast import estimate as ahead
from duban.standing.forecast.estimate import WEIGHT, Estimate, Scatter, Shares, Track
from duban.standing.forecast.series import Series

# How an estimate is made: by the own season of earlier years, by that of the same indicator elsewhere, by equal
# months; a growth to date; a stock or a rate by its level and slope.
Method = Literal["season", "season_of_others", "equal_months", "growth", "walk"]
Kind = Literal["sum", "growth", "walk"]

# Years that are looked back on.
BACK: Final = 3
# From so many others on, their scatter says what to expect of one.
_OTHERS: Final = 3
# A past that tells the scatter by itself: almost a year of months against the season of another.
_PAST: Final = 10
_BELIEVED: Final = {"sum": ahead.OF_SUMS, "growth": ahead.OF_GROWTHS, "walk": ahead.OF_WALKS}
# A stock or a rate needs three figures, a growth or a sum without a season two.
_WALK: Final = 3
_TWO: Final = 2
_WHOLE: Final = 100.0


@dataclass(frozen=True, slots=True)
class Projected:
    """An estimate and how it was made; ``pace`` against the same months of last year (0.05 is 5 % more)."""

    estimate: Estimate
    method: Method
    pace: float | None = None


def kind_of(series: Series) -> Kind:
    """Which arithmetic a pledge of kind quantity takes."""
    if series.paced:
        return "sum"
    return "growth" if series.pledge.basis == "growth" else "walk"


def due_of(series: Series) -> int:
    """The due month, 1 to 12."""
    return series.pledge.due_day.month


def too_little(series: Series, season: Shares | None) -> str:
    """Why the figures there are allow no estimate; empty where they do."""
    now, kind = series.now, kind_of(series)
    if kind == "walk" and len(now.months) < _WALK:
        return f"今年只有{len(now.months)}个数，看不出走向（要三个）"
    if kind == "growth" and len(now.months) < _TWO:
        return "今年只有一个数，看不出波动（要两个）"
    if kind == "sum" and now.values[-1] <= 0:
        return "到目前累计不是正数，推不出全年"
    if kind == "sum" and season is None and len(now.months) < _TWO:
        return "今年只有一个数，又没有往年的月度进度可以照着推"
    return ""


def season_of(series: Series) -> Shares | None:
    """The season of a sum's own years; None where they do not tell it."""
    return ahead.season(series.before[-BACK:], due_of(series)) if series.paced else None


def seasons_of(found: Sequence[Series]) -> list[tuple[Shares | None, Method]]:
    """The season of each: its own, else the mean of the same indicator's elsewhere, else None."""
    own = [season_of(one) for one in found]
    return [
        (shares, "season") if shares is not None else (_elsewhere(one, found, own), "season_of_others")
        for one, shares in zip(found, own, strict=True)
    ]


def _elsewhere(one: Series, found: Sequence[Series], own: Sequence[Shares | None]) -> Shares | None:
    if not one.paced or not one.pledge.indicator:
        return None
    alike = [
        shares
        for other, shares in zip(found, own, strict=True)
        if shares is not None and other.pledge.indicator == one.pledge.indicator and due_of(other) == due_of(one)
    ]
    return sum(alike[1:], start=alike[0]) / len(alike) if alike else None


def scatter_of(series: Series, season: Shares | None) -> Scatter:
    """How this year's months scatter; nothing where there are too few."""
    if too_little(series, season) or not series.now.months:
        return Scatter()
    match kind_of(series):
        case "sum":
            return ahead.scatter(series.now, _or_equal(season, series))
        case "growth":
            due = due_of(series)
            points = ahead.growth_track(series.now.until(due), due)
            return ahead.scatter(points, ahead.equal_months(due), relative=False)
        case _:
            return ahead.changes(series.now)


def _or_equal(season: Shares | None, series: Series) -> Shares:
    return ahead.equal_months(due_of(series)) if season is None else season


def project(series: Series, season: tuple[Shares | None, Method], others: Sequence[float]) -> Projected:
    """The estimate of a series that has figures enough; ``others`` are the variances of its kind elsewhere."""
    shares, method = season
    kind, due, now = kind_of(series), due_of(series), series.now
    believed = median(others) if len(others) >= _OTHERS else _BELIEVED[kind]
    own = scatter_of(series, shares)
    if kind == "sum":
        return _sum(series, shares, method, own, believed)
    variance = own.towards(believed), own.free + WEIGHT
    if kind == "growth":
        return Projected(ahead.of_growth(now.values[-1], now.months[-1] / due, variance), "growth")
    return Projected(ahead.of_walk(now, due, variance, _most(series)), "walk")


def _most(series: Series) -> float | None:
    """A rate in per cent that was never above a hundred is taken for a share of a whole."""
    return _WHOLE if series.pledge.unit == "%" and max(series.now.values) <= _WHOLE else None


def _sum(series: Series, season: Shares | None, method: Method, own: Scatter, believed: float) -> Projected:
    due, years, now = due_of(series), series.before[-BACK:], series.now
    past = _past(years, due)
    if past.free >= _PAST and past.variance is not None:
        believed = past.variance
    together = past + own
    estimate = ahead.of_sum(
        now,
        _or_equal(season, series),
        _at(years, due) if season is not None else None,
        past.towards(believed),
        (max(together.towards(believed), _by_chance(series, now)), together.free + WEIGHT),
        ahead.DRIFT_BLIND if season is None else ahead.DRIFT,
    )
    then = _at(years, now.months[-1])
    pace = now.values[-1] / then - 1 if then else None
    return Projected(estimate, "equal_months" if season is None else method, pace)


def _by_chance(series: Series, now: Track) -> float:
    """What things that are counted scatter by at the least: three projects may as well be two or five (Poisson)."""
    counted = convert(Fraction(1), series.pledge.unit, "个") is not None
    return 1 / now.values[-1] if counted else 0.0


def _past(years: Sequence[Track], due: int) -> Scatter:
    """How earlier years' months scattered around the season of the year before each."""
    found = Scatter()
    for before, year in pairwise(years):
        shares, whole = ahead.season([before], due), year.until(due)
        if shares is not None and whole.months and whole.values[-1] > 0:
            found += ahead.scatter(whole, shares)
    return found


def _at(years: Sequence[Track], month: int) -> float | None:
    """What had come together by a month of last year."""
    if not years:
        return None
    return dict(zip(years[-1].months, years[-1].values, strict=True)).get(month)
