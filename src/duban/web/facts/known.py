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


@dataclass(frozen=True, slots=True)
class _Version:
    """A version of a figure, the number of the row that it replaces, and its release."""

    fact: types.Fact
    replaces: int | None
    release: datetime | None


@dataclass(slots=True)
class _Kept:
    """All versions that an entry and those before it wrote, by the numbers of their rows."""

    number: int = 0
    hash: str = ""
    rows: dict[int, _Version] = field(default_factory=dict)


_kept = _Kept()
_lock = Lock()


def released() -> tuple[types.Fact, ...]:
    """The newest released version of every figure, in the order of writing: ``seen.released``, in memory.

    Where it says that there is none there is no figure.
    """
    with _lock:
        _follow()
        moment = now()
        newest: dict[str, int] = {}
        corrected: set[int | None] = set()
        for number, one in _kept.rows.items():
            if one.release is None or one.release <= moment:
                newest[one.fact.key] = number
                corrected.add(one.replaces)
        found = (_kept.rows[number].fact for number in sorted(newest.values()) if number not in corrected)
        return tuple(one for one in found if not _is_none(one))


def _is_none(one: types.Fact) -> bool:
    return one.value is None and not one.state and one.comparator == "="


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
        _kept.rows[row.id] = _Version(as_fact(row), row.replaces_id, row.release)
    _kept.number, _kept.hash = number, hash
