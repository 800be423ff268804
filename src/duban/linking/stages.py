"""A rate or a stock that a plan asks for by and by: 上半年开工率达到80%，三季度末达到100%.

Each step is a pledge of its own. On the way to a later one no more is due than the step before it: together they are
its trajectory. A sum has its share of the months instead, which a first step would only make laxer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from duban.ledger.types import Pledge
from duban.periods import Month


def with_stages(pledges: Sequence[Pledge]) -> Iterator[Pledge]:
    """The pledges in their order, the later steps with the earlier ones as their trajectory."""
    series: dict[tuple[object, ...], list[Pledge]] = {}
    for one in pledges:
        if _can_be_a_step(one):
            series.setdefault(_of(one), []).append(one)
    for one in pledges:
        steps = series.get(_of(one), []) if _can_be_a_step(one) else []
        before = [each for each in steps if each.due_day < one.due_day]
        yield replace(one, trajectory=_way(before, one)) if before and _rising([*before, one]) else one


def _can_be_a_step(one: Pledge) -> bool:
    told = one.kind == "quantity" and one.basis == "level" and one.accumulation in {"rate", "stock"}
    tier = one.judged
    return told and not one.trajectory and one.polarity == "higher" and tier is not None and tier.value is not None


def _of(one: Pledge) -> tuple[object, ...]:
    return one.origin.file, one.org_unit, one.indicator or one.subject, one.scope, one.unit, one.year, one.due_day.year


def _way(before: Sequence[Pledge], one: Pledge) -> tuple[tuple[Month, Fraction], ...]:
    steps = sorted([*before, one], key=lambda each: each.due_day)
    tiers = ((Month.of(each.due_day), each.judged) for each in steps)
    return tuple((month, tier.value) for month, tier in tiers if tier and tier.value is not None)


def _rising(steps: Sequence[Pledge]) -> bool:
    """Whether the steps fall in months of their own and ask for more each time."""
    ordered = sorted(steps, key=lambda each: each.due_day)
    values = [each.judged.value for each in ordered if each.judged and each.judged.value is not None]
    months = {Month.of(each.due_day) for each in ordered}
    return len(months) == len(ordered) and all(low < high for low, high in pairwise(values))
