"""A city's figures as the cases of spot checks write them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from duban.ledger.collect import facts_in_records
from duban.ledger.types import OrgUnit, Spell
from duban.pack.catalog import catalog
from duban.pack.pack import Pack
from duban.pack.schema.checks import SpotCheck

BODIES = (
    OrgUnit("city", "某市", order=1, whole=True),
    OrgUnit("jia", "甲镇", order=2, parents=(Spell("city"),)),
    OrgUnit("yi", "乙镇", order=3, parents=(Spell("city"),)),
)


def pack(figures: Mapping[str, Any], on_false: str = "correct", **given: str) -> Pack:
    """A city with these figures, ``{"jia.3" = 5.2}``: a body's fixed-asset investment up to a month, in 亿元."""
    records = []
    for key, value in figures.items():
        body, month = key.split(".")
        record = {"key": key, "org_unit": body, "indicator": "fixed_asset_investment", "unit": "亿元"}
        records.append(record | {"value": str(value), "period": f"2023-01/2023-{int(month):02}", **given})
    facts, _ = facts_in_records(records)
    empty = Pack("city", "某市", 2023, "city", BODIES, catalog().indicators, ())
    choice = SpotCheck("scale" if on_false == "scale" else "correct")
    return replace(empty, facts=tuple(facts), spot_check=choice)
