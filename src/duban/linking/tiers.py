"""A floor and its stretch become one pledge; the same figure said twice becomes one; two different figures stay two.

``gather`` takes the promised figures of one thing (same body, subject, basis, kind, unit, scope, deadline, act) in
text order and gives groups of them, each of which is one pledge.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from duban.ledger.types import Polarity, Tier
from duban.linking.spoken import Spoken
from duban.reading.document import Statement

_UP = re.compile("回稳|企稳|止跌|向好|向优|回升")


@dataclass(slots=True)
class Gathered:
    """What becomes one pledge: its tiers, the statement that is shown, and every statement that says the same."""

    shown: Spoken
    tiers: list[Tier]
    said: list[Spoken] = field(default_factory=list)
    again: list[Spoken] = field(default_factory=list)


def gather(said: Sequence[Spoken], polarity: Polarity) -> list[Gathered]:
    """Groups of statements, each one pledge, in text order of their first.

    A figure joins a group as a further tier where exactly one of the two is 力争 and it asks for no less than the
    floor. The same figure again joins as said twice. Anything else is a pledge of its own.
    """
    groups: list[Gathered] = []
    for one in said:
        tier = _turned_up(tier_of(one.statement), one)
        if home := next((group for group in groups if _same(group, tier)), None):
            home.again.append(one)
            _firmer(home, tier)
        elif home := next((group for group in groups if _extends(group, tier, polarity)), None):
            home.tiers.append(tier)
            home.said.append(one)
        else:
            groups.append(Gathered(one, [tier], [one]))
    for group in groups:
        group.tiers.sort(key=lambda tier: ("ensure", "plan", "strive").index(tier.firmness))
    return groups


def _turned_up(tier: Tier, said: Spoken) -> Tier:
    """企稳回升, 稳中向好: what comes to rest after a fall and turns up may rise as much as it will."""
    up = said.statement.kind == "trend" and tier.comparator == "~" and _UP.search(said.origin.quote)
    return replace(tier, comparator=">=") if up else tier


def tier_of(statement: Statement) -> Tier:
    """A statement's figure as a tier."""
    return Tier(statement.firmness, statement.comparator, statement.value, statement.upper)


def _same(group: Gathered, tier: Tier) -> bool:
    """Whether the group holds this figure; a bare one and 以上 or 左右 of it are the same figure said twice."""
    return any((one.value, one.upper) == (tier.value, tier.upper) for one in group.tiers)


def _firmer(group: Gathered, tier: Tier) -> None:
    """A figure said twice is as firm as where it is said most firmly, and compared as where it is not bare."""
    order = ("ensure", "plan", "strive")
    at = next(n for n, one in enumerate(group.tiers) if (one.value, one.upper) == (tier.value, tier.upper))
    held = group.tiers[at]
    firmness = min(held.firmness, tier.firmness, key=order.index)
    comparator = held.comparator if held.comparator != "=" else tier.comparator
    group.tiers[at] = Tier(firmness, comparator, held.value, held.upper, held.document)


def _extends(group: Gathered, tier: Tier, polarity: Polarity) -> bool:
    """Whether a figure is the other tier of a group: one is 力争, the firmnesses differ, the stretch asks for more."""
    if any(one.firmness == tier.firmness for one in group.tiers):
        return False
    striven = [one for one in (*group.tiers, tier) if one.firmness == "strive"]
    firm = [one for one in (*group.tiers, tier) if one.firmness != "strive"]
    if len(striven) != 1 or not firm:
        return False
    return all(_asks_more(striven[0], one, polarity) for one in firm)


def _asks_more(stretch: Tier, floor: Tier, polarity: Polarity) -> bool:
    if stretch.value is None or floor.value is None:
        return False
    return stretch.value < floor.value if polarity == "lower" else stretch.value > floor.value
