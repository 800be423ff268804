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
from itertools import count
from typing import Final, Literal

import pyarrow as pa

from duban.amounts import SCALE, ten_thousandths
from duban.errors import InputError
from duban.ledger.types import WHOLE, Fact, Pledge, Tier
from duban.periods import Month
from duban.standing.unchanged import Rows

# How a sum is shared out over the year: months/12, or as last year's season went.
Pace = Literal["months", "season"]
AMOUNT: Final = pa.decimal128(24, 4)
PLEDGES: Final = pa.schema(
    [
        *((name, pa.int64()) for name in ("order", "cell", "own_cell", "yard", "own_yard")),
        *((name, pa.string()) for name in ("pledge", "org_unit", "indicator", "subject")),
        *((name, pa.string()) for name in ("scope", "league", "kind", "basis", "polarity", "accumulation", "status")),
        *((name, pa.string()) for name in ("pledged_state", "comparator")),
        *((name, pa.bool_()) for name in ("annual_only", "lower", "paced", "linear", "once")),
        *((name, pa.int64()) for name in ("first", "due_month", "due_day", "closes", "span")),
        *((name, pa.int64()) for name in ("share_times", "gap_times", "short_times")),
        *((name, AMOUNT) for name in ("target", "upper", "low", "high", "slack", "size", "gap_size", "short_size")),
        *((name, AMOUNT) for name in ("stretch", "stretch_low", "stretch_high", "stretch_due")),
        *((name, AMOUNT) for name in ("settles", "stretch_settles")),
    ]
)
FACTS: Final = pa.schema(
    [
        ("cell", pa.int64()),
        *(
            (name, pa.string())
            for name in ("fact", "answers", "org_unit", "indicator", "scope", "kind", "basis", "state")
        ),
        *(("replaces", pa.string()), ("value", AMOUNT), ("first", pa.int64()), ("last", pa.int64())),
        *(
            ("month_end", pa.int64()),
            ("day", pa.int64()),
            ("dated", pa.bool_()),
            ("status", pa.int64()),
            ("known", pa.int64()),
            ("contested", pa.bool_()),
        ),
    ]
)
NODES: Final = pa.schema([("order", pa.int64()), ("since", pa.int64()), ("until", pa.int64()), ("node", AMOUNT)])
ANSWERS: Final = pa.schema([("pledged_state", pa.string()), ("state", pa.string())])
MOMENT: Final = pa.schema([("as_of_day", pa.int64()), ("as_of_month_number", pa.int64()), ("known_at", pa.int64())])
# The tables that a standing is made of, by their names in the steps.
INPUTS: Final[Mapping[str, pa.Schema]] = {
    "pledges": PLEDGES,
    "facts": FACTS,
    "nodes": NODES,
    "answers": ANSWERS,
    "moment": MOMENT,
}
# What names a pledge or a fact.
_KEYS: Final = {"pledge", "fact", "answers", "replaces"}

STATUSES: Final = {"estimate": 0, "flash": 1, "preliminary": 2, "final": 3}
# Later than every month.
FAR: Final = 10**6
_rows: Final = Rows()


# One number for whatever facts are about, so that engines join on a number and not on three words.
_CELLS: Final[dict[tuple[str, ...], int]] = {}
_NEXT: Final = count()


def cell(*words: str) -> int | None:
    """What facts are about: a body's indicator in a scope, or a pledge that they name; None where a word is missing.

    The number is the same in all tables of this process, and of nothing else.
    """
    return _CELLS.setdefault(words, next(_NEXT)) if all(words) else None


def numbered(schema: pa.Schema) -> pa.Schema:
    """A schema as a store has it that numbers its rows: keys are numbers, and none is null."""
    return pa.schema([(one.name, pa.int64() if one.name in _KEYS else one.type) for one in schema])


def types_of(schema: pa.Schema) -> dict[str, str]:
    """A schema as names of Ibis types. Ibis' own conversion would load numpy, which no standing needs."""
    names = {pa.string(): "string", pa.bool_(): "boolean", pa.int64(): "int64", AMOUNT: "decimal(24, 4)"}
    return {column.name: names[column.type] for column in schema}


def types_given(table: str, found: Mapping[str, str], schema: pa.Schema) -> dict[str, str]:
    """The columns of a table that came from elsewhere, as Ibis types; ``InputError`` where it is not one of ours.

    ``found`` are its own types, in Ibis' words; ``schema`` is what it should be. Keys are words or numbers.
    """
    wanted = types_of(schema)
    allowed = {name: {type, "int64"} if name in _KEYS else {type} for name, type in wanted.items()}
    faults = [f"缺 {name} 列" for name in wanted if name not in found]
    faults += [
        f"{name} 列是 {found[name]}，应为 {wanted[name]}"
        for name in wanted
        if name in found and found[name] not in allowed[name]
    ]
    if faults:
        raise InputError("；".join(faults), where=f"{table} 表", do="列名和类型见 duban.standing.tables")
    return {name: found[name] for name in wanted}


@dataclass(frozen=True, slots=True)
class Tolerance:
    """What 左右 allows on either side: percentage points of a growth or a percentage, per cent of anything else."""

    per_cent: Fraction = Fraction(5)
    points: Fraction = Fraction(1, 2)


def amount(value: Fraction | None) -> Decimal | None:
    """A value as the engine's DECIMAL."""
    return None if value is None else Decimal(ten_thousandths(value)).scaleb(-4)


def pledge_table(pledges: Sequence[Pledge], leagues: Mapping[str, str], tolerance: Tolerance) -> pa.Table:
    """One row a pledge; ``leagues`` says which group a body is compared in."""
    rows = [_pledge(one, order, leagues, tolerance) for order, one in enumerate(pledges)]
    return pa.Table.from_pylist(rows, PLEDGES)


def _pledge(one: Pledge, order: int, leagues: Mapping[str, str], tolerance: Tolerance) -> dict[str, object]:
    due = one.due_day
    rate = one.kind == "quantity" and (one.basis == "growth" or one.accumulation == "rate")
    points = one.basis == "growth" or one.unit in {"%", "个百分点"}
    rate = rate or one.unit in {"%", "个百分点"}
    tier, stretch = one.judged, one.stretch
    low, high = _bounds(tier, one, points, tolerance)
    stretch_low, stretch_high = _bounds(stretch, one, points, tolerance)
    summed = one.kind == "quantity" and one.accumulation in {"ytd", "flow"} and not rate
    paced = summed and one.basis in {"level", "change"}
    first, due_month = Month(one.year, 1).number, Month.of(due).number
    row: dict[str, object] = {
        "order": order,
        "pledge": one.id,
        "org_unit": one.org_unit,
        "indicator": one.indicator,
        "subject": one.indicator or one.subject,
        "scope": one.scope,
        "league": leagues.get(one.org_unit, ""),
        "kind": one.kind,
        "basis": one.basis,
        "polarity": one.polarity,
        "accumulation": one.accumulation,
        "status": one.status,
        "pledged_state": one.state,
        "comparator": tier.comparator if tier else None,
        "annual_only": one.annual_only,
        "lower": _falls(tier, one, low, high),
        "paced": paced,
        "linear": paced and low is not None,
        "first": first,
        "due_month": due_month,
        "due_day": due.toordinal(),
        "closes": FAR if one.kind == "milestone" else due_month - due_month % 12 + 11,
        "span": due_month - first + 1,
    }
    row |= _cells(one) | _sizes(one, tier.value if tier else None, rate=rate)
    row |= {"target": tier and amount(tier.value), "upper": tier and amount(tier.upper)}
    row |= {"low": amount(low), "high": amount(high), "slack": amount(_slack(tier, points, tolerance))}
    row |= {"stretch": stretch and amount(stretch.value)}
    row |= {"stretch_low": amount(stretch_low), "stretch_high": amount(stretch_high)}
    # A sum that has once reached a floor has reached it for good; a net change may be undone, and so may a loss.
    settles = paced and one.basis == "level" and high is None and (low is None or low >= 0)
    row |= {"settles": amount(low) if settles else None, "once": one.kind != "milestone" and not settles}
    row |= {"stretch_settles": amount(stretch_low) if paced and stretch_high is None else None}
    # 突破 is more than the figure at the end; on the way there it is the figure that is shared out.
    due_low = stretch.value if stretch and stretch.comparator == ">" else stretch_low
    return row | {"stretch_due": amount(due_low)}


def _cells(one: Pledge) -> dict[str, object]:
    """What its figures are about, and what those are about that it is held against; each by name, too."""
    return {
        "cell": cell(one.org_unit, one.indicator, one.scope),
        "own_cell": cell(one.id),
        "yard": cell(one.org_unit, one.against_indicator, WHOLE),
        "own_yard": cell(one.yardstick) if one.against else None,
    }


def _falls(tier: Tier | None, pledge: Pledge, low: Fraction | None, high: Fraction | None) -> bool:
    """Whether less is better."""
    if pledge.kind == "trend":
        keeps_up = bool(pledge.against) and pledge.polarity == "lower"
        return tier is not None and (tier.comparator in {"<", "<="} or (keeps_up and tier.comparator in {"=", "~"}))
    return low is None and high is not None


def _sizes(pledge: Pledge, target: Fraction | None, *, rate: bool) -> dict[str, object]:
    """What a share is reckoned from: of a target of zero there is none, a negative one turns the sign.

    A gap is in percentage points of the target for a level; for growth, rates and ranks in the figure's own. What a
    rule asks of a rate in a unit of its own (PM2.5, 万人成讼率) is weighed by the target too: its bounds are points.
    """
    weighed = pledge.kind == "quantity" and pledge.basis != "growth" and pledge.unit not in {"%", "个百分点"}
    level = weighed and not rate
    size = amount(abs(target)) if target else None
    sign = -1 if target is not None and target < 0 else 1
    one = amount(Fraction(1))
    return {
        "size": size,
        "share_times": 100 * sign,
        "gap_size": size if level else one,
        "gap_times": 100 if level else 1,
        "short_size": size if weighed else one,
        "short_times": 100 if weighed else 1,
    }


def _bounds(
    tier: Tier | None, pledge: Pledge, points: bool, tolerance: Tolerance
) -> tuple[Fraction | None, Fraction | None]:
    """What the figure must not fall below and not rise above.

    A bare figure is read by the polarity: at most where lower is better. Amounts are whole ten-thousandths, so that
    more than a figure is a ten-thousandth above it.
    """
    if tier is None or tier.value is None:
        return None, None
    value, hair = tier.value, Fraction(1, SCALE)
    match tier.comparator:
        case ">=":
            return value, None
        case ">":
            return value + hair, None
        case "<=":
            return None, value
        case "<":
            return None, value - hair
    low, high = value, value if tier.upper is None else tier.upper
    if tier.comparator == "~":
        slack = _slack(tier, points, tolerance)
        low, high = value - slack, value + slack
    if pledge.kind == "rank" or pledge.polarity == "lower":
        return None, high
    return low, None if pledge.polarity == "higher" or tier.comparator == "=" else high


def _slack(tier: Tier | None, points: bool, tolerance: Tolerance) -> Fraction:
    """What 左右 allows on either side: ``points`` of a growth or a percentage, else a share. Nothing else allows it.

    基本同步 allows as much below what it is held against.
    """
    if tier is None or tier.comparator != "~" or (tier.value is None and not points):
        return Fraction(0)
    return tolerance.points if points or tier.value is None else abs(tier.value) * tolerance.per_cent / 100


def fact_table(facts: Iterable[Fact]) -> pa.Table:
    """One row a fact, corrections among them."""
    return by_columns(_rows.of(facts, _fact), FACTS)


def by_columns(rows: Sequence[tuple[object, ...]], schema: pa.Schema) -> pa.Table:
    """Rows with their values in the order of a schema, as a table: half the time that rows of names take."""
    columns: Iterable[Sequence[object]] = zip(*rows, strict=True) if rows else [()] * len(schema)
    return pa.table([pa.array(column, one.type) for column, one in zip(columns, schema, strict=True)], schema)


def _fact(one: Fact) -> tuple[object, ...]:
    end = one.period.end.last_day.toordinal()
    return (
        cell(one.answers) if one.answers else cell(one.org_unit, one.indicator, one.scope),
        one.key,
        one.answers,
        one.org_unit,
        one.indicator,
        one.scope,
        one.kind,
        one.basis,
        # A trend's state is the direction that was told.
        one.comparator if one.kind == "trend" else one.state,
        one.replaces,
        amount(one.value),
        one.period.start.number,
        one.period.end.number,
        end,
        one.day.toordinal() if one.day else end,
        one.day is not None,
        STATUSES[one.status],
        one.known,
        one.contested,
    )


def node_table(pledges: Iterable[Pledge]) -> pa.Table:
    """Declared trajectories as steps: what is to be reached from one named month until the next one.

    Between two nodes nothing more than the earlier one is due; before the first, nothing.
    """
    rows = []
    for order, one in enumerate(pledges):
        nodes = [(0, amount(Fraction(0))), *((month.number, amount(value)) for month, value in sorted(one.trajectory))]
        ends = [since - 1 for since, _ in nodes[1:]] + [FAR]
        if one.trajectory:
            steps = zip(nodes, ends, strict=True)
            rows += [{"order": order, "since": at, "until": end, "node": value} for (at, value), end in steps]
    return pa.Table.from_pylist(rows, NODES)


def moment_table(as_of: date, known_at: int | None) -> pa.Table:
    """The question's date, and the last log number that counts (None: all)."""
    row = {"as_of_day": as_of.toordinal(), "as_of_month_number": Month.of(as_of).number}
    return pa.Table.from_pylist([row | {"known_at": 2**62 if known_at is None else known_at}], MOMENT)


def answer_table(answers: Mapping[str, Iterable[str]]) -> pa.Table:
    """Which reported states answer a pledged one (开工 is answered by 投产 as well)."""
    rows = [{"pledged_state": one, "state": state} for one, states in answers.items() for state in states]
    return pa.Table.from_pylist(rows, ANSWERS)
