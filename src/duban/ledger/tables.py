"""Pledges, facts, bodies and indicators as Arrow tables, and back.

    pledges ─► PledgeTables(pledges, tiers, trajectory)     facts ─► one table     bodies, indicators ─► one table each

The way there and back gives the same values, but for amounts finer than ten-thousandths, which are rounded half up
(``duban.amounts``). Tables are built in batches, so that a million facts need not all be objects at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Context, Decimal
from fractions import Fraction
from functools import lru_cache
from itertools import islice
from typing import Any, TypeVar

import pyarrow as pa

from duban.amounts import LARGEST, SCALE, ten_thousandths
from duban.ledger.schemas import FACTS, INDICATORS, ORG_UNITS, PLEDGES, TIERS, TRAJECTORY
from duban.ledger.types import Fact, Indicator, OrgUnit, Origin, Pledge, Spell, Tier
from duban.periods import Month, Period

BATCH = 65_536

_PLACES = 4
_CONTEXT = Context(prec=40)
_ORIGIN = ("file", "place", "quote", "sentence", "book")

Noun = TypeVar("Noun")


@dataclass(frozen=True, slots=True)
class PledgeTables:
    """Pledges as three tables that join by the pledge's id; see ``duban.ledger.schemas``."""

    pledges: pa.Table
    tiers: pa.Table
    trajectory: pa.Table


def pledge_tables(pledges: Iterable[Pledge]) -> PledgeTables:
    """The three tables of some pledges. ``OverflowError`` for an amount of twenty-one digits."""
    held = list(pledges)
    rows = [_pledge(one) for one in held]
    tiers = [
        {"pledge": one.id, "place": at, "document": tier.document, **_tier(tier)}
        for one in held
        for at, tier in enumerate(one.tiers)
    ]
    steps = [
        {"pledge": one.id, "month": _first_day(month), "value": decimal(value)}
        for one in held
        for month, value in one.trajectory
    ]
    return PledgeTables(
        pa.Table.from_pylist(rows, PLEDGES),
        pa.Table.from_pylist(tiers, TIERS),
        pa.Table.from_pylist(steps, TRAJECTORY),
    )


def pledges_from(tables: PledgeTables) -> list[Pledge]:
    """The pledges of three tables, in the order of the first."""
    tiers: dict[str, list[tuple[int, Tier]]] = {}
    for row in tables.tiers.to_pylist():
        tier = Tier(row["firmness"], row["comparator"], exact(row["value"]), exact(row["upper"]), row["document"])
        tiers.setdefault(row["pledge"], []).append((row["place"], tier))
    steps: dict[str, list[tuple[Month, Fraction]]] = {}
    for row in tables.trajectory.to_pylist():
        steps.setdefault(row["pledge"], []).append((Month.of(row["month"]), Fraction(row["value"])))
    return [_pledge_from(row, tiers, steps) for row in tables.pledges.to_pylist()]


def fact_table(facts: Iterable[Fact]) -> pa.Table:
    """The table of some facts, which may come one by one. ``OverflowError`` for an amount of twenty-one digits."""
    return pa.Table.from_batches(fact_batches(facts), FACTS)


def fact_batches(facts: Iterable[Fact], size: int = BATCH) -> Iterator[pa.RecordBatch]:
    """The table of some facts, so many rows at a time."""
    for held in _parts(facts, size):
        columns = {name: [getattr(one, name) for one in held] for name in _FACT_PLAIN}
        columns |= {name: [getattr(one.origin, name) for one in held] for name in _ORIGIN}
        columns["first_month"] = [_first_day(one.period.start) for one in held]
        columns["last_month"] = [_first_day(one.period.end) for one in held]
        columns["value"] = [decimal(one.value) for one in held]
        columns["upper"] = [decimal(one.upper) for one in held]
        arrays = [pa.array(columns[field.name], field.type) for field in FACTS]
        yield pa.RecordBatch.from_arrays(arrays, schema=FACTS)


def facts_from(table: pa.Table) -> list[Fact]:
    """The facts of a table, in its order."""
    return [one for batch in table.to_batches(BATCH) for one in facts_of(batch)]


def facts_of(batch: pa.RecordBatch) -> Iterator[Fact]:
    """The facts of one batch."""
    columns = {name: batch.column(name).to_pylist() for name in FACTS.names}
    origins = zip(*(columns.pop(name) for name in _ORIGIN), strict=True)
    firsts, lasts = columns.pop("first_month"), columns.pop("last_month")
    values, uppers = columns.pop("value"), columns.pop("upper")
    names = list(columns)
    for *plain, first, last, value, upper, origin in zip(
        *columns.values(), firsts, lasts, values, uppers, origins, strict=True
    ):
        known: dict[str, Any] = dict(zip(names, plain, strict=True))
        told = _period(first, last)
        yield Fact(**known, period=told, value=exact(value), upper=exact(upper), origin=Origin(*origin))


def org_unit_table(org_units: Iterable[OrgUnit]) -> pa.Table:
    """The table of some bodies."""
    rows = [
        {**_plain(one, ORG_UNITS), "names": list(map(_spell, one.names)), "parents": list(map(_spell, one.parents))}
        for one in org_units
    ]
    return pa.Table.from_pylist(rows, ORG_UNITS)


def org_units_from(table: pa.Table) -> list[OrgUnit]:
    """The bodies of a table, in its order."""
    return [
        OrgUnit(
            **_tuples(row, ("groups", "aliases"))
            | {name: tuple(Spell(**spell) for spell in row[name]) for name in ("names", "parents")}
        )
        for row in table.to_pylist()
    ]


def indicator_table(indicators: Iterable[Indicator]) -> pa.Table:
    """The table of some indicators."""
    return pa.Table.from_pylist([_plain(one, INDICATORS) for one in indicators], INDICATORS)


def indicators_from(table: pa.Table) -> list[Indicator]:
    """The indicators of a table, in its order."""
    return [Indicator(**_tuples(row, ("aliases", "scopes"))) for row in table.to_pylist()]


def decimal(value: Fraction | None) -> Decimal | None:
    """An amount as a table holds it; ``OverflowError`` where it has more than twenty digits before the point."""
    if value is None:
        return None
    whole = ten_thousandths(value) if value.denominator != 1 else value.numerator * SCALE
    if abs(whole) >= LARGEST * SCALE:
        raise OverflowError(f"an amount of more than twenty digits: {value}")
    return Decimal(whole).scaleb(-_PLACES, _CONTEXT)


def exact(value: Decimal | None) -> Fraction | None:
    """An amount of a table as an exact value."""
    return None if value is None else Fraction(value)


_FACT_PLAIN = tuple(
    name for name in FACTS.names if name not in {*_ORIGIN, "first_month", "last_month", "value", "upper"}
)
_PLEDGE_PLAIN = tuple(
    name for name in PLEDGES.names if name not in _ORIGIN and name != "due_day" and not name.startswith("assessed_")
)


def _pledge(one: Pledge) -> dict[str, object]:
    row: dict[str, object] = {name: getattr(one, name) for name in _PLEDGE_PLAIN}
    row["responsible"] = list(one.responsible)
    row |= {name: getattr(one.origin, name) for name in _ORIGIN}
    row["due_day"] = one.due_day
    if one.assessed:
        told = _tier(one.assessed) | {"document": one.assessed.document}
        row |= {f"assessed_{name}": value for name, value in told.items()}
    return row


def _pledge_from(
    row: dict[str, Any], tiers: dict[str, list[tuple[int, Tier]]], steps: dict[str, list[tuple[Month, Fraction]]]
) -> Pledge:
    assessed = None
    if row["assessed_firmness"] is not None:
        value, upper = exact(row["assessed_value"]), exact(row["assessed_upper"])
        document = row["assessed_document"] or ""
        assessed = Tier(row["assessed_firmness"], row["assessed_comparator"], value, upper, document)
    return Pledge(
        **_tuples({name: row[name] for name in _PLEDGE_PLAIN}, ("responsible",)),
        tiers=tuple(tier for _, tier in sorted(tiers.get(row["id"], []), key=lambda pair: pair[0])),
        trajectory=tuple(sorted(steps.get(row["id"], []))),
        assessed=assessed,
        origin=Origin(*(row[name] for name in _ORIGIN)),
    )


def _tier(tier: Tier) -> dict[str, object]:
    value, upper = decimal(tier.value), decimal(tier.upper)
    return {"firmness": tier.firmness, "comparator": tier.comparator, "value": value, "upper": upper}


def _plain(one: object, schema: pa.Schema) -> dict[str, object]:
    values = {name: getattr(one, name) for name in schema.names}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}


def _tuples(row: dict[str, Any], names: Sequence[str]) -> dict[str, Any]:
    return row | {name: tuple(row[name]) for name in names}


def _spell(spell: Spell) -> dict[str, object]:
    return {"value": spell.value, "start": spell.start, "end": spell.end}


@lru_cache(maxsize=4096)
def _period(first: date, last: date) -> Period:
    return Period(Month.of(first), Month.of(last))


def _first_day(month: Month) -> date:
    return date(month.year, month.month, 1)


def _parts(things: Iterable[Noun], size: int) -> Iterator[list[Noun]]:
    rest = iter(things)
    while part := list(islice(rest, size)):
        yield part
