"""The newest row of each pledge as a verdict that can be shown: figures, clause, reason, and the months before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any

import pyarrow as pa

from duban.amounts import half_up
from duban.ledger.types import Pledge
from duban.pack.schema.lights import UNLIT, Light, LightRule, Measured
from duban.periods import Month
from duban.standing.shares import SHARE, UNCLEAR

_WHOLE = 100  # per cent of the target


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a rule says of a pledge on a date.

    ``expected`` and ``actual`` are in the pledge's base unit, by the fact's own month ``until``; for a milestone they
    are None and ``expected_day`` and ``actual_day`` stand for them. ``gap`` is actual − expected in ``gap_unit``:
    percentage points of the target for a level, of the figure for growth and rates, places for ranks, days for
    milestones. ``growing``: a trend is answered by its growth, in per cent. ``note`` says why there is no figure
    (``conflict``, ``months-missing``, ``years-missing``),
    or that a sum was told smaller after it had been reached (``fell-back``). ``share`` and ``pace`` are per
    cent of the target, where less is not better (``is_share``).
    ``history`` are the lights of the reported months, in order. ``barred`` says which newer figures did not count,
    ``scope_change`` in which scope the figure was reported where that is not the pledge's.
    ``lacking`` are the months without which there is no sum to date (see ``gaps``).
    ``by_zero``: there is no light because a formula of the rule divides by zero here.
    ``by_share``: only the share of the target was told (完成年度目标的71.2%); then ``share``, ``pace`` and ``gap`` are
    all that there is, and ``expected`` and ``actual`` are None: no amount is made up.
    """

    pledge: Pledge
    as_of: date
    rule: LightRule
    verdict: str
    light: Light
    stretch_verdict: str
    until: Month | None
    expected: Fraction | None
    actual: Fraction | None
    expected_day: date | None
    actual_day: date | None
    gap: float | None
    gap_unit: str
    share: float | None
    pace: float | None
    fact: str
    state: str
    note: str
    growing: bool = False
    history: tuple[tuple[Month, Light], ...] = ()
    barred: str = ""
    scope_change: str = ""
    by_zero: bool = False
    lacking: tuple[Month, ...] = ()
    by_share: bool = False

    @property
    def clause(self) -> str:
        """The clause of the rule under which the light is shown; empty where the engine has nothing to show."""
        if self.verdict != "missed":
            return self.light.clause_for(self.measured)
        overdue = self.pledge.due_day <= self.as_of
        return self.light.clause_for("missed") if overdue else self.light.clause_for("exceeded", self.measured)

    @property
    def measured(self) -> Measured:
        """What its gap is told in."""
        kind, tier = self.pledge.kind, self.pledge.judged
        if kind == "rank" or kind == "milestone" or kind == "trend":
            return kind
        if self.gap_unit == "个百分点" and (self.pledge.basis == "growth" or self.pledge.unit in {"%", "个百分点"}):
            return "rate"
        if self.by_share:
            return "amount" if self.pace == _WHOLE else "pace"
        paced = self.is_share and (tier is None or tier.value != self.expected)
        return "pace" if paced else "amount"

    @property
    def is_share(self) -> bool:
        """Whether actual over target says anything: a level of which more is wanted."""
        tier, one = self.pledge.judged, self.pledge
        falling = tier is None or tier.comparator in {"<=", "<"} or one.polarity == "lower"
        return one.kind == "quantity" and one.basis == "level" and one.unit not in {"%", "个百分点"} and not falling

    @property
    def ahead(self) -> bool:
        """Whether its plan year has not begun: then nothing is owed of it, and no figure answers it."""
        return self.as_of.year < self.pledge.year

    @property
    def months_left(self) -> int:
        """Months after the fact's own up to the due month; 0 where nothing is reported."""
        due = Month.of(self.pledge.due_day).number
        return max(due - self.until.number, 0) if self.until else 0

    @property
    def on_average(self) -> Fraction | None:
        """What each remaining month must bring, for a sum that is not there yet; None where that says nothing."""
        tier, one = self.pledge.judged, self.pledge
        if not self.is_share or one.accumulation not in {"ytd", "flow"} or not self.months_left:
            return None
        if self.verdict not in {"on_pace", "behind"} or tier is None or tier.value is None or self.actual is None:
            return None
        return (tier.value - self.actual) / self.months_left if self.actual < tier.value else None

    @property
    def share_on_average(self) -> Fraction | None:
        """The same in per cent of the target, where only its share was told."""
        summed = self.by_share and self.pledge.accumulation in {"ytd", "flow"}
        if not summed or not self.months_left or self.verdict not in {"on_pace", "behind"} or self.share is None:
            return None
        left = _WHOLE - Fraction(str(self.share))
        return left / self.months_left if left > 0 else None


def verdicts(table: pa.Table, pledges: Sequence[Pledge], rule: LightRule, as_of: date) -> list[Verdict]:
    """One verdict a pledge, in their order, from the table of ``standing.judge``."""
    lights = {light.key: light for light in (*rule.lights, *UNLIT)}
    by_id = {one.id: one for one in pledges}
    return [_verdict(months, by_id[months[-1]["pledge"]], lights, rule, as_of) for months in _by_pledge(table)]


def monthly(table: pa.Table, pledges: Sequence[Pledge], rule: LightRule, as_of: date) -> dict[str, tuple[Verdict, ...]]:
    """How each pledge stood at the end of each reported month, from the same table; the last is today's verdict."""
    lights = {light.key: light for light in (*rule.lights, *UNLIT)}
    by_id = {one.id: one for one in pledges}
    return {
        months[-1]["pledge"]: tuple(
            _verdict(months[: at + 1], by_id[months[-1]["pledge"]], lights, rule, _day_of(row, as_of))
            for at, row in enumerate(months)
        )
        for months in _by_pledge(table)
    }


def _day_of(row: Mapping[str, Any], as_of: date) -> date:
    """The day on which a row was judged: the end of its month, today for the last."""
    month = _month(row["last"])
    return as_of if row["is_last"] or month is None else min(as_of, month.last_day)


def _by_pledge(table: pa.Table) -> Iterator[list[Mapping[str, Any]]]:
    months: list[Mapping[str, Any]] = []
    for row in table.to_pylist():
        months.append(row)
        if row["is_last"]:
            yield months
            months = []


def _verdict(
    months: Sequence[Mapping[str, Any]], pledge: Pledge, lights: Mapping[str, Light], rule: LightRule, as_of: date
) -> Verdict:
    row = months[-1]
    milestone, trend = pledge.kind == "milestone", pledge.kind == "trend"
    plan = None if row["plan_over"] is None else Fraction(row["plan_over"]) / row["plan_under"]
    told = row.get("told") or ""
    reached = date.fromordinal(row["reached_day"]) if row["reached_day"] is not None and row["reached"] else None
    gap = row["gap_shown"]
    if milestone:
        gap = _days_late(reached, pledge.due_day, as_of) if row["last"] is not None else None
    return Verdict(
        pledge=pledge,
        as_of=as_of,
        rule=rule,
        verdict=row["verdict"],
        light=lights[row["light"]],
        stretch_verdict=row["stretch_verdict"],
        until=_month(row["last"]),
        expected=None if milestone or told else _exact(row["base"]) if trend else plan,
        actual=None if told else _exact(row["actual"]),
        expected_day=pledge.due_day if milestone else None,
        actual_day=reached if milestone else None,
        gap=None if gap is None else half_up(gap, 4),
        gap_unit="个百分点" if row["growing"] else gap_unit(pledge),
        share=row["share_shown"],
        pace=row["pace_shown"],
        fact=row["fact"] or "",
        state=row["state"] or "",
        note=row["note"] or (UNCLEAR if told == UNCLEAR and row["last"] is not None else ""),
        growing=bool(row["growing"] and row["actual"] is not None),
        by_zero=bool(row["by_zero"]),
        by_share=told == SHARE and row["last"] is not None,
        history=tuple((month, lights[one["light"]]) for one in months if (month := _month(one["last"]))),
    )


def _days_late(reached: date | None, due: date, as_of: date) -> float | None:
    if reached is None and as_of <= due:
        return None
    return float(((reached or as_of) - due).days)


@lru_cache(maxsize=1 << 10)
def _month(number: int | None) -> Month | None:
    return None if number is None else Month(number // 12, number % 12 + 1)


def _exact(value: Decimal | Fraction | None) -> Fraction | None:
    return None if value is None else Fraction(value)


def gap_unit(pledge: Pledge) -> str:
    """The unit of a pledge's gap."""
    if pledge.kind == "milestone":
        return "天"
    if pledge.kind == "rank":
        return "位"
    rate = pledge.basis == "growth" or pledge.accumulation == "rate" or pledge.unit in {"%", "个百分点"}
    if pledge.kind == "trend" and not rate:
        return pledge.unit
    if rate and pledge.basis != "growth" and pledge.unit not in {"%", "个百分点"}:
        return pledge.unit
    return "个百分点"
