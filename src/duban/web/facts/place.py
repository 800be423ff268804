"""Where a figure stands: a row of a sheet in a month. Proof is kept for it, and the panel beside the grid is of it."""

from __future__ import annotations

from dataclasses import dataclass

from duban.periods import Month
from duban.web.access.actor import Actor
from duban.web.access.policy import Target
from duban.web.declared.pack import declarations
from duban.web.facts.heirs import heir
from duban.web.facts.models import Proof
from duban.web.facts.rights import sees_own, sees_provided
from duban.web.log.amounts import month_of

_KEY = 200  # characters of a key in the log


@dataclass(frozen=True, slots=True)
class Place:
    """``grid`` is the sheet without its month: ``own.lindai``, ``provider.gdp.全域``; ``org_unit`` hands it in.

    ``indicator`` is empty for a body's own sheet.
    """

    grid: str
    row: str
    month: Month
    org_unit: str
    indicator: str = ""
    scope: str = ""

    @property
    def sheet(self) -> str:
        """The sheet's key."""
        return f"{self.grid}.{self.month}"

    @property
    def about(self) -> str:
        """As the log names it."""
        return f"{self.sheet} {self.row}"[:_KEY]

    @property
    def verb(self) -> str:
        """The right to fill it in."""
        return "facts.provide" if self.indicator else "facts.fill"

    @property
    def target(self) -> Target:
        """Whose it is, for access."""
        return Target(org_unit=self.org_unit, indicator=self.indicator)

    def seen_by(self, actor: Actor) -> bool:
        """Whether the sheet is shown to somebody."""
        if self.indicator:
            return sees_provided(actor, self.org_unit, self.indicator)
        return sees_own(actor, self.org_unit)


def place(grid: str, row: str, month: Month) -> Place | None:
    """The place that an address names; None where there is no such table."""
    kind, _dot, rest = grid.partition(".")
    if kind == "own" and rest:
        return Place(grid, row, month, rest)
    indicator, _dot, scope = rest.partition(".")
    provider = declarations().provider(indicator, scope, month.last_day) if kind == "provider" else None
    return Place(grid, row, month, provider.provider, indicator, scope) if provider else None


def place_of(proof: Proof, actor: Actor) -> Place | None:
    """Where a proof belongs; what a former body attached belongs to its successor."""
    month = month_of(proof.month)
    found = place(proof.sheet.removesuffix(f".{month}"), proof.row, month)
    if found is None or found.indicator:
        return found
    return Place(found.grid, found.row, month, heir(found.org_unit, actor.directory))
