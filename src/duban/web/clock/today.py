"""Today and now, by the store's own day where it has one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, time

from django.utils import timezone

from duban.web.clock.models import StoreDay

# Asked once a request and kept for it; ``as_if`` sets a moment for a load that tells a history.
_day: ContextVar[date | None] = ContextVar("duban_day", default=None)
_moment: ContextVar[datetime | None] = ContextVar("duban_moment", default=None)


def store_day() -> date | None:
    """The day that the store is set to; None where it keeps the world's time."""
    return StoreDay.objects.values_list("day", flat=True).first()


def today() -> date:
    """The office's day."""
    moment = _moment.get()
    return moment.date() if moment else _day.get() or store_day() or timezone.localdate()


def now() -> datetime:
    """The office's moment: the world's time of day on the store's day."""
    if moment := _moment.get():
        return moment
    here = timezone.localtime()
    return here.replace(**{part: getattr(today(), part) for part in ("year", "month", "day")})


@contextmanager
def kept_for_request() -> Iterator[date | None]:
    """Ask for the store's day once; what runs inside is answered from that. Gives the day that it is set to."""
    day = store_day()
    token = _day.set(day or timezone.localdate())
    try:
        yield day
    finally:
        _day.reset(token)


@contextmanager
def as_if(day: date, at: time = time(17)) -> Iterator[None]:
    """What is written inside counts as known on that day: for a first load that tells a history."""
    token = _moment.set(datetime.combine(day, at, timezone.get_current_timezone()))
    try:
        yield
    finally:
        _moment.reset(token)
