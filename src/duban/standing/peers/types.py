"""A peers' table as it was read, and what comparing it gives. Amounts are exact, in base units; growths in per cent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from duban.errors import Finding
from duban.ledger.types import Polarity
from duban.periods import Period

Basis = Literal["level", "growth"]


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure with its place; ``digits`` are the decimals that the cell shows."""

    value: Fraction
    where: str
    digits: int = 0


@dataclass(frozen=True, slots=True)
class Printed:
    """A column of places as the table has it: by what, whether its head ``said`` so, and the place of each body."""

    by: Basis
    said: bool
    cells: Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Series:
    """One indicator over some months: bodies → figures. Who gave none is not in the mapping.

    ``name`` is the indicator's, or the head's where none is linked (``indicator`` is empty then). ``unit`` is the
    level's base unit, ``display`` and ``decimals`` how it is shown. ``growth_unit`` is % or 个百分点.
    ``stock``: it is what there is at the end of the period, no sum.
    """

    name: str
    indicator: str
    polarity: Polarity
    period: Period
    unit: str = ""
    display: str = ""
    decimals: int = 2
    growth_unit: str = "%"
    level: Mapping[str, Cell] | None = None
    growth: Mapping[str, Cell] | None = None
    printed: tuple[Printed, ...] = ()
    written: str = ""
    stock: bool = False

    def cells(self, basis: Basis) -> Mapping[str, Cell] | None:
        """The figures of a basis; None where the table has no such column."""
        return self.level if basis == "level" else self.growth


@dataclass(frozen=True, slots=True)
class PeersTable:
    """One table: its peers in its own order (全市, 合计 left out), and what it measures.

    ``partial``: its title says that it has some of the group only, so that no place in it is one in the group.
    """

    file: str
    title: str
    peers: tuple[str, ...]
    series: tuple[Series, ...]
    simulated: bool = False
    partial: bool = False


@dataclass(frozen=True, slots=True)
class Gap:
    """The distance to the next above or below; ``names`` are several where they share its place."""

    names: tuple[str, ...]
    distance: Fraction


@dataclass(frozen=True, slots=True)
class Movement:
    """Our place in an earlier table; ``up`` is how many places better we are now, negative where worse.

    ``up`` is None where other bodies gave figures then.
    """

    period: Period
    place: int
    of: int
    up: int | None


@dataclass(frozen=True, slots=True)
class Ranked:
    """Where we stand by level or by growth: 1224, the better the smaller.

    ``value`` and ``place`` are None where we gave no figure; ``place`` also where there is nobody to compare with.
    ``of`` is how many gave one, ``missing`` who of the table did not. ``absent`` are those
    that gave one in another table of the year. ``digits`` are the decimals to show.
    """

    basis: Basis
    value: Fraction | None
    unit: str
    digits: int
    place: int | None
    of: int
    tied: tuple[str, ...] = ()
    above: Gap | None = None
    below: Gap | None = None
    missing: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    movement: Movement | None = None
    places: tuple[tuple[str, int], ...] = ()
    display: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """One indicator: our place by level and by growth (None where the table has no such column), and the sentence."""

    name: str
    indicator: str
    period: Period
    polarity: Polarity
    level: Ranked | None
    growth: Ranked | None
    sentence: str
    simulated: bool = False
    file: str = ""


@dataclass(frozen=True, slots=True)
class Compared:
    """All indicators in the order of the table, and what is to be told. ``own`` is our name, ``among`` the group's."""

    own: str
    among: str
    comparisons: tuple[Comparison, ...]
    findings: tuple[Finding, ...] = ()
