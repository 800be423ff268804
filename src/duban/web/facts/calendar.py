"""When a month opens, falls due and closes: by the days of the pack (``[calendar]`` in rules.toml)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from duban.errors import InputError
from duban.periods import Month
from duban.web.clock.today import today
from duban.web.declared.pack import declarations


@dataclass(frozen=True, slots=True)
class Window:
    """The days of a month's figures: open from, due on, closed after."""

    opens: date
    due: date
    closes: date

    def is_open(self, day: date) -> bool:
        """Whether figures may be handed in on a day."""
        return self.opens <= day <= self.closes


def window(month: Month) -> Window:
    """The days of a month; all are in the month after it but the first, which may be its own."""
    days, after = declarations().calendar, month.plus(1)
    return Window(_day(month, days.opens), _day(after, days.due), _day(after, days.closes))


def check_open(month: Month) -> None:
    """Refuse a month that is not open yet, or is closed. Raises InputError."""
    found, day = window(month), today()
    if day < found.opens:
        raise InputError(f"{month}还没有开始填报", do=f"从{found.opens}起可以填")
    if day > found.closes:
        raise InputError(f"{month}已经关账", do="要补报或更正，请督查办重新开放这个月")


def current(day: date) -> Month:
    """The month whose figures are wanted on a day: the newest that is open, the one before while none is."""
    own = Month.of(day)
    return own if window(own).opens <= day and day.day > declarations().calendar.closes else own.plus(-1)


def _day(month: Month, day: int) -> date:
    return date(month.year, month.month, min(day, month.last_day.day))
