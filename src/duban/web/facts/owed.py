"""What a body owes in a month: the pledges that it answers for, but for those whose figures a provider hands in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Q

from duban.ledger.types import Indicator
from duban.pack.pack import Pack
from duban.periods import Month, Period
from duban.web.books.models import Book, Clause
from duban.web.declared.pack import declarations
from duban.web.facts.models import Fact
from duban.web.facts.seen import released
from duban.web.log.following import Following
from duban.web.org.directory import Directory


@dataclass(frozen=True, slots=True)
class Owed:
    """A pledge whose figure or state a body reports: what is held for the month, the month before and last year."""

    clause: Clause
    period: Period
    held: Fact | None
    before: Fact | None
    last_year: Fact | None


Pledged = tuple[tuple[Clause, Book], ...]
_pledged: Final = Following[Pledged](Clause, Book)


def in_force(year: int) -> Pledged:
    """The pledges of a year's signed books, in the order of books and places."""
    return _pledged.get(year, lambda: _of_year(year))


def _of_year(year: int) -> Pledged:
    books = {one.key: one for one in Book.objects.current().filter(state="signed", year=year)}
    rows = Clause.objects.current().filter(sort="pledge", state="accepted", status="in_force", book__in=books)
    found = [(row, books[row.book]) for row in rows]
    return tuple(sorted(found, key=lambda pair: (pair[1].place, pair[1].pk, pair[0].place)))


def reporter(clause: Clause, places: Directory) -> str:
    """Who reports on a pledge: the body itself; for the city's, the first of those that see to it."""
    body = places.by_key.get(clause.org_unit)
    if body is not None and not body.whole:
        return clause.org_unit
    return next(iter(clause.responsible), clause.org_unit)


def owed(org_unit: str, month: Month, places: Directory) -> list[Owed]:
    """What a body owes in a month, in the order of its books."""
    pack, own = declarations(), list[Clause]()
    for clause, _ in in_force(month.year):
        if org_unit != clause.org_unit and org_unit not in clause.responsible:
            continue
        if reporter(clause, places) == org_unit and not provided(pack, clause, month.last_day):
            own.append(clause)
    return list(_with_facts(own, month, pack))


def provided(pack: Pack, clause: Clause, day: date) -> bool:
    """Whether a provider hands in the figures of a pledge."""
    return bool(clause.indicator) and pack.provider(clause.indicator, clause.scope, day) is not None


def period_of(clause: Clause, month: Month, indicator: Indicator | None = None) -> Period:
    """The months that a figure of this month is about: the year to date, or the month itself."""
    kind = indicator.accumulation if indicator else clause.accumulation
    whole = clause.kind in {"quantity", "rank", "trend"} and kind == "ytd"
    return Period(Month(month.year, 1) if whole else month, month)


def _with_facts(clauses: Sequence[Clause], month: Month, pack: Pack) -> Iterator[Owed]:
    by_id = {one.id: one for one in pack.indicators}
    held = _facts(clauses, month)
    for one in clauses:
        period = period_of(one, month, by_id.get(one.indicator))
        yield Owed(
            one,
            period,
            _of(one, held, month.number),
            _before(one, held, month.number),
            _of(one, held, month.number - 12),
        )


def _facts(clauses: Sequence[Clause], month: Month) -> list[Fact]:
    """The released figures that may answer these pledges, from last year's same month on."""
    found = released().filter(last__gte=month.number - 12, last__lte=month.number)
    named = Q(answers__in={one.key for one in clauses})
    indicators = {one.indicator for one in clauses if one.indicator}
    measured = Q(org_unit__in={one.org_unit for one in clauses}, indicator__in=indicators)
    return list(found.filter(named | measured if indicators else named).order_by("last", "id"))


def _of(clause: Clause, facts: Sequence[Fact], month: int) -> Fact | None:
    return next((one for one in reversed(facts) if one.last == month and answers(one, clause)), None)


def _before(clause: Clause, facts: Sequence[Fact], month: int) -> Fact | None:
    """The newest figure of an earlier month of the year; a month that was said to have none is passed over."""
    first = month - month % 12
    earlier = (one for one in reversed(facts) if first <= one.last < month and not one.is_none)
    return next((one for one in earlier if answers(one, clause)), None)


def kinds_for(clause: Clause) -> tuple[str, ...]:
    """The kinds of facts that answer a pledge: that something shall rise or fall is answered by figures, too."""
    return ("trend", "quantity") if clause.kind == "trend" else (clause.kind,)


def answers(fact: Fact, clause: Clause) -> bool:
    """Whether a fact is a pledge's: it names it, or is of the same body, indicator, scope and basis."""
    if fact.answers:
        return fact.answers == clause.key
    if fact.kind not in kinds_for(clause) or fact.org_unit != clause.org_unit or not fact.indicator:
        return False
    return (fact.indicator, fact.scope, fact.basis) == (clause.indicator, clause.scope, clause.basis)
