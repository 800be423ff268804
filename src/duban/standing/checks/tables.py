"""Facts as the flat table that checks look at, and the bodies whose figures make up another's."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache, lru_cache
from typing import Final

import pyarrow as pa

from duban.amounts import base_unit, convert
from duban.ledger.types import Fact, Indicator
from duban.pack.pack import Pack
from duban.standing.tables import AMOUNT, STATUSES, amount, by_columns
from duban.standing.unchanged import Rows

FACTS: Final = pa.schema(
    [
        *((name, pa.string()) for name in ("fact", "replaces", "org_unit", "thing", "scope", "kind", "basis", "unit")),
        *((name, pa.string()) for name in ("accumulation", "aggregation", "part_of", "provider", "declared", "about")),
        *((name, pa.int64()) for name in ("first", "last", "status", "known")),
        *(("counted", pa.bool_()), ("value", AMOUNT), ("grain", AMOUNT)),
    ]
)
BODIES: Final = pa.schema([("body", pa.string()), ("parent", pa.string()), ("adds_up", pa.bool_())])
_DEPARTMENT: Final = "部门"
_rows: Final = Rows()


@dataclass(frozen=True, slots=True)
class Around:
    """What is known beside the figures: how a thing is measured, who hands it in, who is a part of whom.

    ``indicator`` finds one by an id or a name; ``provider`` the body that hands in an indicator's figures of a scope on
    a day (empty: nobody is named); ``parents`` are (body, parent, whether its figures add up to the parent's).
    ``names`` are those of bodies by id, in official order; ``ground`` is what ``indicator`` and ``provider`` are from.
    """

    indicator: Callable[[str], Indicator | None]
    provider: Callable[[str, str, date], str] = lambda indicator, scope, day: ""
    parents: Sequence[tuple[str, str, bool]] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    ground: Hashable = field(default_factory=object)


def around(pack: Pack) -> Around:
    """What a city's pack says."""
    day = date(pack.year, 12, 31)

    @cache
    def provider(indicator: str, scope: str, on: date) -> str:
        found = pack.provider(indicator, scope, on)
        return found.provider if found else ""

    above = {one.id: spell.value for one in pack.org_units for spell in one.parents if spell.holds(day)}
    outside = set(_upwards(pack.whole, above))
    parents = [
        # Of what lies above the city, the pack has only some of the parts.
        (one.id, above[one.id], one.kind != _DEPARTMENT and not one.statistics and above[one.id] not in outside)
        for one in pack.org_units
        if one.id in above
    ]
    names, ground = {one.id: one.name for one in pack.org_units}, (pack.indicators, pack.providers)
    return Around(cache(pack.indicator), provider, parents, names, ground)


def _upwards(body: str, above: Mapping[str, str]) -> Iterator[str]:
    """The bodies above one; a circle ends it."""
    seen = {body}
    while (body := above.get(body, "")) and body not in seen:
        seen.add(body)
        yield body


def fact_table(facts: Iterable[Fact], known: Around) -> pa.Table:
    """One row a fact. ``thing`` is the indicator, or the words where none is known."""
    return by_columns(_rows.of(facts, lambda one: _row(one, known), known.ground), FACTS)


def body_table(known: Around) -> pa.Table:
    """One row a body and its parent."""
    rows = [{"body": body, "parent": parent, "adds_up": adds_up} for body, parent, adds_up in known.parents]
    return pa.Table.from_pylist(rows, BODIES)


def _row(one: Fact, known: Around) -> tuple[object, ...]:
    indicator = known.indicator(one.indicator or one.subject)
    level = indicator if one.basis == "level" else None
    whole = known.indicator(one.part_of) if one.part_of else None
    return (
        one.key,
        one.replaces,
        one.org_unit,
        indicator.id if indicator else one.indicator or one.subject,
        one.scope,
        one.kind,
        one.basis,
        one.unit,
        level.accumulation if level else "",
        level.aggregation if level else "",
        whole.id if whole else one.part_of,
        one.provider,
        known.provider(indicator.id, one.scope, one.period.end.last_day) if indicator else "",
        f"{one.subject} {one.source}".strip(),
        one.period.start.number,
        one.period.end.number,
        STATUSES[one.status],
        one.known,
        _counted(one.unit),
        amount(one.value),
        _grain(indicator, one.unit),
    )


@lru_cache(maxsize=1 << 12)
def _counted(unit: str) -> bool:
    """Whether it is a measure word of things that are counted."""
    return convert(Fraction(1), unit, "个") is not None


@lru_cache(maxsize=1 << 12)
def _grain(indicator: Indicator | None, unit: str) -> Decimal | None:
    return amount(grain(indicator, unit))


def grain(indicator: Indicator | None, unit: str) -> Fraction:
    """The last place in which an indicator's figures are shown: 0.01亿元 is 1000000 元."""
    if indicator is None:
        return base_unit(unit)[1]
    shown = convert(Fraction(1), indicator.display_unit or indicator.unit, indicator.unit) or Fraction(1)
    return shown * Fraction(1, 10**indicator.decimals)
