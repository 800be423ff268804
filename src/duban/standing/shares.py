"""Where a report tells a share of the target and no amount: 完成年度目标的71.2%, a column 完成率.

The share is the fact, and no amount is made of it. A pledge that shares answer goes to the engine told in per cent of
its own target, so that the same expressions judge it by the same pace; where an amount of an earlier month stands
beside, its share is taken, which is exact but for rounding to ten-thousandths. Where an amount is as new as the share,
the amount is judged by.

Of a ceiling, a growth or a rate nobody can say what 完成目标的90% means (has it risen too far, or not enough?): such a
pledge is not judged by a share.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from duban.amounts import SCALE
from duban.ledger.types import Pledge, Tier
from duban.periods import Month
from duban.standing.tables import FACTS, amount, cell

SHARE: Final = "share"  # judged by the share of its target
UNCLEAR: Final = "share-unclear"  # a share was told that says nothing of it
_HUNDRED: Final = Fraction(100)
_TOLD: Final = pa.schema([("pledge", pa.string()), ("how", pa.string())])


@dataclass(frozen=True, slots=True)
class ByShare:
    """The pledges as the engine is to have them, in their order, the facts, and how a pledge is judged, by its id."""

    pledges: Sequence[Pledge]
    facts: pa.Table
    how: Mapping[str, str]

    @property
    def table(self) -> pa.Table:
        """``how`` as a table, to go with the others."""
        return pa.Table.from_pylist([{"pledge": one, "how": how} for one, how in self.how.items()], _TOLD)


def can_be_shared(pledge: Pledge) -> bool:
    """Whether a share of its target says how far a pledge is: a sum or a stock of which more is wanted."""
    tier = pledge.judged
    if pledge.kind != "quantity" or pledge.basis == "growth" or pledge.accumulation == "rate" or tier is None:
        return False
    if pledge.unit in {"%", "‰", "个百分点"} or tier.value is None or tier.value <= 0 or tier.upper is not None:
        return False
    return tier.comparator in {">=", ">"} or (tier.comparator in {"=", "~"} and pledge.polarity == "higher")


def by_share(pledges: Sequence[Pledge], facts: pa.Table, as_of: date, known_at: int | None = None) -> ByShare:
    """Pledges and facts, those that are judged by shares told in shares; both as they are where no share is told."""
    is_share = pc.equal(facts["basis"], SHARE)
    told = facts.filter(is_share)
    if not told.num_rows:
        return ByShare(pledges, facts, {})
    facts = facts.filter(pc.invert(is_share))
    until = Month.of(as_of).number
    shares = _by_cell(told, until, known_at)
    asked = [one for one in pledges if one.kind == "quantity" and _of(one, shares)]
    cells = pa.array([at for one in asked for at in _cells(one)], pa.int64())
    amounts = _by_cell(facts.filter(_level(facts, cells)), until, known_at)
    how: dict[str, str] = {}
    rows: list[dict[str, Any]] = []
    # What is told of a thing is of the target of its sum where there is one, and not of that of its growth.
    summed = {at for one in asked if can_be_shared(one) for at in _cells(one)}
    for one in asked:
        told_of = _of(one, shares if can_be_shared(one) else {at: shares[at] for at in shares if at not in summed})
        if not told_of:
            continue
        found = _rows(one, told_of, [row for row in _of(one, amounts) if row["basis"] == one.basis])
        if found is not None:
            rows += found
            how[one.id] = SHARE if can_be_shared(one) else UNCLEAR
    own = pa.array([cell(one) for one in how], pa.int64())
    facts = facts.filter(pc.invert(_level(facts, own)))
    told_so = [in_shares(one) if how.get(one.id) == SHARE else one for one in pledges]
    return ByShare(told_so, pa.concat_tables([facts, pa.Table.from_pylist(rows, FACTS)]), how)


def without_shares(pledges: Sequence[Pledge], facts: pa.Table) -> ByShare:
    """The same with amounts alone: what only a share answers has no figure."""
    return ByShare(pledges, facts.filter(pc.not_equal(facts["basis"], SHARE)), {})


def in_shares(pledge: Pledge) -> Pledge:
    """A pledge in per cent of its target; only facts that name it answer it, since others are told in its unit."""
    assert pledge.judged
    assert pledge.judged.value is not None
    target = pledge.judged.value

    def of(tier: Tier) -> Tier:
        share = None if tier.value is None else tier.value * 100 / target
        return replace(tier, value=share, upper=None if tier.upper is None else tier.upper * 100 / target)

    return replace(
        pledge,
        unit="",
        scope="",
        tiers=tuple(of(one) for one in pledge.tiers),
        assessed=of(pledge.assessed) if pledge.assessed else None,
        trajectory=tuple((month, value * 100 / target) for month, value in pledge.trajectory),
    )


def with_shares(table: pa.Table, told: pa.Table | None) -> pa.Table:
    """A standing with ``told``: how a pledge is judged, empty where by its figures like any other."""
    if told is None or not told.num_rows:
        return table
    how = dict(zip(told["pledge"].to_pylist(), told["how"].to_pylist(), strict=True))
    return table.append_column("told", pa.array([how.get(one, "") for one in table["pledge"].to_pylist()]))


def _level(facts: pa.Table, cells: pa.Array) -> pa.ChunkedArray:
    return pc.and_(pc.is_in(facts["cell"], value_set=cells), pc.equal(facts["kind"], "quantity"))


def _by_cell(facts: pa.Table, until: int, known_at: int | None) -> Mapping[int, list[dict[str, Any]]]:
    found: dict[int, list[dict[str, Any]]] = {}
    for row in facts.to_pylist():
        if row["cell"] is not None and row["last"] <= until and (known_at is None or row["known"] <= known_at):
            found.setdefault(row["cell"], []).append(row)
    return found


def _cells(pledge: Pledge) -> Iterator[int]:
    found = (cell(pledge.org_unit, pledge.indicator, pledge.scope), cell(pledge.id))
    yield from (one for one in found if one is not None)


def _of(pledge: Pledge, by_cell: Mapping[int, Sequence[dict[str, Any]]]) -> list[dict[str, Any]]:
    first = Month(pledge.year, 1).number
    return [row for at in _cells(pledge) for row in by_cell.get(at, ()) if row["last"] >= first]


def _rows(
    pledge: Pledge, shares: Sequence[dict[str, Any]], amounts: Sequence[dict[str, Any]]
) -> list[dict[str, Any]] | None:
    """What answers a pledge that is judged by shares; None where its amounts are as new."""
    newest = max(row["last"] for row in shares)
    if any(row["last"] >= newest for row in amounts):
        return None
    named = {"cell": cell(pledge.id), "answers": pledge.id, "basis": pledge.basis}
    if not can_be_shared(pledge):
        return [row | named | {"value": None} for row in shares]
    assert pledge.judged
    assert pledge.judged.value
    per_cent = _HUNDRED / pledge.judged.value
    told = {row["last"] for row in amounts}
    kept: Iterable[dict[str, Any]] = (row for row in shares if row["last"] not in told)
    of_amounts = [
        row | named | {"value": None if row["value"] is None else amount(_exact(Fraction(row["value"]) * per_cent))}
        for row in amounts
    ]
    return [*(row | named for row in kept), *of_amounts]


def _exact(value: Fraction) -> Fraction:
    """Cut to whole ten-thousandths, so that what fell short does not come out as reached."""
    return Fraction(value * SCALE // 1, SCALE)
