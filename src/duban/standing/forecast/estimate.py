"""The arithmetic of looking ahead: a year so far → the figure at the due month, with its spread.

A sum to date is a level times a season: by month k it has come to ``level · S_k``, where S is the cumulated share of
the year. What is done over its share is the level; the rest of the year runs at it, drawn towards last year's where
the months gone tell little. Months scatter around the season with a variance in proportion to their share
(``scatter``, a pure number: that of the whole, relative to its square). The error of the estimate has three parts:
``scatter · left``, what the months left will bring by themselves; ``scatter · left² / gone``, how badly the months
gone tell the level; and ``(drift² + scatter) · left²``, for levels move within a year.

A growth to date is the mean of its months' growths, so that k times it is a sum with equal months, in points instead
of shares. A stock or a rate walks: from the last figure half the way that its slope points (a trend is believed by
half), with the scatter of its monthly changes.

Months are 1 to 12; January is never taken alone, for it is published with February (国家统计局).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtr, stdtrit

Shares = NDArray[np.float64]

# How sure the interval is to be.
SURE: Final = 0.8
# What is believed of a series before its own months are seen weighs as much as so many of them.
WEIGHT: Final = 3.0
# How far a year's whole lies from last year's, as a rule: a tenth.
YEARS: Final = 0.1
# The rest of the year runs at another level than the months gone, as a part of it; and where no season is known.
DRIFT: Final = 0.01
DRIFT_BLIND: Final = 0.15
# The same for a growth to date, in percentage points.
DRIFT_POINTS: Final = 0.5
# Where neither the own months nor those of others say it: months of a sum that scatter by 15 per cent, of a growth by
# 3 points, a stock's monthly changes by 2 per cent of it.
OF_SUMS: Final = 0.15**2 / 12
OF_GROWTHS: Final = 3.0**2 / 12
OF_WALKS: Final = 0.02**2
# A year's season is known where it was reported at least every quarter.
_QUARTER: Final = 3
# From so many free deviations on a variance stands by itself.
_TELLING: Final = 2
# Nobody knows a year to a hundredth of a per cent before it is over.
_LEAST: Final = 1e-8


@dataclass(frozen=True, slots=True)
class Track:
    """A year's figures: the months (ascending, without January alone) and what stood at the end of each."""

    months: tuple[int, ...]
    values: tuple[float, ...]

    @classmethod
    def of(cls, figures: dict[int, float]) -> Track:
        """The track of figures by month; January alone is left out."""
        kept = sorted(month for month in figures if month > 1)
        return cls(tuple(kept), tuple(figures[month] for month in kept))

    def until(self, month: int) -> Track:
        """What stood up to a month."""
        kept = [(at, value) for at, value in zip(self.months, self.values, strict=True) if at <= month]
        return Track(tuple(at for at, _ in kept), tuple(value for _, value in kept))

    @property
    def falls(self) -> bool:
        """Whether a sum to date was once smaller than before."""
        return any(later < earlier for earlier, later in pairwise((0.0, *self.values)))


@dataclass(frozen=True, slots=True)
class Scatter:
    """Squared deviations and how many of them are free: their quotient is a variance. What is pooled is their sum."""

    squares: float = 0.0
    free: int = 0

    def __add__(self, other: Scatter) -> Scatter:
        return Scatter(self.squares + other.squares, self.free + other.free)

    @property
    def variance(self) -> float | None:
        """The quotient; None where too few are free."""
        return self.squares / self.free if self.free >= _TELLING else None

    def towards(self, believed: float) -> float:
        """The variance, drawn to what is believed where the own months are few."""
        return max((self.squares + WEIGHT * believed) / (self.free + WEIGHT), _LEAST)


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure at the due month: Student's t around ``value`` with ``spread`` and ``free`` degrees of freedom.

    ``least`` and ``most``: it cannot become less (a sum that never fell) or more (a share of a whole). ``noise``: which
    part of the variance is the months' own.
    """

    value: float
    spread: float
    free: float
    noise: float
    least: float | None = None
    most: float | None = None

    @property
    def interval(self) -> tuple[float, float]:
        """The figures between which it lies with the chance ``SURE``."""
        half = self.spread * float(stdtrit(self.free, (1 + SURE) / 2))
        return self.held(self.value - half), self.held(self.value + half)

    def held(self, value: float) -> float:
        """A value within what is possible."""
        value = value if self.least is None else max(value, self.least)
        return value if self.most is None else min(value, self.most)

    def chance(self, low: float | None, high: float | None) -> float:
        """How likely it does not fall below ``low`` nor rise above ``high``."""
        return max(self._at_most(high) - self._below(low), 0.0)

    def _at_most(self, high: float | None) -> float:
        if high is None:
            return 1.0
        if self.least is not None and high < self.least:
            return 0.0
        return float(stdtr(self.free, (high - self.value) / self.spread))

    def _below(self, low: float | None) -> float:
        if low is None or (self.least is not None and low <= self.least):
            return 0.0
        return float(stdtr(self.free, (low - self.value) / self.spread))


def season(years: Sequence[Track], due: int) -> Shares | None:
    """The cumulated shares of months 0 to ``due`` as earlier years had them, their mean; None where none is known."""
    known = [shares for year in years if (shares := _shares(year.until(due), due)) is not None]
    return np.mean(known, axis=0) if known else None


def _shares(year: Track, due: int) -> Shares | None:
    if len(year.months) < max(due // _QUARTER, 2) or year.months[-1] != due or year.values[-1] <= 0 or year.falls:
        return None
    return np.interp(np.arange(due + 1), (0, *year.months), (0.0, *year.values)) / year.values[-1]


def equal_months(due: int) -> Shares:
    """The season where none is known."""
    return np.arange(due + 1) / due


def scatter(track: Track, shares: Shares, *, relative: bool = True) -> Scatter:
    """How the months scatter around the season; ``relative`` to the square of the level."""
    parts = np.diff((0.0, *shares[list(track.months)]))
    came = np.diff((0.0, *track.values))
    level = track.values[-1] / shares[track.months[-1]]
    usable = parts > 0
    squares = float(np.sum((came - level * parts)[usable] ** 2 / parts[usable]))
    return Scatter(squares / (level**2 if relative else 1.0), max(int(usable.sum()) - 1, 0))


def of_sum(
    track: Track, shares: Shares, last: float | None, before: float, variance: tuple[float, float], drift: float
) -> Estimate:
    """A sum to date at the due month.

    ``last`` is last year's whole: the rest of the year is drawn from this year's level towards it, the more the less
    the months gone can tell. How much, ``before`` says: the months' variance as known without this year's figures, so
    that more done is never a lower estimate. ``variance`` is the months' own and its degrees of freedom.
    """
    done, gone = track.values[-1], float(shares[track.months[-1]])
    trust = 1.0 if last is None else YEARS**2 / (YEARS**2 + before / gone)
    level = trust * done / gone + (1 - trust) * (last or 0.0)
    value = done + (1 - gone) * level
    return _ahead(value, abs(value), gone, trust, variance, drift, None if track.falls else done)


def of_growth(last: float, gone: float, variance: tuple[float, float]) -> Estimate:
    """A growth to date at the due month: what it is, for its months so far are the best guess at the rest."""
    return _ahead(last, 1.0, gone, 1.0, variance, DRIFT_POINTS, None)


def _ahead(
    value: float,
    scale: float,
    gone: float,
    trust: float,
    variance: tuple[float, float],
    drift: float,
    least: float | None,
) -> Estimate:
    of_month, free = variance
    left = 1.0 - gone
    own, told, moved = of_month * left, of_month * trust * left * left / gone, (drift**2 + of_month) * left * left
    whole = own + told + moved
    return Estimate(value, scale * float(np.sqrt(whole)), free, own / whole, least)


def growth_track(track: Track, due: int) -> Track:
    """Growths to date as a sum with equal months: k/due of the growth at month k."""
    pairs = zip(track.months, track.values, strict=True)
    return Track(track.months, tuple(month * value / due for month, value in pairs))


def slope(track: Track) -> float:
    """The mean change a month, from the first figure to the last."""
    return (track.values[-1] - track.values[0]) / (track.months[-1] - track.months[0])


def size(track: Track) -> float:
    """What changes are held against, so that series of all units can be pooled: the mean size of the figures."""
    return float(np.mean(np.abs(track.values))) or 1.0


def changes(track: Track) -> Scatter:
    """How the monthly changes scatter around the slope, relative to the figures' size."""
    gaps = np.diff(track.months)
    off = np.diff(track.values) - slope(track) * gaps
    return Scatter(float(np.sum(off**2 / gaps)) / size(track) ** 2, len(gaps) - 1)


def of_walk(track: Track, due: int, variance: tuple[float, float], most: float | None) -> Estimate:
    """A stock or a rate at the due month, not above ``most``; nor below nought, unless it was there before."""
    of_month, free = variance
    ahead, seen = due - track.months[-1], track.months[-1] - track.months[0]
    own, told = of_month * ahead, of_month * ahead * ahead / seen
    least = 0.0 if min(track.values) >= 0 else None
    free_value = track.values[-1] + slope(track) * ahead / 2
    found = Estimate(free_value, size(track) * float(np.sqrt(own + told)), free, own / (own + told), least, most)
    return replace(found, value=found.held(free_value))
