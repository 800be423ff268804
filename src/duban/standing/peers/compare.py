"""One indicator of a table: where we stand by level and by growth, and how that moved."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from duban.standing.peers.places import gaps, places
from duban.standing.peers.rows import same, short
from duban.standing.peers.types import Basis, Movement, PeersTable, Ranked, Series

_FEWEST = 2
_DIGITS = (1, 2)  # of a growth: at least one decimal is shown, and at most two


def ranked(series: Series, basis: Basis, table: PeersTable, own: str) -> Ranked | None:
    """Our place by one basis; None where the table has no such column."""
    cells = series.cells(basis)
    if cells is None:
        return None
    values = {name: cell.value for name, cell in cells.items()}
    missing = tuple(name for name in table.peers if name not in values)
    least, most = _DIGITS
    shown = max((cell.digits for cell in cells.values()), default=0)
    digits = series.decimals if basis == "level" else min(max(shown, least), most)
    unit = series.unit if basis == "level" else series.growth_unit
    display = series.display if basis == "level" else series.growth_unit
    found = Ranked(basis, values.get(own), unit, digits, None, len(values), missing=missing, display=display)
    if own not in values or len(values) < _FEWEST:
        return found
    order = places(values, series.polarity)
    above, below = gaps(own, values, series.polarity)
    tied = tuple(name for name, place in order.items() if place == order[own] and name != own)
    return Ranked(
        basis,
        values[own],
        unit,
        digits,
        order[own],
        len(values),
        tied,
        above,
        below,
        missing,
        places=tuple(sorted(order.items(), key=lambda pair: pair[1])),
        display=display,
    )


def movement(now: Ranked, before: Ranked | None, earlier: Series | None) -> Movement | None:
    """How many places we moved since an earlier table; None where one of them gives us no place.

    A place among others is no place to compare with: where other bodies gave figures, no number of places is told.
    """
    if before is None or earlier is None or before.place is None or now.place is None:
        return None
    alike = {short(name) for name, _ in now.places} == {short(name) for name, _ in before.places}
    return Movement(earlier.period, before.place, before.of, before.place - now.place if alike else None)


def own_row(table: PeersTable, own: str) -> str:
    """Our row's name in a table; empty where it has none."""
    return next((name for name in table.peers if same(name, own)), "")


def latest(tables: Iterable[PeersTable]) -> list[tuple[PeersTable, Series]]:
    """Of each indicator the series of the latest month, and of the longest period that ends there, in order."""
    found: dict[str, tuple[PeersTable, Series]] = {}
    for table in tables:
        for one in table.series:
            kept = found.get(_key(one))
            if kept is None or _rank(one) > _rank(kept[1]):
                found[_key(one)] = table, one
    return list(found.values())


def earlier(tables: Sequence[PeersTable], now: Series) -> tuple[PeersTable, Series] | None:
    """The table before for an indicator: the latest that ends earlier; one to date before one of a month alone."""
    alike = [
        (table, one)
        for table in tables
        for one in table.series
        if _key(one) == _key(now) and one.period.end < now.period.end and _one_kind(one, now)
    ]
    return max(alike, key=lambda pair: _rank(pair[1]), default=None)


def absent(tables: Iterable[PeersTable], now: Series, basis: Basis) -> tuple[str, ...]:
    """Who gave a figure in another table of the same year and gives none now; who never does is not waited for."""
    alike = (one for table in tables for one in table.series if _key(one) == _key(now))
    cells = [one.cells(basis) or {} for one in alike if one.period.end.year == now.period.end.year]
    here = {short(name) for name in now.cells(basis) or {}}
    return tuple(dict.fromkeys(name for given in cells for name in map(short, given) if name not in here))


def step(digits: int) -> Fraction:
    """The smallest difference that can be shown."""
    return Fraction(1, 10**digits)


def _one_kind(one: Series, other: Series) -> bool:
    return one.period.is_to_date == other.period.is_to_date


def _key(one: Series) -> str:
    return one.indicator or one.written


def _rank(one: Series) -> tuple[int, int]:
    return one.period.end.number, one.period.months
