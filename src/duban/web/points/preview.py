"""What an addition or a deduction does to the order: the standings with it and without, side by side."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from duban.pack.pack import Pack
from duban.pack.schema.rulebooks import Adjustment as Counted
from duban.pack.schema.rulebooks import Rulebook
from duban.standing.leagues.standings import holding, standings
from duban.standing.leagues.what_if import Move, moves
from duban.web.points.lookup import as_counted, counted
from duban.web.points.models import Addition

# How a total is printed, with the rulebook's decimals.
Printed = Callable[[int | None], str]


@dataclass(frozen=True, slots=True)
class Change:
    """A body without and with: its places and totals as they are printed; ``moved`` is how many places it gains."""

    org_unit: str
    rank_before: int | None
    rank_after: int | None
    total_before: str
    total_after: str
    moved: int
    changed: bool


@dataclass(frozen=True, slots=True)
class Table:
    """A group of a rulebook."""

    book: Rulebook
    group: str
    changes: Sequence[Change]

    @property
    def moved(self) -> int:
        """How many bodies change their place."""
        return sum(bool(one.moved) for one in self.changes)


def of_one(row: Addition, pack: Pack, as_of: date) -> list[Table]:
    """Without one, and with it; one that is not decided as if it were recognised today, as it was applied for."""
    others = [one for one in counted() if one.id != row.key]
    mine = as_counted(row)
    mine = mine if mine.recognised else replace(mine, recognised=as_of)
    body = next((one for one in pack.org_units if one.id == row.org_unit), None)
    return _tables(pack, as_of, others, [*others, mine], set(body.groups) if body else set())


def of_open(pack: Pack, as_of: date) -> list[Table]:
    """Without all that is not frozen yet, and with what is recognised of it."""
    frozen = set(Addition.objects.current().filter(state="frozen").values_list("key", flat=True))
    every = counted()
    return _tables(pack, as_of, [one for one in every if one.id in frozen], every)


def _tables(
    pack: Pack, as_of: date, without: Sequence[Counted], within: Sequence[Counted], of: Collection[str] = ()
) -> list[Table]:
    """By the rulebook in force for each group; of some groups alone, all that their rulebooks rank are shown."""
    found: list[Table] = []
    for one in holding(pack.rulebooks, as_of):
        if of and not set(of) & set(one.groups):
            continue
        shown = {table.group for table in found}
        before = standings(replace(pack, adjustments=tuple(without)), as_of, one)
        after = standings(replace(pack, adjustments=tuple(within)), as_of, one)
        for group, among in moves(before, after).items():
            if group not in shown:
                found.append(Table(one, group, [_change(move, before.points, after.points) for move in among]))
    return found


def _change(move: Move, before: Printed, after: Printed) -> Change:
    return Change(
        org_unit=move.org_unit.id,
        rank_before=move.before.rank,
        rank_after=move.after.rank,
        total_before=before(move.before.total),
        total_after=after(move.after.total),
        moved=move.places or 0,
        changed=(move.before.rank, move.before.total) != (move.after.rank, move.after.total),
    )
