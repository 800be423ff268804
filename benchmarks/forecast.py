"""``make bench``, third part: how good the looking ahead would have been, year by year, beside two plain ways.

Every year of a series that has a year before it is looked ahead to from four months, by what was known then. The
yardsticks: the plain pace (what is done, times 12, through the months gone) and the seasonal naive way (what is done,
and what last year brought in the months left). The public series are numbers that a test ships with their source; the
simulated ones are made here from a fixed seed, noisy as a county's are, and are called so.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from statistics import fmean

import numpy as np

from duban.ledger.types import Pledge, Tier
from duban.periods import Month
from duban.standing.forecast.city import look_ahead
from duban.standing.forecast.estimate import Track
from duban.standing.forecast.series import Series

Years = Mapping[int, Track]
CASES = Path(__file__).parents[1] / "tests/cases/standing/forecast"
MONTHS = (3, 6, 9, 11)
TARGETS = (1.0, 1.05)
LOWEST, HIGHEST = 0.7, 0.9


@dataclass(frozen=True, slots=True)
class Outcome:
    """One looking ahead and what came: errors as parts of the true whole; Brier scores, ours and the naive way's."""

    month: int
    error: float
    pace: float
    naive: float
    inside: bool
    brier: float
    naive_brier: float


def published(path: Path) -> Years:
    """A series of a file: lines of year, month and the sum to date, after the lines that name the source."""
    lines = [line for line in path.read_text("utf-8").splitlines() if not line.startswith("#")]
    years: dict[int, dict[int, float]] = {}
    for row in csv.DictReader(lines):
        years.setdefault(int(row["year"]), {})[int(row["month"])] = float(row["value"])
    return {year: Track.of(found) for year, found in years.items()}


def public() -> list[Years]:
    """The published series."""
    return [published(path) for path in sorted(CASES.glob("*.csv"))]


def simulated(count: int = 60, years: int = 5) -> list[Years]:
    """Sums of made-up bodies: a season with a full December, a level that moves within a year and between years."""
    chance = np.random.default_rng(7)
    return [_body(chance, years) for _ in range(count)]


def _body(chance: np.random.Generator, years: int) -> Years:
    level, scatter = chance.uniform(1, 50), chance.uniform(0.08, 0.35)
    season = chance.dirichlet(np.full(12, 60.0))
    season[11] *= chance.uniform(1, 2.2)
    season[5] *= chance.uniform(1, 1.4)
    found = {}
    for year in range(2018, 2018 + years):
        level *= 1 + chance.normal(0.07, 0.08)
        tilt = 1 + chance.normal(0, 0.06) * (np.arange(12) - 5.5) / 5.5
        came = level * season / season.sum() * tilt * chance.gamma(1 / scatter**2, scatter**2, 12)
        found[year] = Track.of({month: float(value) for month, value in enumerate(np.cumsum(came), 1)})
    return found


def back_test(group: Sequence[Years]) -> list[Outcome]:
    """Every year of every series that can be looked ahead to, from every one of the months."""
    years = sorted({year for one in group for year in one})
    return [one for year in years for month in MONTHS for one in _from(group, year, month)]


def _from(group: Sequence[Years], year: int, month: int) -> Iterator[Outcome]:
    known = [one for one in group if year in one and year - 1 in one]
    told = look_ahead([_series(one, year, month) for one in known], Month(year, month).last_day)
    for one, said in zip(known, told, strict=True):
        assert said.estimate is not None
        assert said.low is not None
        assert said.high is not None
        whole, last = one[year].values[-1], one[year - 1]
        done, rest = one[year].until(month).values[-1], last.values[-1] - last.until(month).values[-1]
        hits = [(target * last.values[-1], whole >= target * last.values[-1]) for target in TARGETS]
        odds = [_chance(one, year, month, target) for target, _ in hits]
        yield Outcome(
            month=month,
            error=abs(said.estimate / whole - 1),
            pace=abs(done * 12 / month / whole - 1),
            naive=abs((done + rest) / whole - 1),
            inside=bool(said.low <= whole <= said.high),
            brier=fmean((odd - hit) ** 2 for odd, (_, hit) in zip(odds, hits, strict=True)),
            naive_brier=fmean(((done + rest >= target) - hit) ** 2 for target, hit in hits),
        )


def _chance(one: Years, year: int, month: int, target: float) -> float:
    (said,) = look_ahead([_series(one, year, month, target)], date(year, month, 28))
    assert said.chance is not None
    return said.chance


def _series(one: Years, year: int, month: int, target: float | None = None) -> Series:
    tier = Tier("plan", ">=", None if target is None else Fraction(target))
    names = {"org_unit": "全国", "subject": "累计数", "kind": "quantity", "basis": "level", "unit": "元"}
    pledge = Pledge(id="p", year=year, tiers=(tier,), **names)  # type: ignore[arg-type]
    known = {at: track for at, track in one.items() if at < year} | {year: one[year].until(month)}
    bounds = dict.fromkeys(("high", "stretch_low", "stretch_high")) | {"low": target}
    return Series(pledge, known, bounds, paced=True, until=Month(year, month), note="")


def tell(name: str, outcomes: Sequence[Outcome]) -> None:
    """The figures by month of the year."""
    print(f"{name}：往回试{len(outcomes)}次")
    print("  站在   误差%（平摊、照上年）  区间含真数%（应70—90）  可能性的 Brier 分（照上年）")
    for month in MONTHS:
        some = [one for one in outcomes if one.month == month]
        error, pace, naive = (100 * fmean(getattr(one, what) for one in some) for what in ("error", "pace", "naive"))
        inside = fmean(one.inside for one in some)
        brier, other = fmean(one.brier for one in some), fmean(one.naive_brier for one in some)
        mark = "✓" if LOWEST <= inside <= HIGHEST and error <= min(pace, naive) else "✗"
        print(
            f"  {month:2}月  {error:6.2f}（{pace:5.2f}、{naive:5.2f}）"
            f"    {100 * inside:5.0f}                  {brier:.3f}（{other:.3f}）  {mark}"
        )


if __name__ == "__main__":
    tell("全国社会消费品零售总额和限额以上（公布的数）", back_test(public()))
    tell("模拟的单位（不是真数）", back_test(simulated()))
