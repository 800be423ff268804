"""The choices that people made between two indicators."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from duban.declare import Item
from duban.ledger.types import Indicator
from duban.pack.checks.providers import scope
from duban.pack.schema.links import Choice, LinkDeclared
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


def _day(item: Item[LinkDeclared]) -> date:
    return item.value.chosen or date.min
