"""The engine's rows → places with the points of each line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from duban.ledger.types import OrgUnit, Pledge
from duban.pack.schema.rulebooks import Rulebook
from duban.periods import Month
from duban.standing.leagues.league import Past, Place, Reason, Score
from duban.standing.leagues.tables import Field

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Shelf:
    """What the engine's numbers stand for."""

    book: Rulebook
    field: Field
    pledges: Sequence[Pledge]
    bodies: Mapping[str, OrgUnit]

    def points(self, whole: int) -> Fraction:
        """A whole number of the last decimal as points."""
        return Fraction(whole, 10**self.book.digits)


def places(cells: pa.Table, totals: pa.Table, shelf: Shelf, month: Month) -> dict[str, tuple[Place, ...]]:
    """The places of a month by group, in order; those without one after them, in official order."""
    scores: dict[str, list[Row]] = {}
    for row in cells.filter(pc.equal(cells["at"], month.number)).to_pylist():
        scores.setdefault(row["body"], []).append(row)
    history: dict[str, list[Past]] = {}
    columns = (totals[name].to_pylist() for name in ("at", "body", "rank", "total"))
    for at, body, rank, total in zip(*columns, strict=True):
        history.setdefault(body, []).append(Past(Month(at // 12, at % 12 + 1), rank, total))
    now = {row["body"]: row for row in totals.filter(pc.equal(totals["at"], month.number)).to_pylist()}
    found: dict[str, list[Place]] = {}
    for body, group in _bodies(shelf):
        mine = tuple(_scores(body, scores.get(body.id, ()), shelf))
        past = tuple(sorted(history.get(body.id, ()), key=lambda one: one.month))
        place = _place(body, now[body.id], mine, past, shelf) if body.id in now else _nothing(body, mine)
        found.setdefault(group, []).append(place)
    return {group: tuple(sorted(among, key=_order)) for group, among in found.items()}


def _order(place: Place) -> tuple[bool, int, int]:
    return place.rank is None, place.rank or 0, place.org_unit.order


def _bodies(shelf: Shelf) -> Iterator[tuple[OrgUnit, str]]:
    for body in sorted(shelf.bodies.values(), key=lambda one: one.order):
        group = next((group for group in body.groups if group in shelf.book.groups), "")
        if group:
            yield body, group


def _scores(body: OrgUnit, rows: Sequence[Row], shelf: Shelf) -> Iterator[Score]:
    """The lines of a body in the rulebook's order, those that say nothing of it among them."""
    by_line = {row["line"]: row for row in rows}
    absent = {one.line: one.why for one in shelf.field.absences if one.org_unit == body.id}
    for at, line in enumerate(shelf.book.lines):
        row = by_line.get(at)
        if row is None:
            yield Score(line, None, absent.get(line.id, "not-for"))
            continue
        until = None if row["chosen"] is None else Month(row["chosen"] // 12, row["chosen"] % 12 + 1)
        yield Score(line, row["points"], _reason(row), until, shelf.pledges[row["of"]], bool(row["alike"]), row)


def _reason(row: Row) -> Reason:
    if row["chosen"] is None:
        return "early"
    if row["points"] is not None:
        return ""
    if row["actual"] is not None:
        return "undefined"
    return "conflict" if row["note"] == "conflict" else "no-figure"


def _place(body: OrgUnit, row: Row, scores: tuple[Score, ...], history: tuple[Past, ...], shelf: Shelf) -> Place:
    gates = tuple((gate, bool(row[f"gate{at}"])) for at, gate in enumerate(shelf.book.gates))
    total = row["total"]
    return Place(
        org_unit=body,
        total=total,
        rank=row["rank"],
        rank_before=row["rank_before"],
        raw=row["raw"] or 0,
        earned=row["earned"],
        counted=Fraction(row["counted"] or 0),
        bonus=row["bonus"],
        minus=row["minus"],
        ladder=row["ladder_points"],
        tied=row["tied"] or 0,
        level=row["level"] or 0,
        scores=scores,
        gates=gates,
        unplaced="" if row["rank"] is not None else _unplaced(row, scores, gates, shelf.book),
        history=history,
    )


def _unplaced(row: Row, scores: Sequence[Score], gates: Sequence[tuple[Any, bool]], book: Rulebook) -> str:
    """Why a body takes no place."""
    if not row["counted"]:
        return "还没有一项能计分"
    missing = [one.line.name for one in scores if one.reason == "no-figure"]
    missing += [f"{one.line.name}（有两个不一样的数）" for one in scores if one.reason == "conflict"]
    missing += [f"{one.line.name}（算不出）" for one in scores if one.reason == "undefined"]
    if missing and book.missing == "leave_out":
        return f"缺{'、'.join(missing)}的数"
    shut = [gate.name for gate, held in gates if gate.effect == "unranked" and not held]
    if shut:
        return f"没有过“{'”“'.join(shut)}”这道门槛"
    return "有的项没有目标或不适用"


def _nothing(body: OrgUnit, scores: tuple[Score, ...]) -> Place:
    return Place(body, None, None, None, 0, None, Fraction(0), 0, 0, 0, 0, 0, scores, unplaced="没有一项可以计分")
