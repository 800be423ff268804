"""Pledges and facts → what each pledge's figures were, month by month, this year and in the years before.

The engine's own steps say which figure stands for a month (corrections, statuses, single months added up, conflicts);
here they only end earlier. A pledge sees its own year and the one before, so that a copy of it two years back sees the
two before those.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any, Final

import ibis
import pyarrow as pa

from duban.ledger.types import Fact, Pledge
from duban.periods import Month
from duban.standing import tables
from duban.standing.forecast.estimate import Track
from duban.standing.judge import Terms, inputs, run_query
from duban.standing.months import month_steps
from duban.standing.steps import compiled

_COPY: Final = 2
_BOUNDS: Final = ("low", "high", "stretch_low", "stretch_high")
_ASKED: Final = ("order", "last", "actual", "note")


@dataclass(frozen=True, slots=True)
class Series:
    """A pledge with its figures by year, and its bounds as the engine has them (``low``, ``stretch_high`` …).

    ``until`` is the last reported month of the plan year and ``note`` why it has no figure, where it has none.
    """

    pledge: Pledge
    years: Mapping[int, Track]
    bounds: Mapping[str, float | None]
    paced: bool
    until: Month | None
    note: str

    @property
    def now(self) -> Track:
        """The plan year's figures."""
        return self.years.get(self.pledge.year, Track((), ()))

    @property
    def before(self) -> tuple[Track, ...]:
        """The years before, in order, as far as they follow each other."""
        first = self.pledge.year
        while first - 1 in self.years:
            first -= 1
        return tuple(self.years[year] for year in range(first, self.pledge.year))


def series_of(
    pledges: Sequence[Pledge], facts: Iterable[Fact] | pa.Table, terms: Terms, as_of: date, known_at: int | None = None
) -> list[Series]:
    """One for each pledge, in their order."""
    copies = [_years_ago(one) for one in pledges]
    given = inputs([*pledges, *copies], facts, terms, as_of, known_at=known_at, amounts_only=True)
    rows: dict[int, list[Mapping[str, Any]]] = {}
    for row in run_query(_query(), given).select(_ASKED).to_pylist():
        rows.setdefault(row["order"] % len(pledges), []).append(row)
    bounds = given["pledges"].select((*_BOUNDS, "paced")).slice(0, len(pledges)).to_pylist()
    return [_series(one, rows.get(at, []), bounds[at]) for at, one in enumerate(pledges)]


def _years_ago(pledge: Pledge) -> Pledge:
    past = pledge.year - _COPY
    return replace(pledge, id=f"{pledge.id}@{past}", year=past, due=None, trajectory=())


def _series(pledge: Pledge, rows: Sequence[Mapping[str, Any]], bounds: Mapping[str, Any]) -> Series:
    years: dict[int, dict[int, float]] = {}
    until, note = None, ""
    for row in rows:
        month = Month(row["last"] // 12, row["last"] % 12 + 1)
        if month.year == pledge.year and (until is None or month >= until):
            until, note = month, row["note"]
        if row["actual"] is not None:
            years.setdefault(month.year, {})[month.month] = float(row["actual"])
    return Series(
        pledge=pledge,
        years={year: Track.of(found) for year, found in sorted(years.items())},
        bounds={name: None if bounds[name] is None else float(bounds[name]) for name in _BOUNDS},
        paced=bounds["paced"],
        until=until,
        note=note,
    )


@cache
def _query() -> str:
    steps = month_steps("months")
    ends = next(at for at, step in enumerate(steps) if step.name == "done")
    schemas = {
        "pledges": tables.PLEDGES,
        "facts": tables.FACTS,
        "moment": tables.MOMENT,
    }
    named = {name: ibis.schema(tables.types_of(schema)) for name, schema in schemas.items()}
    return compiled(steps[: ends + 1], named, ("order", "last"), "duckdb")
