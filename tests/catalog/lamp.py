"""Which light a rule shows for one set of figures: its own formulas, run on one item."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from duban.formula.item import Item, Plain, Row
from duban.formula.parse import Formula, Sort
from duban.formula.walk import condition
from duban.pack.schema.lights import LightRule
from duban.pack.schema.names import LIGHT_SORTS

# What a case does not say of a pledge: a sum to date, reported, behind its plan.
USUAL: Final[Mapping[str, Plain]] = {
    "kind": "quantity",
    "basis": "level",
    "accumulation": "ytd",
    "polarity": "higher",
    "verdict": "behind",
    "reported": True,
    "reached": False,
    "on_plan": False,
    "due": False,
    "registered": False,
    "started": False,
}


# The names that a case may give, and how it says what is of other months or of the peers.
_NAMES: Final = {*LIGHT_SORTS, "months_in_a_row"}
GIVEN: Final = _NAMES | {f"{when}_{name}" for when in ("previous", "latest", "mean") for name in LIGHT_SORTS}


def lit(rule: LightRule, given: Mapping[str, Any]) -> str:
    """The key of the light; empty where the rule does not judge such a pledge."""
    item = _item(rule, given)
    if rule.applies and not _holds(rule.applies, item):
        return ""
    return next(light.key for light in rule.lights if light.when is None or _holds(light.when, item))


def _holds(formula: Formula, item: Item) -> bool:
    return condition(formula, item).value is True


def _item(rule: LightRule, given: Mapping[str, Any]) -> Item:
    """``previous_x``, ``latest_x`` and ``mean_x`` are x of the month before, of the last month and of the peers."""
    told = {**USUAL, **rule.parameters, **{name: _plain(value) for name, value in given.items()}}
    now = Row({name: value for name, value in told.items() if name in {*LIGHT_SORTS, *rule.parameters}})
    past = [*_row(told, "previous"), *[now] * int(given.get("months_in_a_row", 1))]
    sorts: dict[str, Sort] = {**LIGHT_SORTS, **dict.fromkeys(rule.parameters, "whole")}
    return Item(now, sorts, _row(told, "mean"), [*past, *_row(told, "latest")], len(past) - 1)


def _row(told: Mapping[str, Plain], when: str) -> list[Row]:
    values = {name.removeprefix(f"{when}_"): value for name, value in told.items() if name.startswith(f"{when}_")}
    return [Row(values)] if values else []


def _plain(value: Any) -> Plain:
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return Fraction(value)
    assert isinstance(value, bool | str)
    return value
