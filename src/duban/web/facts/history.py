"""What is known of one cell: the pledge that it answers, the months before, and every figure that ever stood there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from duban.periods import Month
from duban.web.books.models import Clause
from duban.web.books.words import TierWords, tiers
from duban.web.facts.cells import NIL_WORD, Measure, shown
from duban.web.facts.models import Fact, Objection
from duban.web.facts.owed import answers
from duban.web.facts.seen import newest

_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Told:
    """A figure or a state of a month, as it is read."""

    month: int
    words: str
    fact: Fact


@dataclass(frozen=True, slots=True)
class Issued:
    """A result that was issued (a frozen league, a bulletin): what it is called, and the log's entry it was read at.

    ``entry`` is the number up to which figures were known to it; ``address`` its page, empty where it has none.
    """

    name: str
    entry: int
    at: datetime
    address: str = ""


# Rooms above this one say here what was issued of the months that a correction may touch.
ISSUED: list[Callable[[], Sequence[Issued]]] = []


@dataclass(frozen=True, slots=True)
class Revision:
    """A version of this month's figure: who wrote it, under which post, when and why.

    ``was`` is what stood before, empty for the first; ``after`` are the results that were issued with that.
    """

    words: str
    status: str
    at: datetime
    post: str
    stands: bool
    was: str = ""
    why: str = ""
    after: tuple[Issued, ...] = ()


@dataclass(frozen=True, slots=True)
class Past:
    """A pledge with what is known of it: the newest month first, and the versions of this month's figure."""

    clause: Clause
    tiers: list[TierWords]
    months: list[Told]
    revisions: list[Revision]


def past(clause: Clause, measure: Measure, month: Month, facts: Iterable[Fact], reach: Q) -> Past:
    """What is known of a pledge up to a month; ``facts`` are those of its body that hold now, within a reach."""
    own = [one for one in facts if answers(one, clause)]
    months = [Told(one.last, words(one, measure), one) for one in sorted(own, key=lambda one: -one.last)]
    held = next((one for one in months if one.month == month.number), None)
    return Past(clause, tiers(clause), months, _revisions(held.fact, measure, reach) if held else [])


def facts_of(org_unit: str, month: Month, reach: Q) -> list[Fact]:
    """The figures of a body within somebody's reach, from last year's same month on."""
    found = newest(reach).filter(org_unit=org_unit, last__gte=month.number - _MONTHS, last__lte=month.number)
    return list(found.order_by("last", "id"))


def words(fact: Fact, measure: Measure) -> str:
    """A figure with its unit, or that there is none; a state with its day."""
    if fact.kind == "milestone":
        return f"{fact.state} {fact.day or ''}".strip()
    if fact.is_none:
        return NIL_WORD
    return f"{shown(fact.value, measure)}{measure.unit}"


def reason_of(row: Fact) -> str:
    """Why a figure was written as it was, in the words of its entry: its own reason, else that of all in it."""
    detail = row.entry.detail
    return str(detail.get("reasons", {}).get(row.key, "") or detail.get("reason", ""))


def issued_between(issued: Iterable[Issued], before: Fact, row: Fact) -> tuple[Issued, ...]:
    """The results that were issued with a version of a figure before the next one was written."""
    return tuple(one for one in issued if before.entry_id <= one.entry < row.entry_id)


def all_issued() -> list[Issued]:
    """What was issued, of all rooms that issue."""
    return [one for source in ISSUED for one in source()]


def _revisions(fact: Fact, measure: Measure, reach: Q) -> list[Revision]:
    """All versions within reach, the newest first."""
    rows = list(Fact.objects.filter(reach, key=fact.key).select_related("entry").order_by("id"))
    issued = all_issued() if len(rows) > 1 else []
    upheld = list(Objection.objects.filter(fact=fact.key, upheld=True)) if len(rows) > 1 else []
    found = []
    for before, row in zip([None, *rows], rows, strict=False):
        since = before.entry_id if before else row.entry_id
        after = issued_between(issued, before, row) if before else ()
        objected = "；".join(f"单位异议：{one.text}" for one in upheld if since < one.entry_id < row.entry_id)
        why = reason_of(row) or objected
        was = words(before, measure) if before else ""
        told = (row.entry.at, row.entry.post, row.pk == fact.pk, was, why, after)
        found.append(Revision(words(row, measure), row.status, *told))
    return found[::-1]
