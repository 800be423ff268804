"""What a workbook of a sheet holds, a body's own or a provider's: its rows, and which of their cells are typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from duban.periods import Month
from duban.web.facts.cells import Measure
from duban.web.facts.provided import Table
from duban.web.facts.sheets import WHY, Cell, Row, own_key
from duban.web.org.directory import Directory

Kind = Literal["figure", "state", "day", "words"]
KINDS: Final[Mapping[str, Kind]] = {
    "value": "figure",
    "level": "figure",
    "growth": "figure",
    "state": "state",
    "day": "day",
}


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell that is typed: what stands in it now, in which unit, among which words."""

    cell: Cell
    measure: Measure | None = None
    choices: tuple[str, ...] = ()

    @property
    def kind(self) -> Kind:
        """What may stand in it."""
        return KINDS.get(self.cell.column, "words")


@dataclass(frozen=True, slots=True)
class Line:
    """A row: its key, the words that name it, what is shown beside, and its typed cells by column."""

    key: str
    name: str
    slots: Mapping[str, Slot]
    told: Mapping[str, str] = field(default_factory=dict)
    growth: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """A sheet as a workbook holds it. ``body`` hands it in; ``indicator`` is a provider's, empty for a body's own."""

    key: str
    title: str
    body: str
    month: Month
    lines: tuple[Line, ...]
    indicator: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        """The typed columns that any row has, in their order."""
        order = ("value", "state", "day", "level", "growth", "progress", "problems", "next", "help", WHY)
        return tuple(one for one in order if any(one in line.slots for line in self.lines))


def of_sheet(org_unit: str, month: Month, rows: list[Row], places: Directory) -> Form:
    """A body's own sheet."""
    name = places.name(org_unit, month.last_day)
    title = f"{name}{month.year}年{month.month}月填报表"
    return Form(own_key(org_unit, month), title, org_unit, month, tuple(map(_own_line, rows)))


def _own_line(row: Row) -> Line:
    clause, milestone = row.clause, row.clause.kind == "milestone"
    unit = "" if milestone else row.measure.unit
    before = row.owed.before.state if milestone and row.owed.before else row.before
    target = "；".join(one.words for one in row.tiers) or clause.milestone
    told = {"target": target, "by_now": row.by_now, "unit": unit, "before": before, "last_year": row.last_year}
    slots = {
        column: Slot(cell, row.measure if column == "value" else None, row.choices if column == "state" else ())
        for column, cell in row.cells.items()
    }
    return Line(clause.key, clause.subject, slots, told, clause.basis == "growth")


def of_table(table: Table, places: Directory) -> Form:
    """A provider's table: a row a body."""
    month, scope = table.month, f"（{table.provider.scope}）" if table.provider.scope != "全域" else ""
    title = f"{table.indicator.name}{scope}{month.year}年{month.month}月数据表"
    lines = []
    for row in table.rows:
        slots = {basis: Slot(cell, row.measures[basis]) for basis, cell in row.cells.items()}
        told = {f"before_{basis}": text for basis, text in row.before.items()}
        told["unit"] = row.measures["level"].unit if "level" in row.measures else "%"
        lines.append(Line(row.org_unit, places.name(row.org_unit, month.last_day), slots, told))
    return Form(table.key, title, table.provider.provider, month, tuple(lines), table.indicator.id)
