"""Who was reminded of a month (催报), and which reminders still stand: until the next step is done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from duban.periods import Month
from duban.web.facts.models import Reminder, Sheet

# A kind of sheets (own, provider) and a body.
Owing = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Urged:
    """A reminder that stands: of which day, and under which post; without one it came by itself."""

    day: date
    post: str
    entry: int


def key_of(kind: str, org_unit: str, month: Month, day: date) -> str:
    """The key of a reminder: nobody is reminded of the same twice on a day."""
    return f"{kind}.{org_unit}.{month}.{day}"


def urged(months: Iterable[Month]) -> Mapping[tuple[Month, Owing], Urged]:
    """The newest reminder of every body for each of these months; one query."""
    by_number = {one.number: one for one in months}
    rows = Reminder.objects.filter(month__in=by_number).select_related("entry").order_by("id")
    return {
        (by_number[one.month], (one.kind, one.org_unit)): Urged(one.day, one.entry.post, one.entry_id) for one in rows
    }


def stands(found: Urged | None, sheet: Sheet | None) -> Urged | None:
    """The reminder, unless the sheet has moved since: then it is done."""
    return found if found is not None and (sheet is None or sheet.entry_id < found.entry) else None
