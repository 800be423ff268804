"""One pledge, one fact: whether the fact answers it (tests/cases/linking/matches.toml), and what several make of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from duban.ledger.types import WHOLE, Fact, Origin, Pledge, Tier
from duban.linking.match import Matches, match
from duban.periods import parse
from tests.linking.cases import load, params

KEYS = ("pledge", "fact", "link", "scope_change", "least", "as_of")
BOTH = {"subject", "kind", "basis", "unit", "value", "comparator", "state", "quote", "scope", "org_unit", "indicator"}
PLEDGE = BOTH | {"id", "firmness", "due", "accumulation"}
FACT = BOTH | {"key", "period", "answers", "replaces"}
CASES = load("matches", "case", KEYS)
END = date(2024, 1, 31)


def pledge(told: Mapping[str, Any]) -> Pledge:
    assert told.keys() <= PLEDGE, told.keys() - PLEDGE
    kind = told.get("kind", "quantity")
    figure = Fraction(str(told.get("value", 1))) if kind in {"quantity", "rank"} else None
    return Pledge(
        id=told.get("id", "p"),
        org_unit=told.get("org_unit", ""),
        subject=told["subject"],
        kind=kind,
        basis=told.get("basis", "level"),
        unit=told.get("unit", ""),
        year=2023,
        tiers=(Tier(told.get("firmness", "plan"), told.get("comparator", "="), figure),),
        indicator=told.get("indicator", ""),
        scope=told.get("scope", WHOLE),
        due=told.get("due"),
        state=told.get("state", ""),
        accumulation=told.get("accumulation", "ytd"),
        origin=Origin(quote=told.get("quote", "")),
    )


def fact(told: Mapping[str, Any]) -> Fact:
    assert told.keys() <= FACT, told.keys() - FACT
    kind = told.get("kind", "quantity")
    period = parse(told.get("period", "2023-01/2023-12"))
    assert period is not None
    return Fact(
        key=told.get("key", "f"),
        org_unit=told.get("org_unit", ""),
        subject=told["subject"],
        kind=kind,
        basis=told.get("basis", "level"),
        unit=told.get("unit", ""),
        period=period,
        value=Fraction(str(told.get("value", 1))) if kind in {"quantity", "rank"} else None,
        comparator=told.get("comparator", "="),
        indicator=told.get("indicator", ""),
        scope=told.get("scope", WHOLE),
        state=told.get("state", ""),
        answers=told.get("answers", ""),
        replaces=told.get("replaces", ""),
        origin=Origin(quote=told.get("quote", "")),
    )


@pytest.mark.parametrize("case", params(CASES, "pledge"))
def test_a_fact_answers_a_pledge_or_not(case: Mapping[str, Any]) -> None:
    found = match([pledge(case["pledge"])], [fact(case["fact"])], as_of=case.get("as_of", END))
    assert [link.fact for link in found.links] == (["f"] if case.get("link", True) else []), found
    for link in found.links:
        assert (case.get("scope_change", "") in (link.scope_change or "")) is True
        assert bool(link.scope_change) is ("scope_change" in case), link
        assert float(case.get("least", 0.6)) <= link.confidence <= 1
        assert link.reason
    assert found.unmatched_pledges == (() if found.links else ("p",))


def test_there_are_enough_cases_and_most_of_them_are_hard() -> None:
    assert len(CASES) >= 80
    assert sum(not case.get("link", True) for case in CASES) * 2 >= len(CASES)


def one(*facts: Mapping[str, Any], **of_pledge: Any) -> Matches:
    """A level pledge of 固定资产投资 against facts that differ only in what is said."""
    told = {"subject": "固定资产投资", "unit": "元"}
    numbered = [fact({"key": f"f{number}", **told, **each}) for number, each in enumerate(facts, start=1)]
    return match([pledge({**told, **of_pledge})], numbered, as_of=END)


def test_every_month_is_linked() -> None:
    found = one({"period": "2023-01/2023-03"}, {"period": "2023-01/2023-08"})
    assert [link.fact for link in found.links] == ["f1", "f2"]


def test_two_that_disagree_stay_open() -> None:
    found = one({"value": 100}, {"value": 90})
    assert found.links == ()
    assert [(each.pledge, each.facts) for each in found.open] == [("p", ("f1", "f2"))]
    assert found.unmatched_pledges == ()
    assert found.unmatched_facts == ()


def test_two_that_say_the_same_but_for_rounding_are_one() -> None:
    found = one({"value": 1008700000}, {"value": 1008660000})
    assert [link.fact for link in found.links] == ["f1"]
    assert found.open == ()
    assert found.unmatched_facts == ()


def test_the_surer_of_two_answers() -> None:
    found = one({"value": 100}, {"value": 90, "subject": "固定资产投资（不含港区）"})
    assert [(link.fact, link.scope_change) for link in found.links] == [("f1", None)]
    assert found.unmatched_facts == ("f2",)


def test_a_correction_does_not_disagree_with_what_it_corrects() -> None:
    found = one({"value": 100}, {"value": 90, "replaces": "f1"})
    assert sorted(link.fact for link in found.links) == ["f1", "f2"]
    assert found.open == ()


def test_a_fact_answers_the_pledge_that_is_surest_of_it() -> None:
    pledges = [
        pledge({"id": "all", "subject": "固定资产投资", "unit": "元"}),
        pledge({"id": "part", "subject": "固定资产投资（不含港区）", "unit": "元"}),
    ]
    found = match(pledges, [fact({"subject": "固定资产投资（不含港区）", "unit": "元"})], as_of=END)
    assert [(link.pledge, link.scope_change) for link in found.links] == [("part", None)]
    assert found.unmatched_pledges == ("all",)


def test_what_names_another_pledge_answers_no_other() -> None:
    pledges = [
        pledge({"id": "a", "subject": "固定资产投资", "unit": "元"}),
        pledge({"id": "b", "subject": "固投", "unit": "元"}),
    ]
    found = match(pledges, [fact({"subject": "固定资产投资", "unit": "元", "answers": "b"})], as_of=END)
    assert [link.pledge for link in found.links] == ["b"]


def test_other_bodies_figures_are_not_taken() -> None:
    towns = ["林埭镇", "新仓镇"]
    pledges = [
        pledge({"id": town, "subject": "固定资产投资", "unit": "元", "org_unit": town}) for town in [*towns, "曹桥街道"]
    ]
    facts = [fact({"key": town, "subject": "固定资产投资", "unit": "元", "org_unit": town}) for town in towns]
    facts.append(fact({"key": "city", "subject": "固定资产投资", "unit": "元"}))
    found = match(pledges, facts, as_of=END)
    assert [(link.pledge, link.fact) for link in found.links] == [(town, town) for town in towns]
    assert found.unmatched_pledges == ("曹桥街道",)
    assert found.unmatched_facts == ("city",)


def test_a_level_answers_a_trend_beside_last_years() -> None:
    told = {"subject": "群众安全感", "unit": "%"}
    facts = [
        fact({**told, "key": "now", "value": 99}),
        fact({**told, "key": "then", "value": 98, "period": "2022-01/2022-12"}),
    ]
    found = match([pledge({"subject": "群众安全感", "kind": "trend", "comparator": ">"})], facts, as_of=END)
    assert [(link.fact, link.last_year) for link in found.links] == [("now", "then")]
    assert found.unmatched_facts == ()


def test_of_a_growth_and_a_word_the_growth_answers_a_trend() -> None:
    facts = [
        fact({"key": "word", "subject": "居民收入", "kind": "trend", "basis": "growth", "comparator": ">"}),
        fact({"key": "growth", "subject": "居民收入", "basis": "growth", "unit": "%", "value": 5}),
    ]
    told = {"subject": "居民收入", "kind": "trend", "basis": "growth", "comparator": "="}
    assert [link.fact for link in match([pledge(told)], facts, as_of=END).links] == ["growth"]


def test_each_of_several_dated_events_has_its_own_month() -> None:
    told = {"subject": "重大项目开工月活动", "kind": "milestone", "state": "举办"}
    pledges = [pledge({**told, "id": str(month), "due": date(2023, month, 28)}) for month in (1, 6, 9)]
    facts = [fact({**told, "key": f"in {month}", "period": f"2023-{month:02}"}) for month in (1, 9)]
    found = match(pledges, facts, as_of=END)
    assert [(link.pledge, link.fact) for link in found.links] == [("1", "in 1"), ("9", "in 9")]
    assert found.unmatched_pledges == ("6",)


def test_a_report_that_repeats_the_plan_in_a_table_answers_through_it() -> None:
    plan = pledge({"id": "plan", "subject": "亿元以上产业项目", "unit": "个", "quote": "新开工亿元以上产业项目60个"})
    told = {"subject": "亿元以上产业项目", "unit": "个", "quote": "全年新开工亿元以上产业项目60个"}
    repeated = pledge({**told, "id": "row", "org_unit": "发改局"})
    done = fact({"subject": "项目", "unit": "个", "org_unit": "发改局", "answers": "row"})
    found = match([plan], [done], as_of=END, via=[repeated])
    assert [(link.pledge, link.fact) for link in found.links] == [("plan", "f")]
    assert "同一行" in found.links[0].reason


def test_what_names_a_pledge_and_does_not_fit_is_told() -> None:
    found = one({"answers": "p", "period": "2022-01/2022-12"}, {"answers": "p", "unit": "个"})
    assert found.links == ()
    assert [each.code for each in found.findings].count("answer-unfit") == 2


def test_other_years_and_later_months_are_told() -> None:
    found = one({"period": "2022-01/2022-12"}, {"period": "2023-01/2023-06"}, {"period": "2024-01/2024-03"})
    assert [link.fact for link in found.links] == ["f2"]
    told = {each.code: each.what for each in found.findings}
    assert told.keys() == {"other-years", "after-as-of"}
    assert "2个数说的不是计划年（2023年）" in told["other-years"]
    assert "固定资产投资2022年、" in told["other-years"]
    assert "2024年1—3月" in told["after-as-of"]
