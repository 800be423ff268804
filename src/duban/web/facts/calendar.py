"""When a month opens, falls due and closes: by the days of the pack (``[calendar]`` in rules.toml).

A closed month is opened again only by the supervision office, for one body, until a day, with a reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from duban.errors import InputError
from duban.pack.schema.providers import Provider
from duban.periods import Month
from duban.web.clock.today import today
from duban.web.declared.pack import declarations
from duban.web.facts.models import Reopening, Sheet
from duban.web.log.amounts import month_of
from duban.workdays import from_day


@dataclass(frozen=True, slots=True)
class Window:
    """The days of a month's figures: open from, due on, closed after; ``reopened`` until, where it was opened again."""

    opens: date
    due: date
    closes: date
    reopened: date | None = None

    def is_open(self, day: date) -> bool:
        """Whether figures may be handed in on a day."""
        return self.opens <= day <= max(self.closes, self.reopened or self.closes)

    def is_closed(self, day: date) -> bool:
        """Whether the month is closed by its own days, whether it was opened again or not."""
        return day > self.closes

    def is_late(self, day: date) -> bool:
        """Whether what is handed in on a day is late for ever."""
        return day > self.due


def window(month: Month) -> Window:
    """The days of a month; all are in the month after it but the first, which may be its own.

    A month that would fall due, or be closed, in a holiday is on the next day that is worked.
    """
    days, after = declarations().calendar, month.plus(1)
    return Window(_day(month, days.opens), from_day(_day(after, days.due)), from_day(_day(after, days.closes)))


def provider_window(provider: Provider, month: Month) -> Window:
    """The days of a provider's table: due on its own release day, where it has one, and not closed before."""
    found = window(month)
    if provider.release_day is None:
        return found
    due = from_day(_day(month.plus(provider.lag_months), provider.release_day))
    return replace(found, due=due, closes=max(found.closes, due))


def reopened(month: Month) -> Mapping[str, Reopening]:
    """For which bodies a month was opened again, each with the day until which; one query."""
    return {one.org_unit: one for one in Reopening.objects.current().filter(month=month.number)}


def reopened_for(org_units: frozenset[str], day: date) -> list[Reopening]:
    """What stands open again of closed months for these bodies on a day, the oldest month first."""
    rows = Reopening.objects.current().filter(org_unit__in=org_units, until__gte=day).order_by("month", "id")
    return [one for one in rows if window(month_of(one.month)).is_closed(day)]


def released_since(again: Reopening) -> bool:
    """Whether a provider released a table of a month after it was opened again."""
    told = {"kind": "provider", "org_unit": again.org_unit, "month": again.month, "state": "released"}
    return Sheet.objects.filter(**told, entry__gt=again.entry_id).exists()


def window_of(month: Month, org_unit: str, days: Window | None = None) -> Window:
    """The days of a month for one body; ``days`` are those of a provider's table."""
    again = reopened(month).get(org_unit)
    return replace(days or window(month), reopened=again.until if again else None)


def check_open(month: Month, org_unit: str, days: Window | None = None) -> Window:
    """The days of a month for a body. Raises InputError for one that is not open yet, or is closed."""
    found, day = window_of(month, org_unit, days), today()
    if day < found.opens:
        raise InputError(f"{month}还没有开始填报", do=f"从{_said(found.opens)}起可以填")
    if not found.is_open(day):
        again = f"，重新开放也只到{_said(found.reopened)}" if found.reopened else ""
        raise InputError(f"{month}已经关账（{_said(found.closes)}）{again}", do="要补报或更正，请督查办重新开放这个月")
    return found


def current(day: date) -> Month:
    """The month whose figures are wanted on a day: the newest that is open, the one before while none is."""
    own = Month.of(day)
    return own if window(own).opens <= day and day.day > declarations().calendar.closes else own.plus(-1)


def _said(day: date) -> str:
    return f"{day.month}月{day.day}日"


def _day(month: Month, day: int) -> date:
    return date(month.year, month.month, min(day, month.last_day.day))
