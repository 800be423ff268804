"""The figures as the engines read them, kept from one reading to the next: only what was written since is read anew."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock
from typing import Final

from duban.ledger import types
from duban.web.clock.today import now
from duban.web.facts.convert import as_fact
from duban.web.facts.models import Fact
from duban.web.log.models import Entry, Head

_FIELDS: Final = tuple(one.attname for one in Fact._meta.concrete_fields)


@dataclass(slots=True)
class _Kept:
    """The figures that held after an entry, by the numbers of their rows, each with its release."""

    number: int = 0
    hash: str = ""
    rows: dict[int, tuple[types.Fact, datetime | None]] = field(default_factory=dict)


_kept = _Kept()
_lock = Lock()


def released() -> tuple[types.Fact, ...]:
    """Every figure that nothing replaces and whose release has come, in the order in which they were written."""
    with _lock:
        _follow()
        moment = now()
        return tuple(fact for fact, release in _kept.rows.values() if release is None or release <= moment)


def _follow() -> None:
    """Take in what was written since. A log that is another than the one that was read is read from its beginning."""
    global _kept
    number, hash = Head.objects.values_list("number", "hash").get(pk=1)
    if hash == _kept.hash:
        return
    if not _kept.number or not Entry.objects.filter(number=_kept.number, hash=_kept.hash).exists():
        _kept = _Kept()
    new = Fact.objects.filter(entry_id__gt=_kept.number, entry_id__lte=number).order_by("id")
    for row in new.values_list(*_FIELDS, named=True):
        _kept.rows.pop(row.replaces_id, None)
        _kept.rows[row.id] = as_fact(row), row.release
    _kept.number, _kept.hash = number, hash
