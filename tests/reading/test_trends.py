"""Trends: what is one, of which things, and what only looks like one.

The rulings of the guideline stand in ``tests/cases/reading/statements/trends.toml``; here is the grammar behind them.
"""

from __future__ import annotations

import pytest

from duban.reading.document import Source, Statement
from duban.reading.lexicon import Kind, lexicon
from duban.reading.reader import read_source
from duban.reading.trend_words import has_trend_word

HEADING = "2025年青川县政府工作报告\n"


def trends(text: str) -> list[Statement]:
    return [one for one in read_source(Source(text, wrapped=False)).statements if one.kind == "trend"]


def told(text: str) -> list[tuple[str, str, str, str]]:
    """Every trend as subject, comparator, basis and the words of its predicate."""
    return [(one.subject, one.comparator, one.basis, text[slice(*one.num)]) for one in trends(text)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("森林蓄积量逐年增加。", [("森林蓄积量", ">", "level", "增加")]),
        (
            "单位能耗有所下降，排放总量继续减少。",
            [("单位能耗", "<", "level", "下降"), ("排放总量", "<", "level", "减少")],
        ),
        ("财政支出呈上升趋势。", [("财政支出", ">", "level", "上升")]),
        ("能源消费总量增长过快。", [("能源消费总量", ">", "level", "增长")]),
        ("粮食总产量创2006年以来新高。", [("粮食总产量", ">", "level", "新高")]),
        ("水产品产量再创新高。", [("水产品产量", ">", "level", "再创新高")]),
        ("油料产量实现“六连增”。", [("油料产量", ">", "level", "六连增")]),
        ("失业率为多年来最低。", [("失业率", "<", "level", "最低")]),
        ("工业增速比上年有所回升。", [("工业", ">", "growth", "回升")]),
        ("房地产投资降幅收窄。", [("房地产投资", ">", "growth", "收窄")]),
        ("赤字率保持不变。", [("赤字率", "=", "level", "保持不变")]),
        ("货运量与上年持平。", [("货运量", "~", "level", "持平")]),
        ("保持人民币汇率在合理均衡水平上基本稳定。", [("人民币汇率", "~", "level", "稳定")]),
        ("进出口实现回稳向好。", [("进出口", "~", "level", "回稳向好")]),
        ("新能源产业快速增长。", [("新能源产业", ">", "level", "增长")]),
        ("新增固废综合利用率保持稳定。", [("新增固废综合利用率", "~", "level", "保持稳定")]),
    ],
)
def test_the_predicate_that_ends_its_clause_says_where_its_noun_goes(
    text: str, wanted: list[tuple[str, str, str, str]]
) -> None:
    assert told(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("工业投资增速快于全部投资。", [("工业投资", ">", "growth", "快于")]),
        ("生态环境满意度高于全省平均水平。", [("生态环境满意度", ">", "level", "高于")]),
        ("经济增长不及预期。", [("经济", "<", "growth", "不及")]),
        ("农民收入增长8%，快于城镇居民收入增长。", [("农民收入", ">", "growth", "快于")]),
        ("新增就业12万人，超过全年目标。", [("新增就业", ">", "level", "超过")]),
        ("贷款余额增长9%，低于10%左右的预期目标。", [("贷款余额", "<", "growth", "低于")]),
        ("居民收入和经济增长基本同步。", [("居民收入", "~", "growth", "同步")]),
    ],
)
def test_a_comparison_has_a_yardstick_and_grows_where_that_or_its_subject_does(
    text: str, wanted: list[tuple[str, str, str, str]]
) -> None:
    assert told(text) == wanted


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        ("税收收入、社会贷款余额均稳步增长。", ["税收收入", "社会贷款余额"]),
        ("养老保险、失业保险参保人数大幅增加。", ["养老保险参保人数", "失业保险参保人数"]),
        ("基建投资、技改投资等五大投资增速高于平均水平。", ["基建投资", "技改投资"]),
        ("苹果、蜜桃等特色果品产量持续提升。", ["苹果产量", "蜜桃产量"]),
        ("中部和北部地区财政收入增速高于全市平均水平。", ["中部和北部地区财政收入"]),
        ("信访量、积案数“双下降”和群众满意度、参与率“双上升”。", ["信访量", "积案数", "群众满意度", "群众参与率"]),
    ],
)
def test_coordinated_names_have_one_record_each(text: str, subjects: list[str]) -> None:
    assert [one.subject for one in trends(text)] == subjects


@pytest.mark.parametrize(
    "text",
    [
        "开放水平、服务能力持续提升。",
        "投入力度进一步加大。",
        "发展速度加快。",
        "提高居民收入水平，扩大有效投资。",
        "推动服务业增加值稳步增长。",
        "促进农民收入持续增加。",
        "保持就业稳定。",
        "遏制进出口下滑势头。",
        "由于原材料价格上涨，企业经营困难。",
        "只要就业增加、收入增长，就集中精力促改革。",
        "在物价涨幅明显上升、要素成本提高的形势下，我们保持定力。",
        "世界经济增速为十年来最低。",
        "度电排放二氧化碳全国最低。",
        "打造科技创新高地。",
        "税收增长的基础更牢。",
        "财政收入高于去年2个百分点。",
        "出口保持两位数增长。",
    ],
)
def test_what_cannot_be_measured_is_worked_for_or_is_a_circumstance_makes_none(text: str) -> None:
    assert not trends(text)


def test_a_clause_without_a_noun_carries_on_from_the_figure_before_it() -> None:
    joint = "北线、南线客流量分别达4万、3万人次，均创历史新高。"
    assert [one.subject for one in trends("地铁里程达90公里，" + joint)] == ["北线客流量", "南线客流量"]
    assert [one.subject for one in trends("财政支出210亿元，支出规模进一步加大。")] == ["财政支出规模"]
    assert not trends("各项改革扎实推进。创历史新高。")


def test_a_trend_has_the_mood_firmness_and_date_of_its_clause() -> None:
    (due,) = trends(HEADING + "到2030年，服务业增加值比重大幅提高。")
    assert (due.mood, str(due.due), due.firmness) == ("pledged", "2030-12-31", "plan")
    (sure,) = trends("确保企业税负只减不增。")
    assert (sure.firmness, sure.comparator, sure.value, sure.unit) == ("ensure", "<", None, "")
    (past,) = trends(HEADING + "一、2024年工作回顾\n社会救助标准进一步提高。")
    assert (past.mood, past.period, past.due) == ("reported", "2024-01/2024-12", None)
    (since,) = trends(HEADING + "一、2024年工作回顾\n人民生活持续改善，居民收入增速为1998年以来最高。")
    assert since.period == "2024-01/2024-12"


def test_only_a_sentence_with_a_predicate_in_its_place_is_looked_at() -> None:
    for text in ("能耗下降。", "能耗下降、水耗", "速度快于上年", "“三下降”"):
        assert has_trend_word(text, 0, len(text)), text
    for text in ("提高质量。", "加快建设，扩大开放水平。", "稳定性", "各项工作扎实推进。"):
        assert not has_trend_word(text, 0, len(text)), text


def test_every_predicate_has_one_direction() -> None:
    sides = (Kind.ABOVE | Kind.RISE | Kind.MOST, Kind.BELOW | Kind.FALL | Kind.LEAST, Kind.STEADY, Kind.KEPT, Kind.SAME)
    for word, kind in lexicon().kinds.items():
        assert sum(bool(kind & side) for side in sides) <= 1, word
