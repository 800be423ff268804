"""Standings as they are shown: groups, places in order, the points of each line, and what stands beside them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal

from duban.errors import Finding
from duban.ledger.types import OrgUnit, Pledge
from duban.pack.schema.lights import LightRule
from duban.pack.schema.rulebooks import Adjustment, Flag, Gate, Line, Rulebook
from duban.periods import Month

# Why a line has no points: no month counts yet · not reported · the formula has no value there · as ``tables.Why``
Reason = Literal["", "early", "no-figure", "conflict", "undefined", "not-for", "no-target", "no-longer-counted"]


@dataclass(frozen=True, slots=True)
class Score:
    """One line of a body: its points in whole ``digits``-th decimals by the figures of ``until``; or why it has none.

    ``figures`` are the engine's own columns of that row, by which the points can be computed again. ``alike``: the
    formula had nothing to divide by, and its second half was taken (全组一样).
    """

    line: Line
    points: int | None
    reason: Reason
    until: Month | None = None
    pledge: Pledge | None = None
    alike: bool = False
    figures: Mapping[str, Any] | None = None

    @property
    def actual(self) -> Fraction | None:
        """The figure, in its base unit."""
        return _exact(self.figures.get("actual")) if self.figures else None

    @property
    def target(self) -> Fraction | None:
        """The figure pledged, in its base unit."""
        return _exact(self.figures.get("target")) if self.figures else None

    @property
    def share(self) -> float | None:
        """Per cent of the target; None where there is none."""
        return quotient(self.figures, "share") if self.figures else None


@dataclass(frozen=True, slots=True)
class Past:
    """A body's result in an earlier month of the year."""

    month: Month
    rank: int | None
    total: int | None


@dataclass(frozen=True, slots=True)
class Place:
    """A body's result in a month. Totals are whole numbers of the rulebook's last decimal (``digits``).

    ``rank`` None: it takes no place, ``unplaced`` says why. ``earned`` is out of the full weight, ``raw`` out
    of ``counted``. ``tied``: how many share the place; ``level``: how many have the total, before tie-breaks.
    ``rank_last_year`` is of a result that was frozen then, where there is one (``frozen.beside_last_year``).
    """

    org_unit: OrgUnit
    total: int | None
    rank: int | None
    rank_before: int | None
    raw: int
    earned: int | None
    counted: Fraction
    bonus: int
    minus: int
    ladder: int
    tied: int
    level: int
    scores: tuple[Score, ...]
    gates: tuple[tuple[Gate, bool], ...] = ()
    unplaced: str = ""
    history: tuple[Past, ...] = ()
    rank_last_year: int | None = None

    @property
    def moved(self) -> int | None:
        """Places gained (positive) or lost against the month before; None where one of the two is lacking."""
        return self.rank_before - self.rank if self.rank and self.rank_before else None

    @property
    def moved_in_a_year(self) -> int | None:
        """Places gained or lost against the same month of the year before."""
        return self.rank_last_year - self.rank if self.rank and self.rank_last_year else None

    @property
    def missing(self) -> tuple[Score, ...]:
        """The lines whose figure is owed and not there, or has no value."""
        return tuple(one for one in self.scores if one.reason in {"no-figure", "conflict", "undefined"})


@dataclass(frozen=True, slots=True)
class League:
    """A group in order of places; those without one follow in official order. ``notes`` are in plain words."""

    group: str
    places: tuple[Place, ...]
    notes: tuple[str, ...] = ()

    @property
    def ranked(self) -> tuple[Place, ...]:
        """Those that take a place."""
        return tuple(one for one in self.places if one.rank is not None)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A red flag or a snail that a rule proposes for a body's work, or for a pledge; nothing counts unconfirmed."""

    flag: Flag
    org_unit: OrgUnit
    pledge: Pledge | None
    reason: str


@dataclass(frozen=True, slots=True)
class Standings:
    """The order of bodies under a rulebook as of a date, group by group."""

    book: Rulebook
    rule: LightRule
    as_of: date
    month: Month
    leagues: tuple[League, ...]
    proposals: tuple[Proposal, ...] = ()
    adjustments: tuple[Adjustment, ...] = ()
    findings: tuple[Finding, ...] = ()
    known_at: int | None = None

    def points(self, whole: int | None) -> str:
        """Points as they are printed, with all the rulebook's decimals; ``—`` where there are none."""
        if whole is None:
            return "—"
        sign, digits = "-" if whole < 0 else "", self.book.digits
        units, rest = divmod(abs(whole), 10**digits)
        return f"{sign}{units}.{rest:0>{digits}}" if digits else f"{sign}{units}"

    def place(self, org_unit: str) -> Place | None:
        """A body's place."""
        return next((one for league in self.leagues for one in league.places if one.org_unit.id == org_unit), None)

    def league_of(self, org_unit: str) -> League | None:
        """The group in which a body stands."""
        return next((one for one in self.leagues if any(place.org_unit.id == org_unit for place in one.places)), None)


def quotient(figures: Mapping[str, Any], name: str) -> float | None:
    """A quotient of the engine's: ``name_over / name_under``."""
    over, under = figures.get(f"{name}_over"), figures.get(f"{name}_under")
    return None if over is None or not under else float(over) / float(under)


def _exact(value: Decimal | None) -> Fraction | None:
    return None if value is None else Fraction(value)
