"""The choices that people made between two indicators, and the pledges that they hold for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from duban.amounts import convert
from duban.declare import Item
from duban.ledger.types import WHOLE, Indicator
from duban.pack.checks.providers import scope
from duban.pack.schema.links import Choice, LinkDeclared
from duban.pack.schema.pledges import PledgeDeclared
from duban.pack.told import Known, Told


def links(
    items: Sequence[Item[LinkDeclared]],
    bodies: Known,
    indicators: Known,
    by_id: Mapping[str, Indicator],
    told: Told,
) -> list[Choice]:
    """The choices that hold: of several for one subject and body, the latest; of one day's, the last in the file."""
    kept: dict[tuple[str, str], Item[LinkDeclared]] = {}
    for item in items:
        one = item.value
        if one.org_unit:
            bodies.check(one.org_unit, item.at("org_unit"), told)
        if indicators.check(one.indicator, item.at("indicator"), told):
            scope(one.scope, by_id.get(one.indicator), item.at("scope"), told)
        key = (one.subject, one.org_unit or "")
        earlier = kept.get(key)
        if not earlier or _day(item) >= _day(earlier):
            kept[key] = item
        if earlier and earlier.value.indicator != one.indicator:
            what = f"“{one.subject}”选过两次：{earlier.value.indicator}（{earlier.at()}）和 {one.indicator}"
            do = f"以 {kept[key].value.indicator} 为准；要改，删去另一处"
            told.note("two-choices", item.at("indicator"), what, do)
    return [item.value.choice for item in kept.values()]


def chosen(
    items: Sequence[Item[PledgeDeclared]], choices: Sequence[Choice], by_id: Mapping[str, Indicator], told: Told
) -> list[Item[PledgeDeclared]]:
    """The pledges, each whose words somebody chose an indicator for with that indicator, and its scope.

    What a pledge says of itself stands; a milestone is a thing, not an indicator. A choice whose unit measures
    something else is not for this pledge, which is told.
    """
    made = {(one.subject, one.org_unit): one for one in choices}
    return [_meant(item, made, by_id, told) for item in items]


def _meant(
    item: Item[PledgeDeclared],
    made: Mapping[tuple[str, str], Choice],
    by_id: Mapping[str, Indicator],
    told: Told,
) -> Item[PledgeDeclared]:
    one = item.value
    subject = one.subject or ""
    choice = made.get((subject, one.org_unit)) or made.get((subject, ""))
    indicator = by_id.get(choice.indicator) if choice else None
    if choice is None or indicator is None or one.indicator or one.kind == "milestone":
        return item
    counted = one.kind == "quantity" and one.basis != "growth"
    if counted and one.unit and convert(Fraction(1), one.unit, indicator.unit) is None:
        what = f"“{subject}”选定的是 {indicator.id}，以{indicator.unit}计，这一条以{one.unit}计，选定的没有用"
        told.note("choice-unfit", item.at("unit"), what, "请核对单位，或给这一条另写 indicator")
        return item
    scoped = {"scope": choice.scope} if one.scope == WHOLE else {}
    return replace(item, value=one.model_copy(update={"indicator": choice.indicator, **scoped}))


def _day(item: Item[LinkDeclared]) -> date:
    return item.value.chosen or date.min
