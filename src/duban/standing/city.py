"""A city's pack judged as of a date, and what its pledges add up to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from duban.ledger.types import Fact, OrgUnit, Pledge
from duban.linking.answers import named_change
from duban.linking.links import state_answers
from duban.linking.match import Link
from duban.pack.pack import Pack
from duban.pack.rules import untimely
from duban.pack.schema.lights import LightRule
from duban.periods import Month
from duban.standing.checks.bars import Counting, counting, words
from duban.standing.coverage import AddingUp, add_up
from duban.standing.documents import Judgement, in_scope
from duban.standing.gaps import with_gaps
from duban.standing.judge import Terms, inputs, judged, paired, pairs
from duban.standing.notices import by_zero
from duban.standing.tables import Pace, Tolerance
from duban.standing.verdict import Verdict, monthly, verdicts

_DEPARTMENT = "部门"


def terms_of(pack: Pack, rule: LightRule | None = None, pace: Pace | None = None) -> Terms:
    """How the city judges; ``rule`` and ``pace`` stand in for its own, to try another.

    Raises LookupError where the pack names no light rule that is there; ``open_pack`` refuses such a pack.
    """
    own = rule or pack.light_rule()
    if own is None:
        raise LookupError(pack.rules.light)
    return Terms(own, pace or pack.rules.pace, Tolerance(pack.rules.per_cent, pack.rules.points))


def judge_pack(
    pack: Pack,
    as_of: date,
    terms: Terms | None = None,
    *,
    known_at: int | None = None,
    by_month: bool = False,
    counted: Counting | None = None,
) -> Judgement:
    """Every pledge of a pack by its facts as of a date; ``known_at`` as in ``standing.judge``.

    ``by_month``: also how each stood at the end of every reported month. Figures that the pack's checks bar do not
    count, which the findings and the verdicts say; ``counted`` is what ``counting`` told of the same pack and date.
    """
    terms, counted = terms or terms_of(pack), counted or counting(pack, as_of, known_at)
    given = inputs(pack.pledges, counted.table, terms, as_of, pack.org_units, state_answers(), known_at)
    table = judged(given, terms)
    facts = {one.key: one for one in pack.facts}
    links: dict[str, list[Link]] = {}
    promised = {one.id: one for one in pack.pledges}
    for pledge, fact in paired(given, pack.pledges, as_of):
        links.setdefault(pledge, []).append(_link(promised[pledge], facts[fact]))
    answered, until = {link.fact for found in links.values() for link in found}, Month.of(as_of)
    months = monthly(table, pack.pledges, terms.rule, as_of) if by_month else {}
    told = [one[-1] for one in months.values()] if by_month else verdicts(table, pack.pledges, terms.rule, as_of)
    told = list(with_gaps(told, facts, links))
    if counted.left_out:
        told = list(_with_bars(told, counted, pairs(pack.pledges, counted.left_out, terms, as_of, known_at=known_at)))
    return Judgement(
        verdicts=tuple(in_scope(told, (link for found in links.values() for link in found))),
        facts=facts,
        links={pledge: tuple(found) for pledge, found in links.items()},
        unmatched_pledges=tuple(one for one in pack.pledges if one.id not in links),
        unmatched_facts=tuple(one for one in pack.facts if one.period.end <= until and one.key not in answered),
        findings=(*pack.findings, *counted.findings, *untimely(terms.rule, as_of), *by_zero(told)),
        names={one.id: one.name for one in pack.org_units} | {one.id: one.title for one in pack.books},
        months=months,
        shared=shared_books(pack.pledges),
    )


def shared_books(pledges: Iterable[Pledge]) -> frozenset[str]:
    """The books in which more than one body pledges."""
    bodies: dict[str, set[str]] = defaultdict(set)
    for one in pledges:
        bodies[one.origin.book].add(one.org_unit)
    return frozenset(book for book, found in bodies.items() if len(found) > 1)


def _link(pledge: Pledge, fact: Fact) -> Link:
    if fact.answers == pledge.id:
        return Link(pledge.id, fact.key, 1.0, "报表写明回答这一条", named_change(pledge, fact))
    return Link(pledge.id, fact.key, 1.0, "同一个单位、指标和口径")


def _with_bars(told: Sequence[Verdict], counted: Counting, answers: Sequence[tuple[str, str]]) -> Iterator[Verdict]:
    """The verdicts, each saying which newer figures of its pledge did not count."""
    facts = {one.key: one for one in counted.left_out}
    of: dict[str, list[Fact]] = defaultdict(list)
    for pledge, key in answers:
        of[pledge].append(facts[key])
    for one in told:
        own = of[one.pledge.id]
        newer = [fact for fact in own if one.until is None or fact.period.end >= one.until]
        yield replace(one, barred=words(newer, counted.why)) if newer else one


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


def plan_year(pack: Pack, as_of: date) -> int:
    """The plan year that a day lies in: its own where something is pledged for it, else the city's."""
    return as_of.year if any(one.year == as_of.year for one in pack.pledges) else pack.year


def adding_up(pack: Pack, as_of: date | None = None) -> AddingUp:
    """Whether the places' pledges add up to the whole's, all of one plan year: the day's, or the city's."""
    year = plan_year(pack, as_of) if as_of else pack.year
    return add_up(
        [one for one in pack.pledges if one.year == year],
        pack.org_units,
        pack.indicators,
        parts=places(pack),
        bound=[one.org_unit for one in pack.books],
        books={one.id: one.title for one in pack.books},
    )
