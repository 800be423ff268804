"""What was corrected, handed in late or adjusted after a result was issued; the result itself stays as it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from duban.amounts import about
from duban.errors import DubanError
from duban.ledger.types import Fact as Figure
from duban.periods import Month
from duban.standing.leagues.frozen import changed
from duban.standing.leagues.records import records
from duban.standing.leagues.standings import rulebook_of
from duban.web.books.models import Book, Clause
from duban.web.declared.pack import declarations
from duban.web.facts.cells import NIL_WORD
from duban.web.facts.convert import as_fact
from duban.web.facts.models import Fact
from duban.web.facts.seen import released
from duban.web.leagues.models import Issue
from duban.web.leagues.scene import scene
from duban.web.log.models import Entry
from duban.web.standings.city import released_at


@dataclass(frozen=True, slots=True)
class Later:
    """A figure that changed after the result was issued; ``was`` is what it was reckoned by, empty: there was none."""

    org_unit: str
    subject: str
    period: str
    was: str
    now: str
    number: int


@dataclass(frozen=True, slots=True)
class Since:
    """All that came after: figures corrected, figures handed in late, and how many targets were changed."""

    corrected: tuple[Later, ...]
    late: tuple[Later, ...]
    adjusted: int

    @property
    def is_any(self) -> bool:
        """Whether anything did."""
        return bool(self.corrected or self.late or self.adjusted)


def since(issue: Issue) -> Since:
    """What changed of all that a result was reckoned from, as far as it is released; four queries."""
    bodies = [one["org_unit"] for one in issue.result["places"]]
    indicators = _indicators(issue.rulebook)
    of_it = Q(org_unit__in=bodies, indicator__in=indicators)
    then = Entry.objects.values_list("at", flat=True).get(number=issue.number)
    newer = Q(entry__gt=issue.number) | Q(release__gt=then)
    until = Month.of(issue.as_of).number
    rows = list(released().filter(of_it, newer, last__lte=until).order_by("org_unit", "last"))
    known = released_at(issue.number).filter(key__in=[row.key for row in rows])
    before = {row.key: row for row in known}
    told = [_later(row, before.get(row.key)) for row in rows if not _same(row, before.get(row.key))]
    books = Book.objects.current().filter(year=issue.as_of.year, state="signed").values("key")
    clauses = Clause.objects.current().filter(of_it, entry__gt=issue.number, state="accepted", book__in=books)
    return Since(
        corrected=tuple(one for one in told if one.was),
        late=tuple(one for one in told if not one.was),
        adjusted=clauses.count(),
    )


def would_be(issue: Issue) -> list[str]:
    """How the bodies would stand by what is known now, under the same rulebook, where that is not what was issued."""
    there = scene(issue.as_of)
    try:
        told = there.standings(rulebook_of(there.pack, issue.rulebook))
    except DubanError as error:
        return [str(error)]
    now = {one["org_unit"]: one for one in records(told) if "rank" in one and one["group"] == issue.group}
    return list(changed({str(one["org_unit"]): one for one in issue.result["places"]}, _keyed(now.values())))


def _keyed(found: Iterable[dict[str, object]]) -> dict[str, dict[str, object]]:
    return {str(one["org_unit"]): one for one in found}


def _indicators(rulebook: str) -> set[str]:
    book = next((one for one in declarations().rulebooks if one.id == rulebook), None)
    if book is None:
        return set()
    cells = [cell for line in book.lines for cell in (line.cell, line.other) if cell]
    return {cell.indicator for cell in cells}


def _same(row: Fact, before: Fact | None) -> bool:
    if before is None:
        return row.is_none
    names = ("value", "upper", "state", "day")
    return all(getattr(row, name) == getattr(before, name) for name in names)


def _later(row: Fact, before: Fact | None) -> Later:
    fact = as_fact(row)
    was = _words(as_fact(before)) if before else ""
    now = NIL_WORD if row.is_none else _words(fact)
    return Later(row.org_unit, row.subject, fact.period.words, was, now, row.entry_id)


def _words(fact: Figure) -> str:
    return about(fact.value, fact.unit or "%") if fact.value is not None else fact.state
