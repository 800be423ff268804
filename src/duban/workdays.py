"""Working days (工作日): the State Council's holidays, the weekends worked instead of them, and plain weekends.

Holidays are published a year at a time. Beyond what is published only weekends are free, and a day that was counted
so is provisional: it may move once the holidays are known.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import chinese_calendar

_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Due:
    """A day that was counted in working days; ``provisional``: some day of the way was not published yet."""

    day: date
    provisional: bool = False


def is_published(day: date) -> bool:
    """Whether the holidays of a day's year are known."""
    return bool(min(chinese_calendar.holidays).year <= day.year <= max(chinese_calendar.holidays).year)


def is_worked(day: date) -> bool:
    """Whether offices work on a day."""
    return bool(chinese_calendar.is_workday(day)) if is_published(day) else day.weekday() < _SATURDAY


def from_day(day: date) -> date:
    """A day that is worked: the day itself, else the next one; what falls due in a holiday falls due after it."""
    while not is_worked(day):
        day += timedelta(days=1)
    return day


def after(day: date, count: int) -> Due:
    """The last of ``count`` working days after a day, which itself does not count: within three days of a Friday is
    Wednesday. Of no days at all it is the day itself.
    """
    found = day
    for _ in range(count):
        found += timedelta(days=1)
        while not is_worked(found):
            found += timedelta(days=1)
    return Due(found, not is_published(found))
