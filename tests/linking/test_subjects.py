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


def test_a_word_that_says_too_little_is_offered_what_says_more(catalog: list[Indicator]) -> None:
    index = Index(catalog)
    offered = {
        "财政收入": {"general_budget_revenue", "total_fiscal_revenue"},
        "外资": {"utilized_fdi", "contracted_fdi"},
        "失业率": {"registered_unemployment_rate", "surveyed_unemployment_rate"},
        "研发投入": {"rd_expenditure", "rd_intensity"},
        "高新企业": {"hightech_firms", "new_hightech_firms"},
        "专精特新企业": {"provincial_specialised_firms", "little_giants"},
        "人均收入": {"resident_income", "rural_income", "urban_income"},
        "服务业": {"service_value_added", "services_investment"},
        "投资": {"fixed_asset_investment", "private_investment"},
        "省级项目": {"provincial_major_projects"},
        "增加值": {"industrial_value_added", "service_value_added"},
        "项目": {"major_projects"},
    }
    for subject, some in offered.items():
        proposed = index.propose(subject)
        assert proposed.status == "open", subject
        assert some <= {one.target for one in proposed.proposals}, subject
    assert [index.propose(subject).status for subject in ("天气", "民意调查", "某事")] == ["none"] * 3


def test_candidates_are_told_by_name_and_by_id_where_two_are_called_the_same() -> None:
    index = Index(
        [Indicator("a", "产出", "a", "元"), Indicator("b", "产出", "b", "元"), Indicator("c", "税", "c", "元")]
    )
    assert index.named(index.propose("产出").proposals) == ["产出（a）", "产出（b）"]
    assert index.named(index.propose("产出").proposals[:1]) == ["产出"]


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
