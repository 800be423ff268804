"""Figures as the cases write them: sums to date by their last month, in 亿元 unless ``given`` says otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

from duban.ledger.collect import facts_in_records
from duban.ledger.types import Fact
from duban.pack.catalog import catalog
from duban.pack.schema.checks import Check
from duban.standing.checks.api import catalogued, year_up_to
from duban.standing.checks.findings import Checked, look
from duban.standing.checks.tables import Around

BODY = "甲镇"


def looked(case: Mapping[str, Any], facts: list[Fact] | None = None) -> Checked:
    """What the catalog's checks say of a case's figures; ``facts`` stand in for them."""
    told = figures(case) if facts is None else facts
    as_of = case.get("as_of", date(2023, 12, 31))
    return look(told, known(case, told), checks(case), as_of, known_at=case.get("known_at"), since=year_up_to(as_of))


def figures(case: Mapping[str, Any]) -> list[Fact]:
    """The facts of a case, read as the ledger reads records."""
    facts, _ = facts_in_records(_records(case))
    return facts


def known(case: Mapping[str, Any], facts: list[Fact]) -> Around:
    """The catalog's indicators, with the bodies and providers of a case."""
    parents = [(body, parent, True) for body, parent in case.get("parents", [])]
    providers = case.get("providers", {})
    return replace(
        catalogued(facts), parents=parents, provider=lambda indicator, scope, day: providers.get(indicator, "")
    )


def checks(case: Mapping[str, Any]) -> list[Check]:
    """The catalog's checks, with the parameters of a case."""
    own = case.get("parameters", {})
    return [
        replace(one, parameters={**one.parameters, **{k: Fraction(str(v)) for k, v in own.get(one.id, {}).items()}})
        for one in catalog().checks
    ]


def _records(case: Mapping[str, Any]) -> Iterator[dict[str, object]]:
    given = {"org_unit": BODY, "subject": "固定资产投资", "unit": "亿元", **case.get("given", {})}
    for body, months in {BODY: case.get("months", {}), **case.get("others", {})}.items():
        for month, value in months.items():
            known_at = case.get("known", {}).get(month, 0)
            yield _record(given | {"org_unit": body, "known": known_at}, 2023, int(month), value)
    for month, value in case.get("before", {}).items():
        yield _record(given, 2022, int(month), value)
    for month, value in case.get("at", {}).items():
        yield _record(given, 2023, int(month), value) | {"period": f"2023-{int(month):02}"}
    for one in case.get("facts", []):
        yield given | {**one, "value": str(one["value"])}
    if ending := case.get("ending"):
        yield from _ending(given, ending)


def _record(given: dict[str, Any], year: int, month: int, value: float) -> dict[str, object]:
    until = f"{year}-{month:02}"
    key = f"{given['org_unit']}.{until}"
    return given | {"value": str(value), "period": f"{year}-01/{until}", "key": key}


def _ending(given: dict[str, Any], told: Mapping[str, Any]) -> Iterator[dict[str, object]]:
    """So many stocks of different things, whose last digits go round a list."""
    for at in range(told["count"]):
        value = 400 + 10 * at + told["digits"][at % len(told["digits"])]
        yield given | {
            "subject": f"东西{at // 12}",
            "unit": "吨",
            "value": str(value),
            "period": f"2023-{at % 12 + 1:02}",
        }
