"""Statements become facts: periods, keys, days of milestones, status, bodies."""

from __future__ import annotations

from datetime import date

import pytest

from duban.ledger.types import Fact, Indicator, OrgUnit
from duban.linking.bodies import Bodies
from duban.linking.facts import facts_of
from duban.linking.propose import Index
from duban.reading.document import Document, Source
from duban.reading.reader import read_source

HEAD = "林埭镇2023年工作总结\n"


def paper(text: str) -> Document:
    return read_source(Source(text, wrapped=False))


def read(text: str, as_of: date | None = date(2023, 8, 31)) -> list[Fact]:
    return list(facts_of(paper(text), year=2023, as_of=as_of)[0])


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("1—8月，固定资产投资完成6亿元。", "2023-01/2023-08"),
        ("前三季度，固定资产投资完成6亿元。", "2023-01/2023-09"),
        ("2022年，固定资产投资完成6亿元。", "2022-01/2022-12"),
        ("2023年，固定资产投资完成6亿元。", "2023-01/2023-12"),
    ],
)
def test_a_named_period_is_kept(text: str, period: str) -> None:
    assert [str(fact.period) for fact in read(HEAD + text)] == [period]


@pytest.mark.parametrize(
    ("as_of", "period"),
    [(date(2023, 8, 31), "2023-01/2023-08"), (date(2024, 2, 1), "2023-01/2023-12"), (None, "2023-01/2023-12")],
)
def test_without_a_period_the_months_so_far_are_taken_and_told(as_of: date | None, period: str) -> None:
    document = paper("工作进展\n已完成固定资产投资6亿元。")
    facts, findings = facts_of(document, year=2023, as_of=as_of)
    assert [str(fact.period) for fact in facts] == [period]
    assert [one.code for one in findings] == ["no-period"]
    assert "固定资产投资" in findings[0].what


def test_keys_are_unique_and_readable() -> None:
    facts = read(HEAD + "2023年，固定资产投资完成6亿元，增长7%。\n2023年，固定资产投资完成6.2亿元。")
    assert [fact.key for fact in facts] == [
        "固定资产投资-2023-012023-12",
        "固定资产投资-增长-2023-012023-12",
        "固定资产投资-2023-012023-12-2",
    ]


def test_a_milestone_has_its_state_and_day() -> None:
    (fact,) = read(HEAD + "7月28日，人才公寓建成投用。")
    assert (fact.kind, fact.state, fact.day, str(fact.period)) == (
        "milestone",
        "投用",
        date(2023, 7, 28),
        "2023-07/2023-07",
    )
    assert (fact.value, fact.unit) == (None, "")


def test_an_estimate_says_so() -> None:
    sure, estimate = read(HEAD + "2023年，固定资产投资增长7%。预计2023年财政总收入增长6%。")
    assert (sure.status, estimate.status) == ("final", "estimate")


def test_what_it_rests_on_is_kept() -> None:
    (fact,) = read(HEAD + "2023年，固定资产投资完成6亿元。")
    assert fact.origin.quote == "固定资产投资完成6亿元"
    assert fact.origin.place == "第2行"
    assert fact.origin.sentence == "2023年，固定资产投资完成6亿元。"


def test_the_title_or_the_subject_says_whose_it_is() -> None:
    bodies = Bodies([OrgUnit("lindai", "林埭镇"), OrgUnit("xincang", "新仓镇")])
    text = HEAD + "2023年，固定资产投资完成6亿元。新仓镇财政总收入完成5亿元。"
    facts, findings = facts_of(paper(text), year=2023, bodies=bodies)
    assert [(fact.org_unit, fact.subject) for fact in facts] == [("lindai", "固定资产投资"), ("xincang", "财政总收入")]
    assert findings == ()


def test_an_indicator_and_its_scope_are_linked() -> None:
    index = Index([Indicator("output", "规模以上工业总产值", "output", "元", aliases=("规上工业产值",))])
    text = HEAD + "2023年，规上先进制造业集群产值完成60亿元。"
    facts, _ = facts_of(paper(text), year=2023, indicators=index)
    assert [(fact.indicator, fact.scope) for fact in facts] == [("output", "先进制造业集群")]
