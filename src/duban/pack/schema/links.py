"""``links.toml``: what a person decided a subject to mean, where two indicators could be meant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from duban.declare import Day, Declaration, Id, Text
from duban.ledger.types import WHOLE


@dataclass(frozen=True, slots=True)
class Choice:
    """``subject`` as written means ``indicator``, for one body or (``org_unit`` empty) for all."""

    subject: str
    indicator: str
    scope: str = WHOLE
    org_unit: str = ""
    chosen: date | None = None


class LinkDeclared(Declaration):
    """``[[link]]``."""

    subject: Text
    indicator: Id
    scope: Text = WHOLE
    org_unit: Id | None = None
    chosen: Day | None = None

    @property
    def choice(self) -> Choice:
        """As linking has it."""
        return Choice(self.subject, self.indicator, self.scope, self.org_unit or "", self.chosen)
