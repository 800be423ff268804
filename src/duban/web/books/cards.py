"""Clauses as cards of the list: what, how much, how firm, by when, by whom; and the form that mends them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from duban.web.books.forms import TierShown, shown
from duban.web.books.models import Book, Clause
from duban.web.books.words import STATES, TierWords, tiers
from duban.web.declared.pack import declarations, indicator_name


@dataclass(frozen=True, slots=True)
class Card:
    """A clause with its words, and with the form where it may be mended."""

    clause: Clause
    state: object
    tiers: list[TierWords]
    indicator: str
    reviewing: bool
    form: list[TierShown] = field(default_factory=list)

    @property
    def firmness(self) -> str:
        """The firmest of its tiers, for the mark in the text."""
        return self.tiers[0].firmness if self.tiers else "plan"


def cards(clauses: Sequence[Clause], book: Book, *, reviewing: bool) -> list[Card]:
    """The cards of a book's clauses, in their order."""
    wanted = {one.indicator for one in clauses if one.indicator}
    names = {one.id: indicator_name(one) for one in declarations().indicators if one.id in wanted} if wanted else {}
    return [
        Card(
            clause=one,
            state=STATES[one.state],
            tiers=tiers(one) if one.sort == "pledge" else [],
            indicator=names.get(one.indicator, ""),
            reviewing=reviewing and book.state == "review",
            form=shown(one) if reviewing and one.sort == "pledge" else [],
        )
        for one in clauses
    ]
