"""A sheet as it stands: its rows with what is held, what was typed, what is wrong and what is doubtful."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Final

from django.utils.translation import gettext_lazy as _

from duban.errors import InputError
from duban.periods import Month
from duban.web.books.models import Clause
from duban.web.books.words import TierWords, tiers
from duban.web.clock.today import today
from duban.web.declared.pack import declarations
from duban.web.facts.cells import Measure, differs, doubts, held_text, measure_of, over_held, shown, value
from duban.web.facts.models import Draft, Fact, Progress, Sheet
from duban.web.facts.owed import Owed, owed
from duban.web.org.directory import Directory

COLUMNS: Final = {"progress": _("进展"), "problems": _("问题"), "next": _("下步打算"), "help": _("需协调事项")}
WORDS: Final = tuple(COLUMNS)
# The columns of which one says how a pledge stands.
FIGURES: Final = ("value", "state")
# Texts of cells by row and column.
Typed = Mapping[tuple[str, str], str]
# What a milestone may be said to have reached, in the order in which things go.
STATES: Final = ("前期", "筹备", "签约", "启动", "开工", "在建", "完工", "投用", "完成")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: what stands in it, whether that is only a draft, and what is wrong or doubtful with it."""

    column: str
    text: str
    drafted: bool = False
    error: str = ""
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A pledge in a body's sheet."""

    owed: Owed
    measure: Measure
    cells: Mapping[str, Cell]
    tiers: list[TierWords] = field(default_factory=list)

    @property
    def clause(self) -> Clause:
        """The pledge."""
        return self.owed.clause

    @property
    def before(self) -> str:
        """The newest figure before."""
        return shown(self.owed.before.value, self.measure) if self.owed.before else ""

    @property
    def last_year(self) -> str:
        """Last year's figure of the same month."""
        return shown(self.owed.last_year.value, self.measure) if self.owed.last_year else ""

    @property
    def found(self) -> Fraction | None:
        """The value that is typed; None where there is none. Only for rows without an error."""
        return value(self.cells["value"].text, self.measure)


def own_key(org_unit: str, month: Month) -> str:
    """The key of a body's own sheet of a month."""
    return f"own.{org_unit}.{month}"


def sheet_of(key: str) -> Sheet | None:
    """A sheet as it stands; None while it is being filled in."""
    found: Sheet | None = Sheet.objects.current().filter(key=key).first()
    return found


def own_rows(org_unit: str, month: Month, places: Directory, typed: Typed | None = None) -> list[Row]:
    """The rows of a body's own sheet; ``typed`` are cells as if they were saved."""
    by_id = {one.id: one for one in declarations().indicators}
    drafts = {(one.row, one.column): one.text for one in Draft.objects.filter(sheet=own_key(org_unit, month))}
    drafts |= typed or {}
    said = {one.clause: one for one in Progress.objects.current().filter(org_unit=org_unit, month=month.number)}
    rows = []
    for one in owed(org_unit, month, places):
        measure = measure_of(one.clause, by_id.get(one.clause.indicator))
        rows.append(Row(one, measure, _cells(one, measure, drafts, said.get(one.clause.key)), tiers(one.clause)))
    return rows


def _cells(
    one: Owed, measure: Measure, drafts: Mapping[tuple[str, str], str], said: Progress | None
) -> dict[str, Cell]:
    key, cells = one.clause.key, {}
    for column in WORDS:
        held = getattr(said, column) if said else ""
        text = drafts.get((key, column), held)
        cells[column] = Cell(column, text, drafted=text != held)
    if one.clause.kind == "milestone":
        for column, held in (("state", one.held.state if one.held else ""), ("day", _day(one.held))):
            text = drafts.get((key, column), held)
            cells[column] = Cell(column, text, text != held, _wrong_state(column, text, held))
        return cells
    held = held_text(one.held, measure)
    cells["value"] = _figure(one, measure, drafts.get((key, "value"), held), held)
    return cells


def _figure(one: Owed, measure: Measure, text: str, held: str) -> Cell:
    drafted = differs(text, held)
    wrong, asked = over_held(text, held, measure.unit)
    if wrong or asked:
        return Cell("value", text, drafted, wrong, asked)
    try:
        found = value(text, measure)
    except InputError as error:
        return Cell("value", text, drafted, f"{error.what}。{error.do}")
    told = doubts(found, one.clause, measure, one.before, one.last_year) if found is not None and drafted else []
    return Cell("value", text, drafted, doubts=tuple(told))


def _day(fact: Fact | None) -> str:
    return fact.day.isoformat() if fact and fact.day else ""


def _wrong_state(column: str, text: str, held: str) -> str:
    if column == "state":
        taken_back = held and not text.strip()
        return f"这个月已经报过“{held}”，不能空着。要改，请选现在到了哪一步" if taken_back else ""
    if not text.strip():
        return ""
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        return f"“{text}”不是日期。请写作 2023-06-30"
    return "这一天还没有到。请写已经做到的那一天" if day > today() else ""


def texts_of(rows: Iterable[Row]) -> Typed:
    """What all cells hold, by row and column."""
    return {(row.clause.key, cell.column): cell.text for row in rows for cell in row.cells.values()}


def changed(row: Row) -> bool:
    """Whether the row's figure or state differs from what is held."""
    return any(row.cells[column].drafted for column in ("value", "state", "day") if column in row.cells)
