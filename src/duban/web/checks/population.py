"""What a spot check draws from: the year's figures of the city and the bodies below it, by who answers for them.

Figures of a statistics body are left out: by the law on statistics nobody else alters them. So are figures for which
nobody is named.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from duban.ledger import types
from duban.pack.pack import Pack
from duban.periods import Month
from duban.standing.spot.sample import Draw, Sample, of_city, sample
from duban.web.books.models import Clause
from duban.web.checks.models import SpotCheck
from duban.web.declared.pack import declarations
from duban.web.facts.convert import as_fact
from duban.web.facts.given import provider_of
from duban.web.facts.models import Fact
from duban.web.facts.owed import answers, in_force, reporter
from duban.web.facts.seen import released
from duban.web.log.amounts import exact
from duban.web.org.directory import Directory


@dataclass(frozen=True, slots=True)
class Population:
    """The city with its figures, who answers for each by its key, and how many were left out."""

    city: Pack
    facts: tuple[types.Fact, ...]
    asked: dict[str, str]
    left_out: int


def population(rows: Iterable[Fact], places: Directory, as_of: date) -> Population:
    """The figures that may be drawn, of rows of the store."""
    by_key = {one.key: one for one in rows}
    pack = replace(declarations(), org_units=places.bodies, facts=tuple(map(as_fact, by_key.values())))
    statistics = {one.id for one in places.bodies if one.statistics}
    pledges = [clause for clause, _book in in_force(as_of.year)]
    asked: dict[str, str] = {}
    left_out = 0
    for one in of_city(pack, as_of):
        if one.value is None or one.period.end.last_day.replace(day=1) > as_of:
            continue
        body = _asked(by_key[one.key], pledges, places)
        if body and body not in statistics:
            asked[one.key] = body
        else:
            left_out += 1
    return Population(pack, tuple(one for one in pack.facts if one.key in asked), asked, left_out)


def current(as_of: date) -> list[Fact]:
    """The figures of a year that hold and that everybody may see."""
    return list(released().filter(**_of_year(as_of)))


def drawn_again(check: SpotCheck, places: Directory) -> tuple[Population, Sample]:
    """The sample of a check from what was known when it was drawn."""
    rows = Fact.objects.known_at(check.known_at).filter(**_of_year(check.as_of))
    found = population(rows, places, check.as_of)
    return found, sample(found.facts, draw_of(check), check.as_of)


def _of_year(as_of: date) -> dict[str, int]:
    first = Month(as_of.year, 1).number
    return {"last__gte": first, "last__lt": first + 12}


def draw_of(check: SpotCheck) -> Draw:
    """What was asked when it was drawn."""
    return Draw(check.seed, exact(check.share), check.number, check.grouping)  # type: ignore[arg-type]


def _asked(row: Fact, pledges: Iterable[Clause], places: Directory) -> str:
    """Who answers for a figure: who handed it in, who provides it, the body itself; for the city's, who reports."""
    if found := provider_of(row):
        return found
    body = places.by_key.get(row.org_unit)
    if body is not None and not body.whole:
        return row.org_unit
    clause = next((one for one in pledges if answers(row, one)), None)
    named = reporter(clause, places) if clause is not None else ""
    return named if named != row.org_unit else ""
