"""Subjects and the indicators that they mean: cases are data (tests/cases/linking/subjects.toml)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from duban.ledger.types import WHOLE, Indicator
from duban.linking.propose import Index
from tests.linking.cases import load, params

KEYS = ("subject", "unit", "basis", "quote", "id", "scope", "status")
CASES = load("subjects", "case", KEYS)


def indicators() -> list[Indicator]:
    told = load("indicators", "indicator", ("id", "name", "unit", "aliases", "scopes"))
    return [
        Indicator(
            id=one["id"],
            name=one["name"],
            name_en=one["id"],
            unit=one["unit"],
            aliases=tuple(one.get("aliases", ())),
            scopes=tuple(one.get("scopes", ())),
        )
        for one in told
    ]


@pytest.fixture(scope="module")
def index() -> Index:
    return Index(indicators())


@pytest.mark.parametrize("case", params(CASES, "subject"))
def test_a_subject_is_proposed_its_indicator(case: Mapping[str, Any], index: Index) -> None:
    proposed = index.propose(
        case["subject"], unit=case.get("unit", ""), basis=case.get("basis", "level"), quote=case.get("quote", "")
    )
    first = proposed.proposals[0] if proposed.proposals else None
    told = (proposed.status, first.target if first else None, first.scope if first else WHOLE)
    assert told == (case.get("status", "sure"), case.get("id"), case.get("scope", WHOLE)), proposed
    assert all(0 <= one.confidence <= 1 and one.reason for one in proposed.proposals)


def test_there_are_enough_cases_and_many_have_nothing_to_find() -> None:
    assert len(CASES) >= 120
    assert sum(case.get("status") == "none" for case in CASES) * 10 >= len(CASES)
    asked = [(case["subject"], case.get("unit"), case.get("basis"), case.get("quote")) for case in CASES]
    assert len(set(asked)) == len(asked)


def test_a_unit_that_stands_against_it_is_told(index: Index) -> None:
    assert index.propose("固定资产投资", unit="美元").refused == ("“固定资产投资”以元计，与“美元”不能换算",)


def test_what_a_person_chose_decides() -> None:
    index = Index(indicators(), {("产值", ""): ("scale_output", "先进制造业集群"), ("产值", "x"): ("gdp", "")})
    assert index.propose("产值").chosen == index.propose("产值", org_unit="y").chosen
    chosen = index.propose("产值").chosen
    assert chosen is not None
    assert (chosen.target, chosen.scope, chosen.confidence) == ("scale_output", "先进制造业集群", 1.0)
    other = index.propose("产值", org_unit="x").chosen
    assert other is not None
    assert (other.target, other.scope) == ("gdp", WHOLE)


def test_two_of_one_name_stay_two() -> None:
    two = [Indicator("a", "亩均产出", "a", "元"), Indicator("b", "亩均产出", "b", "元")]
    proposed = Index(two).propose("亩均产出", unit="元")
    assert (proposed.status, proposed.chosen, {one.target for one in proposed.proposals}) == ("open", None, {"a", "b"})


@pytest.fixture(scope="module")
def catalog(root: Path) -> list[Indicator]:
    found = []
    for path in sorted((root / "src/duban/catalog/indicators").glob("*.toml")):
        for one in tomllib.loads(path.read_text(encoding="utf-8"))["indicator"]:
            lists = {key: tuple(value) for key, value in one.items() if isinstance(value, list)}
            found.append(Indicator(**{**one, **lists}))
    return found


def test_every_name_of_the_catalog_finds_its_own_indicator(catalog: list[Indicator]) -> None:
    index = Index(catalog)
    lost = []
    for indicator in catalog:
        for said in (indicator.name, *indicator.aliases):
            chosen = index.propose(said, unit=indicator.unit).chosen
            if chosen is None or chosen.target != indicator.id:
                lost.append(f"{said}: {index.propose(said, unit=indicator.unit)}")
    assert lost == []
