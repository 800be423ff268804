"""The ledger's types as the flat tables that the engine joins: one row a pledge, a fact, a node of a trajectory.

Here, once a pledge, words become bounds: ``low`` and ``high`` are what the figure must not fall below or rise above,
with the tolerance of 左右 worked in, so that the expressions know only bounds. Months are numbers (``Month.number``),
days are ordinals, so that no engine's calendar is asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

import pyarrow as pa

from duban.amounts import SCALE, ten_thousandths
from duban.ledger.types import Fact, Pledge, Tier
from duban.periods import Month

AMOUNT: Final = pa.decimal128(24, 4)
_BOUNDS: Final = (
    *(("comparator", pa.string()), ("target", AMOUNT), ("upper", AMOUNT), ("low", AMOUNT), ("low_open", pa.bool_())),
    *(("high", AMOUNT), ("high_open", pa.bool_())),
)
PLEDGES: Final = pa.schema(
    [
        *(
            (name, pa.string())
            for name in ("pledge", "org_unit", "league", "indicator", "subject", "scope", "kind", "basis")
        ),
        *((name, pa.string()) for name in ("unit", "polarity", "accumulation", "status", "pledged_state")),
        *(("annual_only", pa.bool_()), ("lower", pa.bool_()), ("paced", pa.bool_()), ("rate", pa.bool_())),
        *(("first", pa.int64()), ("due_month", pa.int64()), ("due_day", pa.int64()), ("order", pa.int64())),
        *_BOUNDS,
        *((f"stretch_{name}", sort) for name, sort in _BOUNDS),
    ]
)
FACTS: Final = pa.schema(
    [
        *(
            (name, pa.string())
            for name in ("fact", "answers", "org_unit", "indicator", "scope", "kind", "basis", "state")
        ),
        *(("replaces", pa.string()), ("value", AMOUNT), ("first", pa.int64()), ("last", pa.int64())),
        *(("day", pa.int64()), ("status", pa.int64()), ("known", pa.int64()), ("contested", pa.bool_())),
    ]
)
NODES: Final = pa.schema([("pledge", pa.string()), ("since", pa.int64()), ("until", pa.int64()), ("node", AMOUNT)])
ANSWERS: Final = pa.schema([("pledged_state", pa.string()), ("state", pa.string())])
CALENDAR: Final = pa.schema([("month", pa.int64()), ("month_end", pa.int64())])
MOMENT: Final = pa.schema([("as_of_day", pa.int64()), ("as_of_month_number", pa.int64()), ("known_at", pa.int64())])

_STATUSES: Final = {"estimate": 0, "flash": 1, "preliminary": 2, "final": 3}
_FAR: Final = 10**6


def types_of(schema: pa.Schema) -> dict[str, str]:
    """A schema as names of Ibis types. Ibis' own conversion would load numpy, which no standing needs."""
    names = {pa.string(): "string", pa.bool_(): "boolean", pa.int64(): "int64", AMOUNT: "decimal(24, 4)"}
    return {column.name: names[column.type] for column in schema}


@dataclass(frozen=True, slots=True)
class Tolerance:
    """What 左右 allows on either side: per cent of a level, percentage points of a growth or a rate."""

    per_cent: Fraction = Fraction(5)
    points: Fraction = Fraction(1, 2)


def amount(value: Fraction | None) -> Decimal | None:
    """A value as the engine's DECIMAL."""
    return None if value is None else Decimal(ten_thousandths(value)) / SCALE


def pledge_table(pledges: Sequence[Pledge], leagues: Mapping[str, str], tolerance: Tolerance) -> pa.Table:
    """One row a pledge; ``leagues`` says which group a body is compared in."""
    rows = [_pledge(one, order, leagues, tolerance) for order, one in enumerate(pledges)]
    return pa.Table.from_pylist(rows, PLEDGES)


def _pledge(one: Pledge, order: int, leagues: Mapping[str, str], tolerance: Tolerance) -> dict[str, object]:
    due = one.due_day
    rate = one.kind == "quantity" and (one.basis == "growth" or one.accumulation == "rate")
    rate = rate or one.unit in {"%", "个百分点"}
    row: dict[str, object] = {
        "pledge": one.id,
        "org_unit": one.org_unit,
        "league": leagues.get(one.org_unit, ""),
        "indicator": one.indicator,
        "subject": one.indicator or one.subject,
        "scope": one.scope,
        "kind": one.kind,
        "basis": one.basis,
        "unit": one.unit,
        "polarity": one.polarity,
        "accumulation": one.accumulation,
        "status": one.status,
        "pledged_state": one.state,
        "annual_only": one.annual_only,
        "paced": one.kind == "quantity" and one.basis == "level" and one.accumulation in {"ytd", "flow"} and not rate,
        "rate": rate,
        "first": Month(one.year, 1).number,
        "due_month": Month.of(due).number,
        "due_day": due.toordinal(),
        "order": order,
    }
    bounds = _bounds(one.judged, one, rate, tolerance)
    row |= bounds | {"lower": bounds["low"] is None and bounds["high"] is not None}
    return row | {f"stretch_{name}": value for name, value in _bounds(one.stretch, one, rate, tolerance).items()}


def _bounds(tier: Tier | None, pledge: Pledge, rate: bool, tolerance: Tolerance) -> dict[str, object]:
    """What the figure must keep to. A bare figure is read by the polarity: at most where lower is better."""
    row: dict[str, object] = dict.fromkeys(("comparator", "target", "upper", "low", "high"))
    row |= {"low_open": False, "high_open": False}
    if tier is None:
        return row
    value, upper = tier.value, tier.upper
    row |= {"comparator": tier.comparator, "target": amount(value), "upper": amount(upper)}
    if value is None:
        return row
    low: Fraction | None = value
    high: Fraction | None = upper if upper is not None else value
    if tier.comparator == "~":
        allowed = tolerance.points if rate else abs(value) * tolerance.per_cent / 100
        low, high = value - allowed, value + allowed
    rank = pledge.kind == "rank"
    if tier.comparator in {">=", ">"}:
        high = None
    elif tier.comparator in {"<=", "<"} or rank or pledge.polarity == "lower":
        low = None
    elif pledge.polarity == "higher" or tier.comparator == "=":
        high = None
    row |= {"low": amount(low), "low_open": tier.comparator == ">", "high": amount(high)}
    return row | {"high_open": tier.comparator == "<"}


def fact_table(facts: Iterable[Fact]) -> pa.Table:
    """One row a fact, corrections among them."""
    return pa.Table.from_pylist([_fact(one) for one in facts], FACTS)


def _fact(one: Fact) -> dict[str, object]:
    return {
        "fact": one.key,
        "answers": one.answers,
        "org_unit": one.org_unit,
        "indicator": one.indicator,
        "scope": one.scope,
        "kind": one.kind,
        "basis": one.basis,
        # A trend's state is the direction that was told.
        "state": one.comparator if one.kind == "trend" else one.state,
        "replaces": one.replaces,
        "value": amount(one.value),
        "first": one.period.start.number,
        "last": one.period.end.number,
        "day": (one.day or one.period.end.last_day).toordinal(),
        "status": _STATUSES[one.status],
        "known": one.known,
        "contested": one.contested,
    }


def node_table(pledges: Iterable[Pledge]) -> pa.Table:
    """Declared trajectories as steps: what is to be reached from one named month until the next one.

    Between two nodes nothing more than the earlier one is due; before the first, nothing.
    """
    rows = []
    for one in pledges:
        nodes = [(0, amount(Fraction(0))), *((month.number, amount(value)) for month, value in sorted(one.trajectory))]
        ends = [since - 1 for since, _ in nodes[1:]] + [_FAR]
        if one.trajectory:
            steps = zip(nodes, ends, strict=True)
            rows += [{"pledge": one.id, "since": at, "until": end, "node": value} for (at, value), end in steps]
    return pa.Table.from_pylist(rows, NODES)


def calendar_table(years: Iterable[int]) -> pa.Table:
    """The last day of every month of some years, as ordinals."""
    months = [Month(year, month) for year in years for month in range(1, 13)]
    rows = [{"month": one.number, "month_end": one.last_day.toordinal()} for one in months]
    return pa.Table.from_pylist(rows, CALENDAR)


def moment_table(as_of: date, known_at: int | None) -> pa.Table:
    """The question's date, and the last log number that counts (None: all)."""
    row = {"as_of_day": as_of.toordinal(), "as_of_month_number": Month.of(as_of).number}
    return pa.Table.from_pylist([row | {"known_at": 2**62 if known_at is None else known_at}], MOMENT)


def answer_table(answers: Mapping[str, Iterable[str]]) -> pa.Table:
    """Which reported states answer a pledged one (开工 is answered by 投产 as well)."""
    rows = [{"pledged_state": one, "state": state} for one, states in answers.items() for state in states]
    return pa.Table.from_pylist(rows, ANSWERS)
