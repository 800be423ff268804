"""A month's tables in full: every peer's figures and places, where they stand in the file, and who kept them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from duban.periods import Month, Period
from duban.standing.peers.api import own_and_group
from duban.standing.peers.compare import own_row, ranked
from duban.standing.peers.sentence import figure
from duban.standing.peers.types import Basis
from duban.web.declared.pack import declarations
from duban.web.log.amounts import month_of
from duban.web.peers.convert import table_of
from duban.web.peers.models import PeersFigures


@dataclass(frozen=True, slots=True)
class Peer:
    """One peer's figure and place; ``value`` is empty where it gave none. ``where`` is its cell in the file.

    ``was`` is what stood there before, where that was something else.
    """

    name: str
    value: str
    place: int | None
    where: str
    ours: bool
    was: str = ""


@dataclass(frozen=True, slots=True)
class Side:
    """An indicator by amount or by growth, the peers in the table's order."""

    basis: Basis
    peers: tuple[Peer, ...]
    of: int


@dataclass(frozen=True, slots=True)
class Kept:
    """An indicator of the month, as it stands; ``versions`` are its rows from the first to the newest."""

    row: PeersFigures
    period: Period
    sides: tuple[Side, ...]
    versions: tuple[PeersFigures, ...]


def kept_of(month: Month) -> list[Kept]:
    """What is kept of a month, in the order in which it came."""
    rows = list(PeersFigures.objects.filter(last=month.number).select_related("entry").order_by("id"))
    versions: dict[str, list[PeersFigures]] = {}
    for row in rows:
        versions.setdefault(row.key, []).append(row)
    own, _among = own_and_group(declarations())
    return [_kept(ones, own) for ones in versions.values()]


def _kept(versions: list[PeersFigures], own: str) -> Kept:
    row = versions[-1]
    period = Period(month_of(row.first), month_of(row.last))
    return Kept(row, period, tuple(sides(row, own)), tuple(versions))


def sides(row: PeersFigures, own: str, before: PeersFigures | None = None) -> Iterator[Side]:
    """A row by amount and by growth, with what ``before``, which it replaces, had instead."""
    table = table_of(row)
    series, ours = table.series[0], own_row(table, own)
    held = table_of(before).series[0] if before else None
    bases: tuple[Basis, ...] = ("level", "growth")
    for basis in bases:
        side, cells = ranked(series, basis, table, ours), series.cells(basis)
        if side is None or cells is None:
            continue
        places, earlier = dict(side.places), (held.cells(basis) if held else None) or {}
        peers = []
        for name in table.peers:
            now, was = cells.get(name), earlier.get(name)
            told = figure(was.value, side) if was and (now is None or now.value != was.value) else ""
            value, where = (figure(now.value, side), now.where) if now else ("", "")
            peers.append(Peer(name, value, places.get(name), where, name == ours, told))
        yield Side(basis, tuple(peers), side.of)
