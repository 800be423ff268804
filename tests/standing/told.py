"""Pledges and facts as the cases write them, and the light rules as the catalog has them."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from duban.ledger.types import Fact, Pledge, Tier
from duban.pack.catalog import catalog
from duban.pack.rules import rule_named
from duban.pack.schema.lights import LightRule
from duban.periods import Month, parse


def rule(id: str) -> LightRule:
    """A rule of the catalog."""
    return rule_named(id, catalog().rules)


def pledge(told: dict[str, Any], id: str = "p") -> Pledge:
    """A pledge; ``value`` is its only figure unless ``tiers`` are given."""
    told = dict(told)
    tiers = [_tier(one) for one in told.pop("tiers", [])]
    own: dict[str, Any] = {
        name: told.pop(name) for name in ("comparator", "value", "upper", "firmness") if name in told
    }
    assessed = told.pop("assessed", None)
    nodes = told.pop("trajectory", {})
    fields: dict[str, Any] = {"kind": "quantity", "basis": "level", "unit": "元", "year": 2023, "org_unit": "镇"}
    return Pledge(
        id=id,
        subject="数",
        tiers=tuple(tiers or [_tier(own)]),
        assessed=_tier(assessed) if assessed else None,
        trajectory=tuple((Month(2023, int(month)), Fraction(str(value))) for month, value in nodes.items()),
        **{**fields, **told},
    )


def _tier(told: dict[str, Any]) -> Tier:
    value, upper = (Fraction(str(told[name])) if name in told else None for name in ("value", "upper"))
    return Tier(told.get("firmness", "plan"), told.get("comparator", "="), value, upper, told.get("document", ""))


def fact(told: dict[str, Any], of: Pledge, key: str) -> Fact:
    """A fact that answers a pledge; a period of one number is the months of 2023 up to it."""
    told = dict(told)
    months = told.pop("until", None)
    period = parse(told.pop("period", f"2023-01/2023-{months:02}" if months else ""))
    assert period is not None
    value = told.pop("value", None)
    fields: dict[str, Any] = {"key": key, "org_unit": of.org_unit, "subject": of.subject, "kind": of.kind}
    fields |= {"basis": of.basis, "unit": of.unit, "answers": of.id}
    return Fact(period=period, value=None if value is None else Fraction(str(value)), **{**fields, **told})


def day(told: object) -> date:
    """A date as TOML has it."""
    assert isinstance(told, date)
    return told
