"""What the pre-test of milestones lets through, and how names come out of a noun (the rulings are cases as data)."""

from __future__ import annotations

import pytest

from duban.reading.document import Source, Statement
from duban.reading.lexicon import lexicon
from duban.reading.lexicon.named import is_generic
from duban.reading.milestones import events, states
from duban.reading.reader import read_source


def milestones(text: str) -> list[Statement]:
    return [one for one in read_source(Source(text)).statements if one.kind == "milestone"]


@pytest.mark.parametrize(
    ("text", "dated", "wanted"),
    [
        ("城东大桥建成通车", False, True),
        ("举办丰收节", False, False),
        ("举办丰收节", True, True),
        ("营商环境持续优化", True, False),
    ],
)
def test_a_sentence_without_a_state_word_is_passed_over(text: str, dated: bool, wanted: bool) -> None:
    may_state = states(text) or (dated and events(text))
    assert bool(may_state) is wanted


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        ("启动卫生院、垃圾中转站迁建工作。", ["卫生院迁建工作", "垃圾中转站迁建工作"]),
        ("启动银湖、海川等企业新项目建设。", ["银湖新项目", "海川新项目"]),
        ("启动考试招生、户籍等改革。", ["考试招生改革", "户籍改革"]),
        ("修订数字经济、专利奖励办法和干部家访制度。", ["数字经济、专利奖励办法", "干部家访制度"]),
        ("3个码头泊位和青港池全面开工。", ["青港池"]),
        ("成立规模10亿元的母基金。", ["母基金"]),
        ("中国科学院云河材料科学与技术研究所挂牌成立。", ["中国科学院云河材料科学与技术研究所"]),
        ("东桥一期、云微电子12英寸产线、西岭二期等一批项目建成投产。", ["东桥一期", "云微电子12英寸产线", "西岭二期"]),
        ("海辰光学、宏远电池等在谈项目抓紧往前谈，年内落地。", ["海辰光学", "宏远电池"]),
        ("制定并实施云河流域保护规划。", ["云河流域保护规划"]),
    ],
)
def test_names_come_out_one_by_one(text: str, subjects: list[str]) -> None:
    assert [one.subject for one in milestones(text)] == subjects


@pytest.mark.parametrize(
    "text",
    [
        "加快重点产业项目签约落地。",
        "建成一批海上风电、核电和抽水蓄能项目。",
        "鼓励社会资本发起设立股权投资基金。",
        "简化外商投资企业设立程序。",
        "完善集成、贯通、推广机制。",
        "积极参与国际规则制定。",
        "建成投用的东湖水厂稳定运行。",
        "东湖隧道尚未开工。",
        "云河书院成立70周年。",
        "制定相关政策措施。",
    ],
)
def test_what_is_no_milestone(text: str) -> None:
    assert milestones(text) == []


def test_an_event_of_several_months_is_a_record_each() -> None:
    found = milestones("2024年临泽区文旅局工作安排\n\n在3月、9月集中开展招商推介会。\n")
    assert [one.due.isoformat() if one.due else None for one in found] == ["2024-03-31", "2024-09-30"]


def test_kinds_of_things_are_no_names() -> None:
    assert is_generic("重点产业项目")
    assert is_generic("一批共富工程")
    assert not is_generic("滨江大桥")


def test_every_state_word_has_its_unit() -> None:
    states = lexicon().states
    assert states["建成投产"] == "投产"
    assert states["签约落地"] == "落地"
