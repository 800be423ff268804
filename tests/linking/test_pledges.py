"""Statements become pledges: tiers, ids, the plan's year, what is told."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from duban.errors import Finding
from duban.ledger.types import Indicator, OrgUnit, Pledge
from duban.linking.bodies import Bodies
from duban.linking.pledges import pledges_of
from duban.linking.propose import Index
from duban.reading.document import Document, Source
from duban.reading.reader import read_source

BOOK = "林埭镇2023年度任务书\n责任单位：林埭镇\n"


def paper(text: str, file: str | None = None) -> Document:
    return read_source(Source(text, file=file, wrapped=False))


def read(text: str, **asked: object) -> list[Pledge]:
    return list(pledges_of(paper(BOOK + text), **asked)[0])  # type: ignore[arg-type]


def tiers(pledge: Pledge) -> list[tuple[str, str, str]]:
    return [(tier.firmness, tier.comparator, str(tier.value)) for tier in pledge.tiers]


def codes(findings: tuple[Finding, ...]) -> list[str]:
    return [one.code for one in findings]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("地区生产总值增长6.5%（力争7%）。", [[("plan", "=", "13/2"), ("strive", "=", "7")]]),
        ("固定资产投资增长10%，力争12%。", [[("plan", "=", "10"), ("strive", "=", "12")]]),
        ("固定资产投资确保增长12%以上；力争增长16%。", [[("ensure", ">=", "12"), ("strive", "=", "16")]]),
        ("GDP增长7%。\n力争GDP增长8%。", [[("plan", "=", "7"), ("strive", "=", "8")]]),
        ("固定资产投资20亿元，增长15%以上。", [[("plan", "=", "2000000000")], [("plan", ">=", "15")]]),
        ("平安创建在嘉兴保二冲一。", [[("ensure", "<=", "2"), ("strive", "<=", "1")]]),
        ("万人成讼率不超过75，力争不超过70。", [[("plan", "<=", "75"), ("strive", "<=", "70")]]),
        ("GDP增长7%。\n全镇生产总值增长7%以上。", [[("plan", ">=", "7")]]),
        ("确保建成安置房2036套、新开工安置房2186套。", [[("ensure", "=", "2036")], [("ensure", "=", "2186")]]),
        ("高质量项目20个。\n力争高质量项目15个。", [[("plan", "=", "20")], [("strive", "=", "15")]]),
        ("母基金规模10亿元。\n母基金规模1亿元。", [[("plan", "=", "1000000000")], [("plan", "=", "100000000")]]),
        ("合同外资1.5亿美元，实到外资6000万美元。", [[("plan", "=", "150000000")], [("plan", "=", "60000000")]]),
    ],
    ids=lambda value: value[:20] if isinstance(value, str) else "",
)
def test_a_floor_and_its_stretch_are_one(text: str, expected: list[list[tuple[str, str, str]]]) -> None:
    assert [tiers(pledge) for pledge in read(text)] == expected


def test_what_is_said_twice_or_in_two_figures_is_told() -> None:
    twice = pledges_of(paper(BOOK + "GDP增长7%。\n全镇生产总值增长7%以上。"))[1]
    assert codes(twice) == ["plan-year", "said-twice"]
    assert "第3行" in twice[1].what
    two = pledges_of(paper(BOOK + "母基金规模10亿元。\n母基金规模1亿元。"))[1]
    assert codes(two) == ["plan-year", "two-figures"]


def test_ids_are_readable_and_stable() -> None:
    text = "固定资产投资20亿元，增长15%以上。\n“人才公寓”年内建成。\n平安创建在嘉兴保二冲一。\n"
    text += "到2025年，固定资产投资30亿元。"
    first = [pledge.id for pledge in read(text)]
    assert first == [
        "林埭镇-固定资产投资",
        "林埭镇-固定资产投资-增长",
        "林埭镇-人才公寓-建成",
        "林埭镇-平安创建-嘉兴-名次",
        "林埭镇-固定资产投资-2025",
    ]
    assert [pledge.id for pledge in read("新的一年，埭上风光更好。\n" + text)] == first


def test_the_demo_citys_ids_do_not_clash(root: Path) -> None:
    ids: list[str] = []
    for path in sorted((root / "src/duban/packs/pinghu_2023/books").glob("*.txt")):
        pledges, findings = pledges_of(paper(path.read_text(encoding="utf-8"), str(path)))
        assert findings[0].code == "plan-year"
        assert all(pledge.year == 2023 and pledge.org_unit and pledge.origin.quote for pledge in pledges)
        ids += [pledge.id for pledge in pledges]
    assert len(ids) == len(set(ids)) > 150


@pytest.mark.parametrize(
    ("text", "file", "year", "how"),
    [
        ("林埭镇2023年度任务书\nGDP增长7%。", None, 2023, "书名"),
        ("政府工作报告\n——2024年1月9日在第三次会议上\n今年GDP增长7%。", None, 2024, "日期"),
        ("工作要点\nGDP增长7%。", "2022年工作要点.docx", 2022, "文件名"),
        ("湖北省第十三个五年规划纲要\n到2020年，改造棚户区110万套。", None, 2016, "五年规划"),
        ("某市“十四五”教育发展规划\n回顾2020年，展望2025年。\n到2025年，新增学位5万个。", None, 2021, "五年规划"),
        ("2023年“十四五”规划重点任务\nGDP增长7%。", None, 2023, "标题"),
    ],
)
def test_the_plans_year_is_found_and_said(text: str, file: str | None, year: int, how: str) -> None:
    pledges, findings = pledges_of(paper(text, file))
    assert [pledge.year for pledge in pledges] == [year]
    assert how in findings[0].what


def test_without_a_year_nothing_is_guessed() -> None:
    document = paper("工作要点\nGDP增长7%。")
    pledges, findings = pledges_of(document)
    assert pledges == ()
    assert [(one.code, one.fatal) for one in findings] == [("no-plan-year", True)]
    assert [pledge.year for pledge in pledges_of(document, year=2023)[0]] == [2023]


def test_indicators_and_bodies_are_linked() -> None:
    index = Index(
        [
            Indicator("gdp", "地区生产总值", "gdp", "元", accumulation="ytd"),
            Indicator("rate", "信访积案", "x", "%", polarity="lower", annual_only=True),
        ]
    )
    bodies = Bodies([OrgUnit("lindai", "林埭镇")])
    text = "全镇生产总值增长7%。信访积案60件。"
    pledges, findings = pledges_of(paper(BOOK + text), indicators=index, bodies=bodies)
    assert [(one.org_unit, one.indicator) for one in pledges] == [("lindai", "gdp"), ("lindai", "")]
    assert codes(findings) == ["plan-year", "unit-refused"]
    strangers = pledges_of(paper(BOOK + text), bodies=Bodies([OrgUnit("x", "新仓镇")]))
    assert [one.org_unit for one in strangers[0]] == ["林埭镇", "林埭镇"]
    assert codes(strangers[1]) == ["plan-year", "unknown-body"]


def test_a_milestone_keeps_its_state_and_day() -> None:
    (pledge,) = read("人才公寓6月底前建成。")
    assert (pledge.kind, pledge.state, pledge.unit, str(pledge.due)) == ("milestone", "建成", "", "2023-06-30")
    assert pledge.tiers[0].value is None


def test_a_fall_of_a_share_stays_a_change() -> None:
    (change,) = read("高新技术产业占比提升10%。")
    (growth,) = read("能耗强度下降3.1%以上。")
    assert (change.basis, growth.basis) == ("change", "growth")
    assert growth.tiers[0].value == Fraction(-31, 10)


def test_a_doubt_is_told_in_names_and_only_where_there_is_one() -> None:
    index = Index(
        [
            Indicator("general", "一般公共预算收入", "general", "元"),
            Indicator("total", "财政总收入", "total", "元"),
            Indicator("mileage", "高速公路通车里程", "mileage", "里"),
        ]
    )
    document = paper("2023年工作计划\n财政收入增长5%。高速公路增长6%。\n")
    pledges, findings = pledges_of(document, year=2023, indicators=index)
    assert [(one.subject, one.indicator) for one in pledges] == [("财政收入", ""), ("高速公路", "")]
    (told,) = [one.what for one in findings if one.code == "open-indicator"]
    assert told.startswith("“财政收入”可能是：一般公共预算收入（")
    assert "财政总收入" in told
    assert "general" not in told


def test_bodies_that_may_be_meant_are_told_by_name() -> None:
    bodies = Bodies(
        [
            OrgUnit("a", "城关镇", aliases=("城关",)),
            OrgUnit("b", "城关街道", aliases=("城关",)),
        ]
    )
    proposed = bodies.propose("城关")
    assert proposed.status == "open"
    assert sorted(bodies.named(proposed.proposals)) == ["城关街道", "城关镇"]
