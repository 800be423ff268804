"""Figures laid over a pack: names become ids, and each row that cannot be used is told with its line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from duban.pack.load import open_pack
from duban.standing.city import judge_pack
from tests.pack.city import city, looked

HEAD = "key,org_unit,indicator,subject,scope,kind,basis,value,unit,period,state,day,status,simulated,source,answers\n"
GOOD = "a,chengguan,gdp,,,,growth,6.2,%,2023-01/2023-03,,,final,,统计局,\n"


def _laid(folder: Path, *rows: str) -> Path:
    text = HEAD + "".join(f"{row}\n" for row in rows) + GOOD
    return city(folder, {"file": "figures/2023.csv", "whole": text})


@pytest.mark.parametrize(
    ("row", "body", "indicator"),
    [
        ("k,城关,gdp,,,,growth,6,%,2023-02,,,,,x,", "chengguan", "gdp"),
        ("k,和平乡,GDP,,,,growth,6,%,2023-02,,,,,x,", "heping", "gdp"),
        ("k,和平镇,,固投总盘子,,,level,1.5,亿元,2023-08,,,,,x,", "heping", "fixed_asset_investment"),
        ("k,chengguan,,滨河公园,,milestone,,,,2023-09,建成,2023-09-20,,,x,chengguan.park", "chengguan", ""),
    ],
)
def test_names_become_ids(row: str, body: str, indicator: str, tmp_path: Path) -> None:
    pack = open_pack(_laid(tmp_path, row))
    assert pack.findings == ()
    fact = next(one for one in pack.facts if one.key == "k")
    assert (fact.org_unit, fact.indicator) == (body, indicator)


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("k,新仓镇,gdp,,,,growth,6,%,2023-02,,,,,x,", "不知道“新仓镇”是哪个单位"),
        ("k,城关镇镇,gdp,,,,growth,6,%,2023-02,,,,,x,", "您是不是想写 城关镇？没有写错的，请加进"),
        ("k,,gdp,,,,growth,6,%,2023-02,,,,,x,", "单位"),
        ("k,heping,gpd,,,,growth,6,%,2023-02,,,,,x,", "没有“gpd”这个指标。这一行没有用。您是不是想写 gdp？"),
        ("k,heping,gdp,,,,level,6,亩,2023-02,,,,,x,", "单位 亩 折不成“地区生产总值”的单位 元"),
        ("k,heping,gdp,,,,growth,6,元,2023-02,,,,,x,", "元"),
        ("k,heping,gdp,,,,growth,6,%,,,,,,x,", "没有写期间"),
        ("k,heping,gdp,,,,growth,多,%,2023-02,,,,,x,", "“多”不是数"),
        ("k,heping,gdp,,,,growth,6,%,2023-02,,,,,x,heping.gdp", "没有 heping.gdp 这条承诺"),
    ],
)
def test_a_row_that_cannot_be_used_is_told_and_the_rest_goes_on(row: str, says: str, tmp_path: Path) -> None:
    look = looked(_laid(tmp_path, row))
    assert look.refusals == ()
    assert look.pack
    assert [one.key for one in look.pack.facts] == ["a"]
    [told] = [one for one in look.findings if one.fatal]
    assert says in f"{told.what}。{told.do}"
    assert told.where.startswith("figures/2023.csv 第2行")


@pytest.mark.parametrize(
    ("row", "answers"),
    [
        ("k,城关镇,,滨河公园,,milestone,,,,2023-09,主体封顶,,,,x,", "chengguan.park"),
        ("k,城关镇,,滨河公园,,,,3,个,2023-09,,,,,x,", ""),
        ("k,和平镇,,滨河公园,,milestone,,,,2023-09,主体封顶,,,,x,", ""),
    ],
)
def test_a_thing_without_an_indicator_answers_the_pledge_of_its_name(row: str, answers: str, tmp_path: Path) -> None:
    look = looked(_laid(tmp_path, row))
    assert look.pack
    assert next(one for one in look.pack.facts if one.key == "k").answers == answers
    assert [one.code for one in look.findings] == ([] if answers else ["unknown-subject"])


def test_a_progress_table_repeats_its_targets(tmp_path: Path) -> None:
    table = """2023年1—6月固定资产投资进展表
责任单位,指标,全年目标,累计完成,单位
城关镇,固定资产投资,11,4,亿元
和平镇,固定资产投资,6,2,亿元
"""
    look = looked(city(tmp_path, {"file": "figures/2024.csv", "whole": table}))
    assert look.pack
    found = [one for one in look.pack.facts if one.origin.file.endswith("2024.csv")]
    assert [(one.org_unit, one.answers) for one in found] == [("chengguan", ""), ("heping", "")]
    assert [one.code for one in look.findings if one.code != "period-of-title"] == ["targets-beside"]


def test_what_was_chosen_for_a_word_holds_for_figures(tmp_path: Path) -> None:
    folder = _laid(tmp_path, "k,城关镇,,亿元以上项目,,,,3,个,2023-09,,,,,x,")
    link = """[[link]]
subject = "亿元以上项目"
indicator = "projects_over_100m_attracted"
org_unit = "chengguan"
chosen = 2023-02-01
"""
    (folder / "links.toml").write_text(link, "utf-8")
    fact = next(one for one in open_pack(folder).facts if one.key == "k")
    assert fact.indicator == "projects_over_100m_attracted"


def test_a_rank_answers_a_rank_that_is_not_called_one(tmp_path: Path) -> None:
    folder = _laid(tmp_path, "k,城关镇,营商环境评价位次,,,,,5,位,2023-09,,,,,x,")
    pledge = '[[pledge]]\nid = "own"\norg_unit = "chengguan"\nindicator = "business_environment_rank"\n'
    (folder / "pledges/own.toml").write_text(pledge + 'tier = [{comparator = "<=", value = 3}]\n', "utf-8")
    pack = open_pack(folder)
    assert next(one for one in pack.pledges if one.id == "own").kind == "rank"
    assert next(one for one in pack.facts if one.key == "k").kind == "rank"


def test_a_period_without_a_year_is_of_the_packs(tmp_path: Path) -> None:
    pack = open_pack(_laid(tmp_path, "k,城关镇,gdp,,,,growth,6,%,1-6月,,,,,x,"))
    assert str(next(one for one in pack.facts if one.key == "k").period) == "2023-01/2023-06"


def test_what_is_measured_and_not_known_is_kept_and_told(tmp_path: Path) -> None:
    look = looked(_laid(tmp_path, "k,heping,,神秘的事,,,level,6,个,2023-02,,,,,x,"))
    assert look.pack
    assert [one.key for one in look.pack.facts] == ["k", "a"]
    assert [(one.code, one.fatal) for one in look.findings] == [("unknown-subject", False)]


def test_a_figure_may_correct_one_of_another_file(tmp_path: Path) -> None:
    head = "key,org_unit,indicator,basis,value,unit,period,replaces\n"
    folder = city(
        tmp_path,
        {"file": "figures/2024.csv", "whole": head + "b,chengguan,gdp,growth,6.3,%,2023-01/2023-03,cg-gdp-q1\n"},
    )
    pack = open_pack(folder)
    assert pack.findings == ()
    assert {one.key: one.replaces for one in pack.facts}["b"] == "cg-gdp-q1"


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("k,城关,gdp,,,,growth,6.3,%,2023-01/2023-03,,,final,,另一处,", ["two-figures"]),
        ("k,城关,gdp,,,,growth,6.2,%,2023-01/2023-03,,,final,,另一处,", []),
        ("k,城关,gdp,,,,growth,6.3,%,2023-01/2023-03,,,estimate,,另一处,", []),
        ("k,城关,gdp,,,,growth,6.3,%,2024-01/2024-03,,,final,,另一处,", ["figures-out-of-year"]),
        ("k,城关,gdp,,,,growth,6.3,%,2022-01/2022-03,,,final,,另一处,", []),
        ("k,chengguan,,滨河公园,,milestone,,,,2024-01,建成,2024-01-20,,,x,chengguan.park", []),
    ],
)
def test_what_only_all_figures_together_tell(row: str, told: list[str], tmp_path: Path) -> None:
    folder = _laid(tmp_path)
    (folder / "figures/2024.csv").write_text(f"{HEAD}{row}\n", "utf-8")
    found = [one for one in looked(folder).findings if one.code != "same-figure"]
    assert [one.code for one in found] == told
    assert [one.where for one in found] == ["figures/2024.csv 第2行"] * len(told)
    assert all(str(tmp_path) not in one.what for one in found)


def test_a_file_that_is_no_table_is_refused_or_told(tmp_path: Path) -> None:
    folder = city(tmp_path, {"file": "figures/2023.csv", "whole": ""})
    (folder / "figures/2023.csv").write_bytes(b"\x00\x01\x02")
    look = looked(folder)
    assert look.refusals + look.findings


LOOSE = """[[pledge]]
id = "own"
org_unit = "chengguan"
subject = "财政收入"
basis = "growth"
unit = "%"
tier = [{comparator = ">=", value = 5}]
"""
CHOSEN = '[[link]]\nsubject = "财政收入"\nindicator = "general_budget_revenue"\nchosen = 2023-02-01\n'


def test_what_was_chosen_for_a_word_holds_for_pledges(tmp_path: Path) -> None:
    folder = _laid(tmp_path, "k,城关镇,一般公共预算收入,,,,growth,6,%,2023-01/2023-06,,,,,x,")
    (folder / "pledges/own.toml").write_text(LOOSE, "utf-8")
    assert next(one for one in open_pack(folder).pledges if one.id == "own").indicator == ""
    (folder / "links.toml").write_text(CHOSEN, "utf-8")
    pack = open_pack(folder)
    own = next(one for one in pack.pledges if one.id == "own")
    assert (own.indicator, own.subject, own.accumulation) == ("general_budget_revenue", "财政收入", "ytd")
    judged = judge_pack(pack, date(2023, 6, 30))
    assert [link.fact for link in judged.links["own"]] == ["k"]


def test_a_choice_that_measures_something_else_is_told(tmp_path: Path) -> None:
    folder = city(tmp_path)
    counted = LOOSE.replace('basis = "growth"\nunit = "%"', 'unit = "个"')
    (folder / "pledges/own.toml").write_text(counted, "utf-8")
    (folder / "links.toml").write_text(CHOSEN, "utf-8")
    look = looked(folder)
    assert look.refusals == ()
    assert [(one.code, one.where) for one in look.findings] == [("choice-unfit", "pledges/own.toml:5")]
    assert look.pack
    assert next(one for one in look.pack.pledges if one.id == "own").indicator == ""


def test_a_choice_is_of_no_milestone_and_of_nobody_who_says_otherwise(tmp_path: Path) -> None:
    folder = city(tmp_path)
    built = 'id = "built"\norg_unit = "heping"\nsubject = "财政收入"\nkind = "milestone"\nstate = "建成"\n'
    said = LOOSE.replace('"own"', '"said"').replace("chengguan", "heping")
    said = said.replace('subject = "财政收入"', 'subject = "财政收入"\nindicator = "tax_revenue"')
    (folder / "pledges/own.toml").write_text(f"{said}\n[[pledge]]\n{built}", "utf-8")
    (folder / "links.toml").write_text(CHOSEN, "utf-8")
    meant = {one.id: one.indicator for one in open_pack(folder).pledges}
    assert (meant["built"], meant["said"]) == ("", "tax_revenue")
