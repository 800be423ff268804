"""Who has not reported a month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from duban.periods import Month
from duban.web.facts.calendar import current, window
from duban.web.facts.glance import STATES
from duban.web.facts.models import Sheet
from duban.web.org.directory import Directory
from duban.web.overview.scope import Scope

# States of a sheet that is still with its body.
_OPEN = frozenset({"", "returned"})


@dataclass(frozen=True, slots=True)
class Silent:
    """A body whose sheet is not in: how far it is, and whether it is late."""

    org_unit: str
    word: object
    late: bool


def wanted(scope: Scope, day: date) -> Month:
    """The month whose figures are asked for: that of the address, else the one that is being handed in."""
    return scope.month if "month" in scope.asked else current(day)


def silent(scope: Scope, month: Month, places: Directory, day: date) -> list[Silent]:
    """The bodies of the scope that have not handed in, in official order; two queries at most.

    While a month is open its sheets tell; once it is closed whoever has a figure for it has reported, however it came.
    """
    bodies = [key for key in scope.kept.get("owing", ()) if _within(scope, key, places, day)]
    sheets = Sheet.objects.current().filter(kind="own", month=month.number, org_unit__in=bodies)
    states = {one.org_unit: one.state for one in sheets}
    days = window(month)
    told = _told(scope, month) if days.closes < day else set()
    late = day > days.due
    return [
        Silent(key, STATES[states.get(key, "")], late)
        for key in bodies
        if states.get(key, "") in _OPEN and key not in told
    ]


def _told(scope: Scope, month: Month) -> set[str]:
    """Who has any figure for a month."""
    rows = scope.rows().order_by().values("lead").annotate(have=Count("id", filter=Q(until__gte=month.number)))
    return {one["lead"] for one in rows if one["have"]}


def _within(scope: Scope, key: str, places: Directory, day: date) -> bool:
    if scope.org_unit:
        return key == scope.org_unit
    if scope.post:
        return any(key in one.org_units for one in places.in_charge(scope.post, day))
    return True
