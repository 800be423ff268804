"""The demo city's figures of 2023 that were never published: ``python -m tools.simulate`` writes them anew.

``tools/simulate.toml`` says how each pledge's year goes by a few months' figures; the months between are drawn on the
line between them with a little noise, each from a seed of its own, so that the same file always makes the same table
and a new series changes no other. Everything written is marked as simulated; what was published stands in
``figures/published.csv`` and is left alone. ``known`` is the day on which its provider hands a figure in, as YYYYMMDD:
``duban why … --known-at 20230630`` shows what was known then.
"""

from __future__ import annotations

import csv
import io
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any, Final

from duban.amounts import decimal
from duban.ledger.types import Indicator, Pledge
from duban.pack.load import open_pack
from duban.pack.pack import Pack
from duban.periods import Month, Period, to_date

PACK: Final = Path(__file__).parents[1] / "src/duban/packs/pinghu_2023"
TARGET: Final = PACK / "figures/simulated.csv"
PLAN: Final = Path(__file__).with_name("simulate.toml")
COLUMNS: Final = (
    *("key", "org_unit", "indicator", "subject", "scope", "kind", "basis", "comparator", "value", "unit", "period"),
    *("state", "day", "status", "simulated", "source", "answers", "replaces", "known"),
)
_NOISE: Final = 0.15  # of a month's step
Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Series:
    """What a row of figures is of: the columns that all its rows share, and how its values are drawn."""

    name: str
    shared: Row
    decimals: int
    sum_to_date: bool
    point: bool
    lag: int
    release_day: int

    def row(self, period: Period, value: Fraction | None, **more: str) -> Row:
        """One figure with its period, the day it became known and its key."""
        known = _released(period.end, self.lag, self.release_day)
        key = f"sim.{self.name}.{period.end}" + ("" if self.point or period.is_to_date else ".month")
        shown = {} if value is None else {"value": decimal(value)}
        return self.shared | {"key": key, "period": str(period), "known": f"{known:%Y%m%d}"} | shown | more

    def period(self, end: Month) -> Period:
        """A stock or a rate is of its month, all else of the months to date."""
        return Period(end, end) if self.point else to_date(end)


def rows() -> list[Row]:
    """Every simulated figure, in the order of the plan."""
    pack, plan = open_pack(PACK), tomllib.loads(PLAN.read_text(encoding="utf-8"))
    return list(_rows(pack, plan))


def _rows(pack: Pack, plan: Mapping[str, Any]) -> Iterator[Row]:
    pledges = {one.id: one for one in pack.pledges}
    wrong = {one["pledge"]: one for one in plan["correction"]}
    for name, spec in plan["series"].items():
        series = _pledged(pledges[name], pack)
        yield from _corrected(series, _series(series, spec, pack.year, plan["seed"]), wrong.get(name))
    for spec in plan["other"]:
        series = _other(spec["org_unit"], pack.indicator(spec["indicator"]), pack)
        yield from _series(series, spec, pack.year, plan["seed"])
    for name, signs in plan["told"].items():
        series = _pledged(pledges[name], pack)
        ends = (Month(pack.year, month) for month in (3, 6, 9, 12))
        yield from (series.row(to_date(end), None, comparator=sign) for end, sign in zip(ends, signs, strict=True))
    for name, stages in plan["milestones"].items():
        yield from _milestones(_pledged(pledges[name], pack), stages)


def _series(series: Series, spec: Mapping[str, Any], year: int, seed: int) -> Iterator[Row]:
    for key, of in (("before_", year - 1), ("", year)):
        skipped = set() if key else set(spec.get("skip", ()))
        values = _monthly(series, spec.get(f"{key}m", {}), f"{seed}:{series.name}:{of}")
        values |= _quarters(spec.get(f"{key}q", ()))
        for month, value in sorted(values.items()):
            if month not in skipped:
                yield series.row(series.period(Month(of, month)), value)
    for month, value in spec.get("flow", {}).items():
        only = Month(year, int(month))
        yield series.row(Period(only, only), Fraction(str(value)))


def _quarters(told: Iterable[float | str]) -> dict[int, Fraction]:
    return {3 * at: Fraction(str(value)) for at, value in enumerate(told, 1) if value != ""}


def _monthly(series: Series, told: Mapping[str, float], seed: str) -> dict[int, Fraction]:
    """The told months, and those between them on the line, a little off it; a sum to date never falls."""
    anchors = sorted((int(month), float(value)) for month, value in told.items())
    values = {month: Fraction(str(value)) for month, value in anchors}
    for (first, low), (last, high) in pairwise(anchors):
        step, bounds = (high - low) / (last - first), sorted((low, high))
        for month in range(first + 1, last):
            off = Random(f"{seed}:{month}").uniform(-_NOISE, _NOISE) * step
            drawn = low + step * (month - first) + off
            if series.sum_to_date:
                drawn = min(max(drawn, bounds[0]), bounds[1])
            values[month] = Fraction(f"{drawn:.{series.decimals}f}")
    return values


def _corrected(series: Series, made: Iterable[Row], wrong: Mapping[str, Any] | None) -> Iterator[Row]:
    """The rows; before a corrected one, the figure that was handed in first."""
    for row in made:
        if wrong and row["key"].endswith(f"-{wrong['month']:02}"):
            yield row | {"value": str(wrong["first"])}
            known = f"{wrong['day']:%Y%m%d}"
            yield row | {"key": f"{row['key']}.corrected", "replaces": row["key"], "known": known}
        else:
            yield row


def _milestones(series: Series, stages: Iterable[tuple[str, str]]) -> Iterator[Row]:
    for when, state in stages:
        day = when if len(when) == len("2023-01-01") else ""
        month = Month(int(when[:4]), int(when[5:7]))
        yield series.row(Period(month, month), None, state=state, day=day)


def _pledged(pledge: Pledge, pack: Pack) -> Series:
    indicator = pack.indicator(pledge.indicator) if pledge.indicator else None
    linked = {"indicator": pledge.indicator} if indicator else {"subject": pledge.subject, "answers": pledge.id}
    shared = {"org_unit": pledge.org_unit, "scope": pledge.scope, "kind": pledge.kind, "basis": pledge.basis} | linked
    if indicator and pledge.kind == "trend":  # figures, not words, answer it
        shared["kind"] = "quantity"
    return _of(pledge.id, shared, indicator, pack)


def _other(org_unit: str, indicator: Indicator | None, pack: Pack) -> Series:
    assert indicator
    shared = {"org_unit": org_unit, "indicator": indicator.id, "kind": "quantity", "basis": "level"}
    return _of(f"{org_unit}.{indicator.id}", shared, indicator, pack)


def _of(name: str, shared: Row, indicator: Indicator | None, pack: Pack) -> Series:
    basis, kind = shared["basis"], shared["kind"]
    unit = ""
    if indicator and kind != "milestone":
        change = "个百分点" if indicator.unit == "%" else indicator.display_unit
        unit = {"level": indicator.display_unit, "growth": "%", "change": change}[basis]
    level = bool(indicator) and kind == "quantity" and basis == "level"
    to_sum = level and indicator is not None and indicator.accumulation == "ytd"
    provider = pack.provider(shared.get("indicator", ""), shared.get("scope", "全域"), date(pack.year, 12, 31))
    return Series(
        name,
        dict.fromkeys(COLUMNS, "") | shared | {"unit": unit, "status": "final", "simulated": "true", "source": "模拟"},
        decimals=indicator.decimals if indicator and level else 1,
        sum_to_date=to_sum,
        point=kind == "milestone" or (level and not to_sum),
        lag=provider.lag_months if provider else 0,
        release_day=(provider.release_day if provider else None) or 28,
    )


def _released(end: Month, lag: int, day: int) -> date:
    """When a figure to the end of a month comes out: that month's last day, or a day of a later month."""
    later = end.plus(lag)
    return date(later.year, later.month, day) if lag else end.last_day


def text() -> str:
    """The table as it is written."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows())
    return out.getvalue()


def main() -> int:
    """Write the table; say how many figures it has."""
    made = text()
    TARGET.write_text(made, encoding="utf-8")
    print(f"{TARGET.relative_to(PACK.parents[3])}: {made.count(chr(10)) - 1} figures")
    return 0


if __name__ == "__main__":
    sys.exit(main())
