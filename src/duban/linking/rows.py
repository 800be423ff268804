"""Inside one row of a progress table: which of its pledges each of its facts answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from duban.ledger.types import Fact, Pledge
from duban.linking.acts import acts_in, rival_acts, same_measure
from duban.linking.answers import answer, heard
from duban.linking.likeness import bare_core
from duban.linking.words import table


def row_answers(facts: Sequence[tuple[str, Fact]], pledges: Iterable[tuple[str, Pledge]]) -> Iterator[Fact]:
    """Facts with ``answers`` filled in where their row says so; both sides come with their row ("": none).

    By name first; then a row with one pledge and one fact that fit each other in basis and unit needs no name.
    """
    by_row: dict[str, list[Pledge]] = {}
    for row, pledge in pledges:
        by_row.setdefault(row, []).append(pledge)
    rows: dict[str, list[Fact]] = {}
    for row, fact in facts:
        rows.setdefault(row, []).append(fact)
    given: dict[str, str] = {}
    for row, of_row in rows.items():
        if row and row in by_row:
            given |= _answers(of_row, by_row[row])
    for _, fact in facts:
        yield replace(fact, answers=given.get(fact.key, fact.answers))


def _answers(facts: Sequence[Fact], pledges: Sequence[Pledge]) -> Mapping[str, str]:
    """Fact key → pledge id within one row."""
    given: dict[str, str] = {}
    for fact in facts:
        of_unit = [pledge for pledge in pledges if pledge.unit == fact.unit] or pledges
        told = [(found.confidence, -at) for at, pledge in enumerate(of_unit) if (found := answer(pledge, heard(fact)))]
        if told:
            given[fact.key] = of_unit[-max(told)[1]].id
    silent = [pledge for pledge in pledges if pledge.id not in given.values()]
    given |= _by_half_a_name([fact for fact in facts if fact.key not in given], silent, several=len(pledges) > 1)
    for pledge in pledges:
        answered = {fact.period for fact in facts if given.get(fact.key) == pledge.id}
        fitting = [
            fact
            for fact in facts
            if fact.key not in given and fact.period not in answered and _fits_alone(pledge, fact, pledges)
        ]
        others = [other for other in pledges if other is not pledge and other.id not in given.values()]
        if any(_fits_alone(other, fact, pledges) for other in others for fact in fitting):
            continue
        fitting = _finished(pledge, fitting)
        periods = [fact.period for fact in fitting]
        given |= {fact.key: pledge.id for fact in fitting if periods.count(fact.period) == 1}
    return given


def _by_half_a_name(facts: Sequence[Fact], pledges: Sequence[Pledge], *, several: bool) -> Mapping[str, str]:
    """Of several tasks of a row the only one whose name holds the fact's, or lies in it: 路口改造, 二环路路口."""
    given: dict[str, str] = {}
    for fact in facts if several else ():
        near = [pledge for pledge in pledges if _fits(pledge, fact) and _holds(pledge.subject, fact.subject)]
        if len(near) == 1 and near[0].id not in given.values():
            given[fact.key] = near[0].id
    return given


def _holds(one: str, two: str) -> bool:
    first, second = sorted((bare_core(one), bare_core(two)), key=len)
    return len(first) > 1 and first in second and first not in table("names")["generic"]["words"]


def _finished(pledge: Pledge, facts: list[Fact]) -> list[Fact]:
    """已开工62个，完工30个: of what is to be built or rebuilt those that are finished, where only some are."""
    if len(facts) < 2 or acts_in(f"{pledge.origin.quote} {pledge.subject}").stages:
        return facts
    last = frozenset(table("acts")["completes"]["stages"])
    done = [one for one in facts if acts_in(f"{one.origin.quote} {one.subject}").stages & last]
    return done or facts


def _fits_alone(pledge: Pledge, fact: Fact, pledges: Sequence[Pledge]) -> bool:
    """Whether a fact fits a pledge, and no other of the row is asked for in the fact's own unit."""
    exact = pledge.unit == fact.unit or all(other.unit != fact.unit for other in pledges)
    return exact and _fits(pledge, fact)


def _fits(pledge: Pledge, fact: Fact) -> bool:
    """The same kind, basis and measure, and nothing that says that other things are counted."""
    if (pledge.kind, pledge.basis) != (fact.kind, fact.basis) or pledge.kind == "milestone":
        return False
    if pledge.kind == "quantity" and pledge.basis == "level":
        one, two = (acts_in(f"{each.origin.quote} {each.subject}") for each in (pledge, fact))
        return same_measure(pledge.unit, fact.unit) and not rival_acts(one, two)
    return True
