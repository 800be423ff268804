"""The figures as the engines read them, kept from one reading to the next: only what was written since is read anew."""

from __future__ import annotations

from collections.abc import Iterator
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


@dataclass(frozen=True, slots=True)
class _Row:
    """A figure with its release and the row that it corrects."""

    fact: types.Fact
    release: datetime | None
    replaces: int | None


@dataclass(slots=True)
class _Kept:
    """The figures that held after an entry, by the numbers of their rows, and those that one to come will correct."""

    number: int = 0
    hash: str = ""
    rows: dict[int, _Row] = field(default_factory=dict)


_kept = _Kept()
_lock = Lock()


def released() -> tuple[types.Fact, ...]:
    """Every figure whose release has come and that no released one corrects, in the order in which they were written.

    A correction that is still to come leaves the former figure where it is.
    """
    with _lock:
        _follow()
        moment, rows = now(), _kept.rows
        out = {number for number, one in rows.items() if one.release is None or one.release <= moment}
        gone = {number for one in out if rows[one].release for number in _corrected(rows, rows[one].replaces)}
        return tuple(one.fact for number, one in rows.items() if number in out and number not in gone)


def _corrected(rows: dict[int, _Row], number: int | None) -> Iterator[int]:
    """The rows that a correction takes the place of, one after the other."""
    while number is not None and number in rows:
        yield number
        number = rows[number].replaces


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
        if row.release is None:
            for replaced in list(_corrected(_kept.rows, row.replaces_id)):
                del _kept.rows[replaced]
        _kept.rows[row.id] = _Row(as_fact(row), row.release, row.replaces_id)
    _kept.number, _kept.hash = number, hash
