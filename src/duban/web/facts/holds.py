"""What is held already before anything is asked: from providers, from this month, from earlier months of the year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Literal

from django.db.models import Max

from duban.periods import Month
from duban.web.books.models import Clause
from duban.web.declared.pack import declarations
from duban.web.facts.owed import Owed, in_force, kinds_for, provided
from duban.web.facts.seen import next_release, released
from duban.web.log.remembered import kept

Known = Literal["now", "earlier", ""]
_FIELDS = ("answers", "kind", "org_unit", "indicator", "scope", "basis")


@dataclass(frozen=True, slots=True)
class Holds:
    """What figures say, by the pledges that they name and by what they measure: of this month, and of those before."""

    now: frozenset[tuple[str, ...]]
    earlier: frozenset[tuple[str, ...]]

    def of(self, clause: Clause) -> Known:
        """Whether a figure of a pledge is held for the month, else for an earlier one of the year."""
        keys: set[tuple[str, ...]] = {(clause.key,)}
        if clause.indicator:
            measured = (clause.org_unit, clause.indicator, clause.scope, clause.basis)
            keys |= {(kind, *measured) for kind in kinds_for(clause)}
        return "now" if keys & self.now else "earlier" if keys & self.earlier else ""

    def whole(self, clauses: Iterable[Clause]) -> bool:
        """Whether a figure of the month is held for each of some pledges, of which there is one at least."""
        found = [self.of(one) for one in clauses]
        return bool(found) and all(one == "now" for one in found)


@dataclass(frozen=True, slots=True)
class Counted:
    """A body's pledges in a month: what it is asked for, what of it is held, and what providers hand in instead."""

    asked: int
    now: int
    earlier: int
    never: int
    provided: int
    provided_now: int


def holds(month: Month) -> Holds:
    """What everybody may see of a year up to a month, of all bodies; kept until something is written or released."""
    return kept(("holds", month), lambda: (holds_of(month), next_release()))


def holds_of(month: Month, bodies: Collection[str] | None = None) -> Holds:
    """The same asked of the store, of all bodies or of some; one query."""
    first = month.number - month.month + 1
    rows = released().filter(last__gte=first, last__lte=month.number)
    if bodies is not None:
        rows = rows.filter(org_unit__in=bodies)
    now, earlier = set[tuple[str, ...]](), set[tuple[str, ...]]()
    for answers, *measured, newest in rows.order_by().values_list(*_FIELDS).annotate(newest=Max("last")):
        (now if newest == month.number else earlier).add((answers,) if answers else tuple(measured))
    return Holds(frozenset(now), frozenset(earlier))


def counted(own: Iterable[Clause], given: Iterable[Clause], held: Holds) -> Counted:
    """The pledges of one body, counted."""
    asked, others = Counter(map(held.of, own)), Counter(map(held.of, given))
    return Counted(asked.total(), asked["now"], asked["earlier"], asked[""], others.total(), others["now"])


def counted_for(org_unit: str, month: Month, own: Iterable[Clause]) -> Counted:
    """The same of one body that was not counted with the others."""
    pack, own = declarations(), list(own)
    given = [one for one, _ in in_force(month.year) if one.org_unit == org_unit and provided(pack, one, month.last_day)]
    return counted(own, given, holds_of(month, {org_unit, *(one.org_unit for one in own)}))


def known(one: Owed) -> Literal["now", "reached", "earlier", ""]:
    """What is held of one pledge before it is asked for."""
    if one.held is not None:
        return "now"
    return "reached" if reached(one) else "earlier" if one.before is not None else ""


def reached(one: Owed) -> bool:
    """Whether a milestone was reported as reached in an earlier month: it is not asked for again."""
    return bool(one.clause.kind == "milestone" and one.before and one.before.state == one.clause.milestone)
