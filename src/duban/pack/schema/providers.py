"""``providers.toml``: who hands in an indicator's figures for all; one at a time for an indicator and a scope."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pydantic import Field

from duban.declare import Id, Text
from duban.ledger.types import WHOLE
from duban.pack.schema.dated import Dated


@dataclass(frozen=True, slots=True)
class Provider:
    """``provider`` is an org unit. Figures come ``lag_months`` late (错月), on ``release_day`` of the month."""

    indicator: str
    provider: str
    scope: str = WHOLE
    lag_months: int = 0
    release_day: int | None = None
    start: date | None = None
    end: date | None = None


class ProviderDeclared(Dated):
    """``[[provider]]``."""

    indicator: Id
    provider: Id
    scope: Text = WHOLE
    lag_months: int = Field(0, ge=0, le=12)
    release_day: int | None = Field(None, ge=1, le=31)

    def as_provider(self) -> Provider:
        """As the engines have it."""
        return Provider(
            self.indicator, self.provider, self.scope, self.lag_months, self.release_day, self.start, self.end
        )
