"""What is kept in memory while nothing is written: what is read far more often than it changes.

A value is kept under all that it depends on: what the caller names, until the log has another end; then all are let
go. Whoever may see more or less than others must be told apart in the key. Inside an action that writes nothing is
kept, since that may fail.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from datetime import datetime
from secrets import token_hex
from threading import Lock
from typing import Final, TypeVar

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from duban.web.clock.today import now
from duban.web.log.reading import End, end, writes

Value = TypeVar("Value")
Until = datetime | None

# The parts of a city's pages, in both languages; a part has some ten thousand characters, a value of rows is counted
# as one such.
_MOST: Final = 30_000_000
_ROWS: Final = 10_000
_TOKEN: Final = f"token-{token_hex(16)}"

_kept: OrderedDict[Hashable, tuple[object, Until]] = OrderedDict()
_lock = Lock()
_held = 0
_end: End | None = None


def kept(key: tuple[Hashable, ...], make: Callable[[], tuple[Value, Until]]) -> Value:
    """The value of a key, made anew where it is not kept; ``make`` gives it with the moment from which it is stale.

    What is kept is shared by all who ask: it is read, and never changed.
    """
    if writes():
        return make()[0]
    at = end()
    with _lock:
        found = _kept.get(key) if _end == at else None
        if found is not None:
            _kept.move_to_end(key)
    if found is None or (found[1] is not None and found[1] <= now()):
        found = made = make()
        _keep(at, key, made)
    return found[0]  # type: ignore[return-value]  # what a key holds is what its one caller made


def remembered(key: tuple[Hashable, ...], make: Callable[[], tuple[str, Until]]) -> SafeString:
    """A part of a page in the reader's language, kept as ``kept`` does it."""
    return mark_safe(kept((*key, get_language()), make))  # rendered by a template, which escaped what it shows


def with_forms(
    request: HttpRequest, key: tuple[Hashable, ...], make: Callable[[dict[str, str]], tuple[str, Until]]
) -> SafeString:
    """A part that holds forms: what ``make`` is given belongs into its template's values, for ``{% csrf_token %}``.

    The token is each reader's own, and put in each time.
    """
    part = remembered(key, lambda: make({"csrf_token": _TOKEN}))
    return mark_safe(part.replace(_TOKEN, get_token(request))) if _TOKEN in part else part


def _keep(at: End, key: Hashable, made: tuple[object, Until]) -> None:
    global _held, _end
    with _lock:
        if _end != at:
            _kept.clear()
            _held, _end = 0, at
        _held += _weight(made) - _weight(_kept.pop(key, None))
        _kept[key] = made
        while _held > _MOST:
            _held -= _weight(_kept.popitem(last=False)[1])


def _weight(found: tuple[object, Until] | None) -> int:
    return 0 if found is None else len(found[0]) if isinstance(found[0], str) else _ROWS


def forget() -> None:
    """Keep nothing: another store stands behind the connection (tests)."""
    global _held, _end
    with _lock:
        _kept.clear()
        _held, _end = 0, None
