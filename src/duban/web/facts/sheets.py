"""A sheet as it stands: its rows with what is held, what was typed, what is wrong and what is doubtful."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import Final

from django.db.models import Count, Max
from django.utils.translation import gettext_lazy as _

from duban.errors import InputError
from duban.periods import Month
from duban.web.books.models import Clause
from duban.web.books.words import TierWords, tiers
from duban.web.clock.today import today
from duban.web.declared.pack import declarations
from duban.web.facts.cells import Measure, differs, doubts, held_text, measure_of, needed, over_held, shown, value
from duban.web.facts.models import Draft, Fact, Progress, Sheet
from duban.web.facts.owed import Owed, owed
from duban.web.facts.pace import paces
from duban.web.facts.seen import next_release
from duban.web.facts.states import STATES
from duban.web.log.remembered import Until, kept
from duban.web.org.directory import Directory

COLUMNS: Final = {"progress": _("进展"), "problems": _("问题"), "next": _("下步打算"), "help": _("需协调事项")}
WORDS: Final = tuple(COLUMNS)
# Why a figure that is held is changed; asked for only where one is.
WHY: Final = "why"
# The columns that people write freely.
FREE: Final = {**COLUMNS, WHY: _("更正理由")}
# The columns of which one says how a pledge stands.
FIGURES: Final = ("value", "state")
# Texts of cells by row and column.
Typed = Mapping[tuple[str, str], str]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: what stands in it, whether that is only a draft, and what is wrong or doubtful with it.

    ``asks`` says what must stand beside it before it is handed in.
    """

    column: str
    text: str
    drafted: bool = False
    error: str = ""
    doubts: tuple[str, ...] = ()
    asks: str = ""

    @property
    def wrong(self) -> str:
        """Why it cannot be handed in as it stands; empty where it can."""
        return self.error or self.asks


@dataclass(frozen=True, slots=True)
class Asked:
    """What a sheet asks of a pledge, whatever is typed: with what was said of it for the month."""

    owed: Owed
    measure: Measure
    tiers: list[TierWords]
    said: Progress | None
    pace: Fraction | None


@dataclass(frozen=True, slots=True)
class Row:
    """A pledge in a body's sheet."""

    owed: Owed
    measure: Measure
    cells: Mapping[str, Cell]
    tiers: list[TierWords] = field(default_factory=list)
    pace: Fraction | None = None

    @property
    def clause(self) -> Clause:
        """The pledge."""
        return self.owed.clause

    @property
    def corrects(self) -> bool:
        """Whether a figure that is held is changed."""
        return WHY in self.cells and changed(self)

    @property
    def choices(self) -> tuple[str, ...]:
        """What a milestone may be said to have reached: as things go, its own, and whatever was said of it already."""
        said = [one.state for one in (self.owed.before, self.owed.held) if one]
        typed = self.cells["state"].text.strip() if "state" in self.cells else ""
        return tuple(dict.fromkeys(filter(None, (*STATES, self.clause.milestone, *said, typed))))

    @property
    def before(self) -> str:
        """The newest figure before."""
        return shown(self.owed.before.value, self.measure) if self.owed.before else ""

    @property
    def by_now(self) -> str:
        """What is to have been done by this month; empty where the target has no months."""
        return needed(self.pace, self.measure)

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


def typed_last(key: str) -> Hashable:
    """What tells the drafts of a sheet from those of another moment; one query."""
    return tuple(Draft.objects.filter(sheet=key).aggregate(count=Count("pk"), last=Max("at")).values())


def own_rows(org_unit: str, month: Month, places: Directory, typed: Typed | None = None) -> list[Row]:
    """The rows of a body's own sheet; ``typed`` are cells as if they were saved."""
    rows = Draft.objects.filter(sheet=own_key(org_unit, month)).values_list("row", "column", "text")
    drafts = {(row, column): text for row, column, text in rows}
    drafts |= typed or {}
    return [
        Row(one.owed, one.measure, _cells(one.owed, one.measure, drafts, one.said), one.tiers, one.pace)
        for one in _asked(org_unit, month, places)
    ]


def _asked(org_unit: str, month: Month, places: Directory) -> Sequence[Asked]:
    """What the sheet asks, kept until something is written or a figure is released."""

    def made() -> tuple[Sequence[Asked], Until]:
        by_id = {one.id: one for one in declarations().indicators}
        said = {one.clause: one for one in Progress.objects.current().filter(org_unit=org_unit, month=month.number)}
        found = owed(org_unit, month, places)
        due = paces(month)
        measures = [measure_of(one.clause, by_id.get(one.clause.indicator)) for one in found]
        return [
            Asked(one, measure, tiers(one.clause), said.get(one.clause.key), due.get(one.clause.key))
            for one, measure in zip(found, measures, strict=True)
        ], next_release()

    return kept(("sheet", org_unit, month), made)


def _cells(
    one: Owed, measure: Measure, drafts: Mapping[tuple[str, str], str], said: Progress | None
) -> dict[str, Cell]:
    key, cells = one.clause.key, dict[str, Cell]()
    for column in WORDS:
        held = getattr(said, column) if said else ""
        text = drafts.get((key, column), held)
        cells[column] = Cell(column, text, drafted=text != held)
    if one.clause.kind == "milestone":
        for column, held in (("state", one.held.state if one.held else ""), ("day", _day(one.held))):
            text = drafts.get((key, column), held)
            cells[column] = Cell(column, text, text != held, _wrong_state(column, text, held))
    else:
        held = held_text(one.held, measure)
        cells["value"] = _figure(one, measure, drafts.get((key, "value"), held), held)
    return cells if one.held is None else _explained(cells, drafts.get((key, WHY), ""))


def _explained(cells: dict[str, Cell], why: str) -> dict[str, Cell]:
    """The cells of a row of which a figure is held, with the one for the reason: where it is changed, why is asked."""
    cells[WHY] = Cell(WHY, why, drafted=bool(why))
    column = next(one for one in FIGURES if one in cells)
    if not why.strip() and any(cells[one].drafted for one in (*FIGURES, "day") if one in cells):
        asks = "这个月已经报过，改了要在“更正理由”里写为什么"
        cells[column] = replace(cells[column], asks=asks)
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
