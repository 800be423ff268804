"""Between a table of the engine and the rows that are kept of it, one an indicator and period."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from duban.amounts import SCALE
from duban.periods import Period
from duban.standing.peers.types import Cell, PeersTable, Series
from duban.web.log.amounts import month_of, stored
from duban.web.peers.models import PeersFigures

Cells = list[list[Any]]


def key_of(series: Series) -> str:
    """What a later table of the same indicator and months replaces."""
    return f"{(series.indicator or series.written)[:150]}@{series.period}"


def fields_of(table: PeersTable, series: Series) -> dict[str, Any]:
    """What is kept of one indicator of a table; source and file are the caller's."""
    return {
        "indicator": series.indicator,
        "name": series.name[:200],
        "written": series.written[:200],
        "first": series.period.start.number,
        "last": series.period.end.number,
        "polarity": series.polarity,
        "stock": series.stock,
        "unit": series.unit,
        "display": series.display,
        "decimals": series.decimals,
        "growth_unit": series.growth_unit,
        "peers": list(table.peers),
        "level": _cells(series.level, table.file),
        "growth": _cells(series.growth, table.file),
        "simulated": table.simulated,
        "partial": table.partial,
        "title": table.title[:300],
    }


def all_fields(tables: Iterable[PeersTable]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Keys and fields of some tables, of two of the same indicator and months the first."""
    seen: set[str] = set()
    for table in tables:
        for one in table.series:
            if (key := key_of(one)) not in seen:
                seen.add(key)
                yield key, fields_of(table, one)


def table_of(row: PeersFigures) -> PeersTable:
    """A kept row as a table of one indicator."""
    period = Period(month_of(row.first), month_of(row.last))
    series = Series(
        row.name,
        row.indicator,
        row.polarity,  # type: ignore[arg-type]
        period,
        unit=row.unit,
        display=row.display,
        decimals=row.decimals,
        growth_unit=row.growth_unit,
        level=_read(row.level),
        growth=_read(row.growth),
        written=row.written,
        stock=row.stock,
    )
    return PeersTable(f"{period.words}的表", row.title, tuple(row.peers), (series,), row.simulated, row.partial)


def as_partial(table: PeersTable) -> PeersTable:
    """The table as one that has some of the group only, so that no place in it is told as one in the group."""
    return replace(table, partial=True)


def _cells(cells: Mapping[str, Cell] | None, file: str) -> Cells | None:
    """The file's name may name a person and is kept elsewhere; the place in it stays."""
    if cells is None:
        return None
    return [[name, stored(one.value), one.digits, one.where.removeprefix(file).strip()] for name, one in cells.items()]


def _read(cells: Cells | None) -> dict[str, Cell] | None:
    if cells is None:
        return None
    return {name: Cell(Fraction(number, SCALE), where, digits) for name, number, digits, where in cells}
