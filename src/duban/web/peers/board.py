"""The page: our place per indicator in the newest table and in the months beside it, and what is missing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from duban.periods import Month, Period
from duban.sheets.findings import Findings
from duban.standing.peers.api import By, compare_tables, own_and_group
from duban.standing.peers.compare import own_row
from duban.standing.peers.rows import short
from duban.standing.peers.sentence import distance, figure, months, moved, place
from duban.standing.peers.types import Comparison, Gap, PeersTable, Ranked
from duban.web.declared.pack import declarations
from duban.web.log.amounts import month_of
from duban.web.peers.convert import as_partial, table_of
from duban.web.peers.models import PeersFigures


@dataclass(frozen=True, slots=True)
class Cell:
    """Our place in one month: ``side`` is None where no table of the month has the indicator.

    ``few``: some who gave a figure in another month give none, or half of the peers or fewer give one.
    """

    month: int
    side: Ranked | None
    moved: str = ""
    few: bool = False

    @property
    def place(self) -> str:
        """``第2位``; empty without one."""
        return place(self.side) if self.side else ""


@dataclass(frozen=True, slots=True)
class Line:
    """An indicator by amount or by growth: the newest month in full, and the places of all months in order."""

    name: str
    side: Ranked
    period: Period
    value: str
    cells: tuple[Cell, ...]
    moved: str
    simulated: bool
    month: int

    @property
    def place(self) -> str:
        """Our place now."""
        return place(self.side)

    @property
    def months(self) -> str:
        """The newest months without their year."""
        return months(self.period)

    @property
    def few(self) -> bool:
        """Whether too few gave a figure in the newest month."""
        return next((one.few for one in self.cells if one.month == self.month), False)

    @property
    def above(self) -> str:
        """Who stands next above, and how far; empty where nobody does."""
        return _gap(self.side.above, self.side)

    @property
    def below(self) -> str:
        """Who stands next below, and how far."""
        return _gap(self.side.below, self.side)


@dataclass(frozen=True, slots=True)
class Board:
    """All that the page shows. ``missing`` are months that must have been published and of which no table came.

    ``few`` are indicators and months in which too few gave a figure: words, how many, of how many.
    """

    own: str
    among: str
    year: int
    years: tuple[int, ...]
    months: tuple[int, ...]
    lines: tuple[Line, ...]
    sentences: tuple[tuple[str, bool], ...]
    missing: tuple[str, ...]
    few: tuple[tuple[str, str, int, int], ...]


def board(day: date, year: int | None = None, by: By = "") -> Board:
    """The board of a year, without one of the newest that has a table, as of a day."""
    own, among = own_and_group(declarations())
    rows = list(PeersFigures.objects.current().order_by("id"))
    years: tuple[int, ...] = tuple(sorted({one.last // 12 for one in rows}, reverse=True))
    newest_year = years[0] if years else day.year
    chosen: int = year if year is not None and year in years else newest_year
    near = [one for one in rows if one.last // 12 in {chosen, chosen - 1}]
    tables = {one.pk: _honest(table_of(one), near) for one in near}
    groups: dict[str, list[PeersFigures]] = defaultdict(list)
    for one in sorted(near, key=lambda one: (one.last, one.last - one.first)):
        groups[one.indicator or one.written].append(one)
    found: dict[int, Comparison | None] = {}
    for ones in groups.values():
        past = [tables[one.pk][0] for one in ones]
        found |= {one.pk: _compared(tables[one.pk][0], past, own, among, by) for one in ones}
    shown = [one for one in near if one.last // 12 == chosen]
    ends = tuple(sorted({one.last for one in shown}))
    groups = {key: kept for key, ones in groups.items() if (kept := [one for one in ones if one in shown])}
    few = {one.pk: tables[one.pk][1] or bool(_absent(found[one.pk])) for one in shown}
    lines = [line for ones in groups.values() for line in _lines(ones, found, few, ends)]
    newest = [told for ones in groups.values() if (told := found[ones[-1].pk])]
    return Board(
        *(own, among, chosen, years, ends, tuple(lines)),
        sentences=tuple((one.sentence, one.simulated) for one in newest if one.sentence),
        missing=tuple(_missing(chosen, ends, day)),
        few=tuple(_few([one for one in shown if few[one.pk]], near, found)),
    )


def _compared(table: PeersTable, past: Sequence[PeersTable], own: str, among: str, by: By) -> Comparison | None:
    if not own_row(table, own):
        return None
    return next(iter(compare_tables([table], past, own, among, Findings(), by=by)), None)


def _honest(table: PeersTable, rows: Sequence[PeersFigures]) -> tuple[PeersTable, bool]:
    """The table, as a part of the group where half of it or less gave a figure, and whether that is so."""
    series = table.series[0]
    gave = max(len(series.level or ()), len(series.growth or ()))
    few = gave * 2 <= len(_expected(series.period.end.year, rows))
    return (as_partial(table) if few else table), few


def _expected(year: int, rows: Sequence[PeersFigures]) -> frozenset[str]:
    """All peers that any table of a year names."""
    return frozenset(short(name) for one in rows if one.last // 12 == year for name in one.peers)


def _absent(told: Comparison | None) -> tuple[str, ...]:
    """Who gave a figure in another month of the year and gives none, of the basis that lacks the most."""
    sides = [side.absent for side in (told.level, told.growth) if side] if told else []
    return max(sides, key=len, default=())


def _few(
    few: Sequence[PeersFigures], rows: Sequence[PeersFigures], found: Mapping[int, Comparison | None]
) -> Iterator[tuple[str, str, int, int]]:
    for one in few:
        gave, absent = max(len(one.level or ()), len(one.growth or ())), _absent(found[one.pk])
        of = gave + len(absent) if absent else len(_expected(one.last // 12, rows))
        yield one.name, Period(month_of(one.first), month_of(one.last)).words, gave, of


def _lines(
    rows: Sequence[PeersFigures],
    found: Mapping[int, Comparison | None],
    few: Mapping[int, bool],
    ends: Sequence[int],
) -> Iterator[Line]:
    """The lines of one indicator, by amount and by growth, its rows being in the order of their months."""
    for basis in ("level", "growth"):
        cells: dict[int, Cell] = {}
        newest: tuple[PeersFigures, Comparison, Ranked] | None = None
        for one in rows:
            told = found[one.pk]
            side = (told.level if basis == "level" else told.growth) if told else None
            if told and side:
                newest = one, told, side
                cells[one.last] = Cell(one.last, side, moved(side.movement, told.period), few[one.pk])
        if newest:
            row, told, side = newest
            yield Line(
                *(told.name, side, told.period),
                value=figure(side.value, side) if side.value is not None else "",
                cells=tuple(cells.get(month, Cell(month, None)) for month in ends),
                moved=moved(side.movement, told.period),
                simulated=told.simulated,
                month=row.last,
            )


def _gap(gap: Gap | None, side: Ranked) -> str:
    return f"{'、'.join(gap.names)} {distance(gap, side)}" if gap else ""


def _missing(year: int, ends: Sequence[int], day: date) -> Iterator[str]:
    """The months that ended before this one and of which no table came; January comes with February."""
    for month in range(2, 13):
        number = Month(year, month).number
        if number < Month.of(day).number and number not in ends:
            yield "1—2月" if month == 2 else f"{month}月"
