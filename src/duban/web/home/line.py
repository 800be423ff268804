"""A line of 我的."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from duban.web.facts.reminders import Urged


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to do: what, for whom, by when, and the address and words of the button that does it.

    ``urged`` is the reminder that stands, by whom and of which day.
    """

    what: str
    org_unit: str
    due: date | None
    address: str
    button: object
    icon: str = "chevron-right"
    urged: Urged | None = None
