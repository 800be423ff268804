"""What is to have been done by a month, of all pledges of the year, as the city's own rule reckons it."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from duban.periods import Month
from duban.standing.city import terms_of
from duban.standing.plans import plans
from duban.web.books.convert import as_pledge
from duban.web.books.models import Book, Clause
from duban.web.declared.models import Declared
from duban.web.declared.pack import declarations
from duban.web.facts.known import released
from duban.web.facts.models import Fact
from duban.web.facts.owed import in_force
from duban.web.log.following import Following

Paces = Mapping[str, Fraction]
_by_months: Final = Following[Paces](Clause, Book, Declared)
_by_season: Final = Following[Paces](Clause, Book, Declared, Fact)


def paces(month: Month) -> Paces:
    """What each pledge is to have come to by a month, by its key, in the base unit; kept while nothing of it changes.

    This year's figures say nothing of it; last year's do where the city shares the year out by its season.
    """
    pack = declarations()
    if pack.light_rule() is None:
        return {}
    terms = terms_of(pack)
    followed = _by_season if terms.pace == "season" else _by_months

    def made() -> Paces:
        pledges = [as_pledge(clause, month.year) for clause, _book in in_force(month.year)]
        before = month.year - 1
        past = [one for one in released() if one.period.end.year == before] if terms.pace == "season" else []
        return plans(pledges, terms, month, past)

    return followed.get((month, terms.pace), made)
