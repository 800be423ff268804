"""Parts of pages kept in memory while nothing is written: what is read far more often than it changes.

A part is kept under all that it depends on: what the caller names, the newest entry of the log, the language. Whoever
may see more or less than others must be told apart in the key.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from datetime import datetime
from threading import Lock
from typing import Final

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from duban.web.clock.today import now
from duban.web.log.reading import head

# The parts of a city's pages, in both languages; a part is some ten thousand characters.
_MOST: Final = 1000

_parts: OrderedDict[Hashable, tuple[str, datetime | None]] = OrderedDict()
_lock = Lock()


def remembered(key: tuple[Hashable, ...], make: Callable[[], tuple[str, datetime | None]]) -> SafeString:
    """The part of a key, made anew where it is not kept; ``make`` gives it with the moment from which it is stale."""
    whole = (*key, head(), get_language())
    with _lock:
        found = _parts.get(whole)
        if found is not None:
            _parts.move_to_end(whole)
    if found is None or (found[1] is not None and found[1] <= now()):
        found = make()
        with _lock:
            _parts[whole] = found
            while len(_parts) > _MOST:
                _parts.popitem(last=False)
    return mark_safe(found[0])  # rendered by a template, which escaped what it shows


def forget() -> None:
    """Keep nothing: another store stands behind the connection (tests)."""
    with _lock:
        _parts.clear()
