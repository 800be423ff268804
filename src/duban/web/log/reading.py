"""What was known when."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from duban.web.log.models import Entry, Head

_kept: ContextVar[list[int] | None] = ContextVar("head", default=None)


def head() -> int:
    """The number of the newest entry; inside ``kept_for_reading`` as it was when it was first asked."""
    kept = _kept.get()
    if kept:
        return kept[0]
    number = Head.objects.values_list("number", flat=True).get(pk=1)
    if kept is not None:
        kept.append(number)
    return number


@contextmanager
def kept_for_reading() -> Iterator[None]:
    """Ask for the end of the log once: for what only reads, so that a page is of one moment."""
    token = _kept.set([])
    try:
        yield
    finally:
        _kept.reset(token)


def number_at(moment: datetime) -> int:
    """The last entry of that moment; 0 where nothing was written by then."""
    newest = Entry.objects.filter(at__lte=moment).order_by("-number").values_list("number", flat=True).first()
    return newest or 0
