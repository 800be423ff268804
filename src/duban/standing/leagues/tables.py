"""A rulebook over a city as the flat tables that the steps join: a row a line and body, with the pledge it looks at.

Where a body has pledged nothing on a line's figure, a pledge without a figure (a watch) stands in, so that its figures
are taken and held against the others' all the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final, Literal

import pyarrow as pa

from duban.ledger.types import Indicator, OrgUnit, Pledge
from duban.pack.schema.lights import UNLIT, LightRule
from duban.pack.schema.rulebooks import Adjustment, Cell, Line, Rulebook
from duban.periods import Month
from duban.standing.reasons import target_words
from duban.standing.tables import AMOUNT, amount

_TEXT, _WHOLE = pa.string(), pa.int64()
LINES: Final = pa.schema(
    [
        *(("line", _WHOLE), ("of", _WHOLE), ("body", _TEXT), ("grp", _TEXT), ("weight", AMOUNT), ("variant", _WHOLE)),
        *(("less", pa.bool_()), ("other_of", _WHOLE), ("category", _TEXT)),
    ]
)
MONTHS: Final = pa.schema([("at", _WHOLE)])
BOOK: Final = pa.schema([("full", AMOUNT), ("quorum", _WHOLE)])
CAPS: Final = pa.schema([("category", _TEXT), ("most", _WHOLE)])
ADJUSTED: Final = pa.schema([("body", _TEXT), ("kind", _TEXT), ("since", _WHOLE), ("points", _WHOLE)])
KINDS: Final = pa.schema([("kind", _TEXT), ("least", _WHOLE), ("most", _WHOLE)])
LADDER: Final = pa.schema([("place", _WHOLE), ("points", _WHOLE)])
LIGHTS: Final = pa.schema([("light", _TEXT), ("colour", _TEXT)])
# Wider than anything that is ever added or taken off.
_NO_END: Final = 10**15

Why = Literal["not-for", "no-target", "no-longer-counted"]


@dataclass(frozen=True, slots=True)
class Absence:
    """A line that says nothing of a body: it is not for it, the body has pledged no figure, or it was dropped."""

    line: str
    org_unit: str
    why: Why


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a body, with the pledge (or watch) that it looks at."""

    line: Line
    org_unit: OrgUnit
    group: str
    pledge: Pledge
    other: Pledge | None


@dataclass(frozen=True, slots=True)
class Field:
    """Who is compared by what: the entries, the lines that say nothing, and doubts that come up (several pledges)."""

    entries: tuple[Entry, ...]
    absences: tuple[Absence, ...]
    doubts: tuple[str, ...]


def field(
    book: Rulebook, bodies: Sequence[OrgUnit], pledges: Sequence[Pledge], indicators: Sequence[Indicator], year: int
) -> Field:
    """The entries of a rulebook's groups in the order of its lines and the bodies' official one.

    Of the pledges those of the plan year ``year`` count.
    """
    measured = {one.id: one for one in indicators}
    own: dict[tuple[str, Cell], list[Pledge]] = {}
    for one in pledges:
        if one.indicator and one.year == year:
            own.setdefault((one.org_unit, Cell(one.indicator, one.scope, one.kind, one.basis)), []).append(one)
    entries, absences, doubts = [], [], []
    for line in book.lines:
        for body, group in _ranked(book, bodies):
            if line.org_units and body.id not in line.org_units:
                absences.append(Absence(line.id, body.id, "not-for"))
                continue
            mine = own.get((body.id, line.cell), [])
            if len(mine) > 1:
                last = _last(mine)
                told = f"{body.name}的“{line.name}”有{len(mine)}条承诺，按最晚到期的一条计分"
                doubts.append(f"{told}：{last.subject}{target_words(last)}，{last.due_day:%Y-%m-%d}到期")
            pledge = _last(mine) if mine else _watch(line.cell, body, measured, year)
            if why := _absent(line, pledge):
                absences.append(Absence(line.id, body.id, why))
                continue
            other = _watch(line.other, body, measured, year) if line.other else None
            entries.append(Entry(line, body, group, pledge, other))
    return Field(tuple(entries), tuple(absences), tuple(doubts))


def _ranked(book: Rulebook, bodies: Sequence[OrgUnit]) -> list[tuple[OrgUnit, str]]:
    """The bodies that are ranked, each in the first of its groups that the rulebook names."""
    placed = [(one, next((group for group in one.groups if group in book.groups), "")) for one in bodies]
    return sorted(((one, group) for one, group in placed if group), key=lambda pair: pair[0].order)


def _last(pledges: Iterable[Pledge]) -> Pledge:
    return max(pledges, key=lambda one: one.due_day)


def _absent(line: Line, pledge: Pledge) -> Why | None:
    if pledge.status == "dropped":
        return "no-longer-counted"
    needs_target = (line.targeted or "target" in line.formula.needs) and pledge.kind in {"quantity", "rank"}
    without = pledge.judged is None or pledge.judged.value is None
    return "no-target" if needs_target and without else None


def _watch(cell: Cell, body: OrgUnit, measured: dict[str, Indicator], year: int) -> Pledge:
    indicator = measured[cell.indicator]
    return Pledge(
        id=f"watch.{body.id}.{cell.indicator}.{cell.scope}.{cell.basis}",
        org_unit=body.id,
        subject=indicator.name,
        kind=cell.kind,
        basis=cell.basis,
        unit="%" if cell.basis == "growth" else indicator.unit,
        year=year,
        tiers=(),
        indicator=indicator.id,
        scope=cell.scope,
        polarity=indicator.polarity,
        accumulation=indicator.accumulation,
    )


def watches(entries: Iterable[Entry]) -> list[Pledge]:
    """The stand-ins among the entries' pledges, each once."""
    found = {one.id: one for entry in entries for one in (entry.pledge, entry.other) if one and not one.tiers}
    return list(found.values())


def line_table(
    book: Rulebook, entries: Sequence[Entry], pledges: Sequence[Pledge], variants: Sequence[Line]
) -> pa.Table:
    """One row an entry; ``variant`` is the number of its formula with its parameters."""
    order = {one.id: at for at, one in enumerate(pledges)}
    numbers = {line.id: at for at, line in enumerate(book.lines)}
    kinds = [(line.formula.id, tuple(sorted(line.parameters.items()))) for line in variants]
    rows = []
    for one in entries:
        rows.append(
            {
                "line": numbers[one.line.id],
                "of": order[one.pledge.id],
                "body": one.org_unit.id,
                "grp": one.group,
                "weight": amount(one.line.weight),
                "variant": kinds.index((one.line.formula.id, tuple(sorted(one.line.parameters.items())))),
                "less": one.pledge.polarity == "lower" or one.pledge.kind == "rank",
                "other_of": order[one.other.id] if one.other else -1,
                "category": one.line.category,
            }
        )
    return pa.Table.from_pylist(rows, LINES)


def variants_of(book: Rulebook) -> tuple[Line, ...]:
    """One line for each formula and set of parameters: what an engine has to be told once."""
    found: dict[tuple[object, ...], Line] = {}
    for line in book.lines:
        found.setdefault((line.formula.id, tuple(sorted(line.parameters.items()))), line)
    return tuple(found.values())


def with_other(book: Rulebook) -> bool:
    """Whether a line has a second figure."""
    return any(line.other for line in book.lines)


def month_table(year: int, as_of: date) -> pa.Table:
    """The months of the plan year up to a date."""
    last = min(Month.of(as_of).number, Month(year, 12).number)
    return pa.Table.from_pylist([{"at": at} for at in range(Month(year, 1).number, last + 1)], MONTHS)


def light_table(rule: LightRule) -> pa.Table:
    """The colours of a rule's lights, and of those that every rule has."""
    rows = [{"light": one.key, "colour": one.colour} for one in (*rule.lights, *UNLIT)]
    return pa.Table.from_pylist(rows, LIGHTS)


def book_tables(book: Rulebook, adjustments: Iterable[Adjustment], as_of: date) -> dict[str, pa.Table]:
    """What a rulebook says in numbers: caps, additions with their bounds, the ladder of first places."""

    def points(value: Fraction | None, otherwise: int) -> int:
        return otherwise if value is None else int(value * 10**book.digits)

    caps = [{"category": one.id, "most": points(one.most, _NO_END)} for one in book.categories]
    kinds = [
        {"kind": one.id, "least": points(one.least, -_NO_END), "most": points(one.most, _NO_END)}
        for one in book.additions
    ]
    named = {one.id for one in book.additions}
    added = [
        {"body": one.org_unit, "kind": one.kind, "since": Month.of(one.day).number, "points": points(one.points, 0)}
        for one in adjustments
        if one.kind in named and one.day <= as_of and one.recognised is not None and one.recognised <= as_of
    ]
    ladder = [{"place": at, "points": points(one, 0)} for at, one in enumerate(book.ladder, 1)]
    return {
        "book": pa.Table.from_pylist([{"full": amount(book.full), "quorum": book.quorum}], BOOK),
        "caps": pa.Table.from_pylist(caps, CAPS),
        "adjusted": pa.Table.from_pylist(added, ADJUSTED),
        "kinds": pa.Table.from_pylist(kinds, KINDS),
        "ladder": pa.Table.from_pylist(ladder, LADDER),
    }
