"""What was known when."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from duban.web.log.models import Entry, Head

End = tuple[int, str]

_kept: ContextVar[list[End] | None] = ContextVar("head", default=None)
_writes: ContextVar[bool] = ContextVar("writes", default=False)


def head() -> int:
    """The number of the newest entry; inside ``kept_for_reading`` as it was when it was first asked."""
    return end()[0]


def end() -> End:
    """The number and the hash of the newest entry: the same in no other store, nor after a roll-back."""
    kept = _kept.get()
    if kept:
        return kept[0]
    found: End = Head.objects.values_list("number", "hash").get(pk=1)
    if kept is not None:
        kept.append(found)
    return found


@contextmanager
def kept_for_reading() -> Iterator[None]:
    """Ask for the end of the log once: for what only reads, so that a page is of one moment."""
    token = _kept.set([])
    try:
        yield
    finally:
        _kept.reset(token)


@contextmanager
def under_way() -> Iterator[None]:
    """Rows are written whose entry does not stand yet."""
    token = _writes.set(True)
    try:
        yield
    finally:
        _writes.reset(token)


def writes() -> bool:
    """Whether rows may be in sight that the end of the log does not tell of."""
    return _writes.get()


def number_at(moment: datetime) -> int:
    """The last entry of that moment; 0 where nothing was written by then."""
    newest = Entry.objects.filter(at__lte=moment).order_by("-number").values_list("number", flat=True).first()
    return newest or 0
