"""Links handed on: facts as judging takes them, and the states that answer a pledged one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from duban.amounts import convert
from duban.ledger.types import Fact, Pledge
from duban.linking.against import as_direction, is_apart, yardstick
from duban.linking.match import Matches
from duban.linking.words import table


def answering(pledges: Iterable[Pledge], facts: Iterable[Fact], matches: Matches) -> Iterator[Fact]:
    """The linked facts, each naming the pledge that it answers and told in that pledge's unit (15亩 for 1公顷).

    A fact that answers two pledges comes twice, with the same key; last year's level of a trend comes with the level
    that it stands beside, and what a growth is held against as the pledge's ``yardstick``. What is not linked does not
    come: it is in ``matches``.
    """
    promised = {one.id: one for one in pledges}
    known = {one.key: one for one in facts}
    for link in matches.links:
        pledge = promised[link.pledge]
        for key in filter(None, (link.fact, link.last_year)):
            yield replace(_told_in(_said(pledge, known[key]), pledge.unit), answers=pledge.id)
        if link.other:
            yield yardstick(pledge, known[link.fact], known[link.other])


def _said(pledge: Pledge, fact: Fact) -> Fact:
    """A fact as it answers a pledge: of a trend, a distance alone says which way."""
    return as_direction(fact) if pledge.kind == "trend" and is_apart(fact) else fact


def _told_in(fact: Fact, unit: str) -> Fact:
    """A fact in another unit of the same measure; as it is where the units are one or only count."""
    if fact.value is None or not unit or not fact.unit or unit == fact.unit:
        return fact
    value = convert(fact.value, fact.unit, unit)
    if value is None:
        return fact
    upper = convert(fact.upper, fact.unit, unit) if fact.upper is not None else None
    return replace(fact, value=value, upper=upper, unit=unit)


def state_answers() -> Mapping[str, Sequence[str]]:
    """Pledged state → the reported states that answer it: its own and those that cannot come before it."""
    answers: Mapping[str, Sequence[str]] = table("milestones")["answers"]
    return answers
