"""Who has not reported a month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from duban.periods import Month
from duban.web.facts.calendar import current, window
from duban.web.facts.glance import STATES, Tables, tables
from duban.web.facts.holds import holds
from duban.web.facts.models import Sheet
from duban.web.facts.owed import in_force
from duban.web.org.directory import Directory
from duban.web.overview.scope import Scope

# States of a sheet that is still with its body.
_OPEN = frozenset({"", "returned"})


@dataclass(frozen=True, slots=True)
class Silent:
    """A body whose sheet is not in: how far it is, whether it is late, by when; for a provider how many tables."""

    org_unit: str
    word: object
    late: bool
    due: date
    tables: int = 0


@dataclass(frozen=True, slots=True)
class Waited:
    """Who is waited for in a month, sheets before tables: those that are late, and those whose day is to come."""

    month: Month
    late: tuple[Silent, ...]
    in_time: tuple[Silent, ...]


def wanted(scope: Scope, day: date) -> Month:
    """The month whose figures are asked for: that of the address, else the one that is being handed in."""
    return scope.month if "month" in scope.asked else current(day)


def waited_for(scope: Scope, places: Directory, day: date) -> Waited:
    """Everybody of the scope whose sheet is not in, and while the month is open the providers that owe a table."""
    month = wanted(scope, day)
    days, own = window(month), silent(scope, month, places, day)
    if not days.is_closed(day):
        given = tables(month, in_force(month.year), holds(month), places, day)
        own += [_tables(one) for one in given if not one.done and _within(scope, one.org_unit, places, day)]
    return Waited(month, tuple(one for one in own if one.late), tuple(one for one in own if not one.late))


def _tables(one: Tables) -> Silent:
    return Silent(one.org_unit, "", one.late, one.due, one.overdue or one.left)


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
        Silent(key, STATES[states.get(key, "")], late, days.due)
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
