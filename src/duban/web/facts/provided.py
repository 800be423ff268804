"""What a provider (数据提供单位) hands in for all bodies: a table for each indicator and scope, a row a body."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Final

from django.utils.translation import gettext_lazy as _

from duban.errors import InputError
from duban.ledger.types import Indicator
from duban.pack.schema.providers import Provider
from duban.periods import Month, Period
from duban.web.books.models import Clause
from duban.web.declared.pack import declarations
from duban.web.facts.cells import (
    Measure,
    differs,
    growth_doubts,
    held_text,
    level_doubts,
    measure_of,
    over_held,
    shown,
    value,
)
from duban.web.facts.cells import doubts as doubted
from duban.web.facts.models import Draft, Fact, Sheet
from duban.web.facts.owed import in_force
from duban.web.facts.seen import released, to_come
from duban.web.facts.sheets import Cell, Typed
from duban.web.log.amounts import exact
from duban.web.org.directory import Directory

BASES: Final = {"level": _("总量"), "growth": _("同比")}
STATUSES: Final = {"estimate": _("预计"), "flash": _("快报"), "preliminary": _("初步"), "final": _("最终")}


@dataclass(frozen=True, slots=True)
class ProvidedRow:
    """A body's figures of one indicator: a cell a basis, with the fact that is held and the one before.

    ``kinds``: of which kind the fact of a basis is: a place is a rank, all else a quantity.
    """

    org_unit: str
    cells: Mapping[str, Cell]
    held: Mapping[str, Fact]
    before: Mapping[str, str]
    measures: Mapping[str, Measure]
    kinds: Mapping[str, str]

    def found(self, basis: str) -> Fraction | None:
        """The value that is typed; only for rows without an error."""
        return value(self.cells[basis].text, self.measures[basis])


@dataclass(frozen=True, slots=True)
class Table:
    """A provider's table of a month."""

    key: str
    provider: Provider
    indicator: Indicator
    month: Month
    period: Period
    bases: tuple[str, ...]
    rows: tuple[ProvidedRow, ...]
    sheet: Sheet | None

    @property
    def heads(self) -> Mapping[str, object]:
        """What the figures of each basis are called: places where they are places."""
        ranks = {one for one in self.bases if all(row.kinds[one] == "rank" for row in self.rows)}
        return {one: _("位次") if one in ranks else BASES[one] for one in self.bases}

    @property
    def to_come(self) -> datetime | None:
        """From when on all see what was handed in; None where they do."""
        return to_come(self.sheet)

    @property
    def texts(self) -> Typed:
        """What all cells hold, by body and basis."""
        return {(row.org_unit, cell.column): cell.text for row in self.rows for cell in row.cells.values()}


def table_key(indicator: str, scope: str, month: Month) -> str:
    """The key of a provider's table."""
    return f"provider.{indicator}.{scope}.{month}"


def of_provider(org_unit: str, month: Month) -> list[Provider]:
    """What a body provides in a month: the indicators and scopes that a pledge of the year is measured by."""
    return by_provider(month, in_force(month.year)).get(org_unit, [])


def by_provider(month: Month, pledges: Iterable[tuple[Clause, object]]) -> dict[str, list[Provider]]:
    """What each body provides in a month, of the indicators and scopes that these pledges are measured by."""
    wanted = {(clause.indicator, clause.scope) for clause, _book in pledges}
    found: dict[str, list[Provider]] = {}
    for one in declarations().providers:
        if (one.indicator, one.scope) in wanted and _holds(one, month):
            found.setdefault(one.provider, []).append(one)
    return found


def by_table(pledges: Iterable[tuple[Clause, object]]) -> dict[tuple[str, str], list[Clause]]:
    """The pledges whose figures stand in a table, by its indicator and scope."""
    found: dict[tuple[str, str], list[Clause]] = {}
    for clause, _book in pledges:
        if clause.indicator and clause.kind != "milestone":
            found.setdefault((clause.indicator, clause.scope), []).append(clause)
    return found


def _holds(one: Provider, month: Month) -> bool:
    day = month.last_day
    return (one.start is None or one.start <= day) and (one.end is None or day <= one.end)


def table(
    provider: Provider,
    month: Month,
    places: Directory,
    typed: Typed | None = None,
    *,
    whole: bool = True,
    drafts: bool = True,
) -> Table:
    """A table as it stands: what is held, what was typed, what is wrong and doubtful.

    ``typed`` are cells as if they were saved; without ``drafts`` nothing else that was typed is looked at. Not
    ``whole``: only what was released, for those who see no more.
    """
    pack = declarations()
    indicator = next(one for one in pack.indicators if one.id == provider.indicator)
    clauses: dict[str, dict[str, Clause]] = {}
    for clause, _book in in_force(month.year):
        if (clause.indicator, clause.scope) == (provider.indicator, provider.scope) and clause.kind != "milestone":
            clauses.setdefault(clause.org_unit, {}).setdefault(_basis(clause), clause)
    bases = tuple(one for one in BASES if any(one in found for found in clauses.values()))
    period = Period(Month(month.year, 1), month) if indicator.accumulation == "ytd" else Period(month, month)
    key = table_key(provider.indicator, provider.scope, month)
    facts = _facts(provider, clauses, month, whole=whole)
    kept = Draft.objects.filter(sheet=key) if whole and drafts else ()
    texts = {(one.row, one.column): one.text for one in kept} | dict(typed or {})
    rows = tuple(_row(body, clauses[body], bases, facts, texts, month, indicator) for body in places.in_order(clauses))
    sheet: Sheet | None = Sheet.objects.current().filter(key=key).first()
    return Table(key, provider, indicator, month, period, bases, rows, sheet)


def _basis(clause: Clause) -> str:
    """In which column a pledge's figure stands: a change and a rank are told by the level."""
    return "growth" if clause.basis == "growth" else "level"


def _facts(provider: Provider, bodies: Iterable[str], month: Month, *, whole: bool) -> list[Fact]:
    stands = Fact.objects.current() if whole else released()
    found = stands.filter(indicator=provider.indicator, scope=provider.scope, org_unit__in=list(bodies))
    found = found.filter(kind__in=("quantity", "rank"))
    return list(found.filter(last__gte=month.number - 12, last__lte=month.number).order_by("last"))


def _row(
    body: str,
    clauses: Mapping[str, Clause],
    bases: Iterable[str],
    facts: list[Fact],
    drafts: Mapping[tuple[str, str], str],
    month: Month,
    indicator: Indicator,
) -> ProvidedRow:
    cells, held, before, measures, kinds = {}, {}, {}, {}, {}
    for basis in bases:
        kind = kinds[basis] = _kind(clauses.get(basis))
        own = [one for one in facts if (one.org_unit, one.basis, one.kind) == (body, basis, kind)]
        now = next((one for one in own if one.last == month.number), None)
        earlier = next((one for one in reversed(own) if month.number - month.month < one.last < month.number), None)
        last_year = next((one for one in own if one.last == month.number - 12), None)
        measure = measures[basis] = _measure(basis, clauses, indicator)
        if now:
            held[basis] = now
        before[basis] = shown(earlier.value, measure) if earlier else ""
        kept = held_text(now, measure)
        text = drafts.get((body, basis), kept)
        cells[basis] = _cell(basis, text, kept, measure, clauses.get(basis), earlier, last_year, indicator)
    return ProvidedRow(body, cells, held, before, measures, kinds)


def _kind(clause: Clause | None) -> str:
    return "rank" if clause and clause.kind == "rank" else "quantity"


def _measure(basis: str, clauses: Mapping[str, Clause], indicator: Indicator) -> Measure:
    if basis == "growth":
        return Measure("%", "%")
    if clause := clauses.get("level"):
        return measure_of(clause, indicator)
    return Measure(indicator.display_unit or indicator.unit, indicator.unit, indicator.decimals)


def _cell(
    basis: str,
    text: str,
    kept: str,
    measure: Measure,
    clause: Clause | None,
    earlier: Fact | None,
    last_year: Fact | None,
    indicator: Indicator,
) -> Cell:
    drafted = differs(text, kept)
    wrong, asked = over_held(text, kept, measure.unit)
    if wrong or asked:
        return Cell(basis, text, drafted, wrong, asked)
    try:
        found = value(text, measure)
    except InputError as error:
        return Cell(basis, text, drafted, f"{error.what}。{error.do}")
    if found is None or not drafted:
        return Cell(basis, text, drafted)
    if clause:
        return Cell(basis, text, drafted, doubts=tuple(doubted(found, clause, measure, earlier, last_year)))
    # A body that pledges nothing by this basis still has its figures, and slips in them are slips.
    others = [exact(one.value) for one in (earlier, last_year) if one]
    if basis == "growth":
        told = growth_doubts(found, earlier, others[1:] if earlier else others)
    else:
        told = level_doubts(found, measure, earlier, others, to_date=indicator.accumulation == "ytd")
    return Cell(basis, text, drafted, doubts=tuple(told))
