"""A city's pack judged as of a date, and what its pledges add up to."""

from __future__ import annotations

from datetime import date

from duban.ledger.types import OrgUnit
from duban.linking.links import state_answers
from duban.linking.match import Link
from duban.pack.pack import Pack
from duban.pack.rules import untimely
from duban.pack.schema.lights import LightRule
from duban.periods import Month
from duban.standing.coverage import AddingUp, add_up
from duban.standing.documents import Judgement
from duban.standing.judge import Terms, judge, pairs
from duban.standing.months import Pace
from duban.standing.tables import Tolerance
from duban.standing.verdict import verdicts

_DEPARTMENT = "部门"


def terms_of(pack: Pack, rule: LightRule | None = None, pace: Pace | None = None) -> Terms:
    """How the city judges; ``rule`` and ``pace`` stand in for its own, to try another.

    Raises LookupError where the pack names no light rule that is there; ``open_pack`` refuses such a pack.
    """
    own = rule or pack.light_rule()
    if own is None:
        raise LookupError(pack.rules.light)
    return Terms(own, pace or pack.rules.pace, Tolerance(pack.rules.per_cent, pack.rules.points))


def judge_pack(pack: Pack, as_of: date, terms: Terms | None = None, *, known_at: int | None = None) -> Judgement:
    """Every pledge of a pack by its facts as of a date; ``known_at`` as in ``standing.judge``."""
    terms = terms or terms_of(pack)
    table = judge(
        pack.pledges,
        pack.facts,
        terms,
        as_of,
        org_units=pack.org_units,
        answers=state_answers(),
        known_at=known_at,
    )
    facts = {one.key: one for one in pack.facts}
    links: dict[str, list[Link]] = {}
    for pledge, fact in pairs(pack.pledges, pack.facts, terms, as_of, known_at=known_at):
        links.setdefault(pledge, []).append(Link(pledge, fact, 1.0, "同一个单位、指标和口径"))
    answered, until = {link.fact for found in links.values() for link in found}, Month.of(as_of)
    return Judgement(
        verdicts=tuple(verdicts(table, pack.pledges, terms.rule, as_of)),
        facts=facts,
        links={pledge: tuple(found) for pledge, found in links.items()},
        unmatched_pledges=tuple(one for one in pack.pledges if one.id not in links),
        unmatched_facts=tuple(one for one in pack.facts if one.period.end <= until and one.key not in answered),
        findings=(*pack.findings, *untimely(terms.rule, as_of)),
        names={one.id: one.name for one in pack.org_units} | {one.id: one.title for one in pack.books},
    )


def places(pack: Pack) -> tuple[OrgUnit, ...]:
    """The bodies whose territories make up the whole, in official order: directly below it, and no department."""
    day = date(pack.year, 12, 31)
    below = (
        one
        for one in pack.org_units
        if any(spell.value == pack.whole and spell.holds(day) for spell in one.parents)
        and one.kind != _DEPARTMENT
        and not one.statistics
    )
    return tuple(sorted(below, key=lambda one: one.order))


def adding_up(pack: Pack) -> AddingUp:
    """Whether the places' pledges add up to the whole's."""
    return add_up(
        pack.pledges,
        pack.org_units,
        pack.indicators,
        parts=places(pack),
        bound=[one.org_unit for one in pack.books],
        books={one.id: one.title for one in pack.books},
    )
