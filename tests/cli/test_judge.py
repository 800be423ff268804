"""``duban judge``, ``why``, ``add-up`` and ``link`` as they are typed."""

from __future__ import annotations

import json
import os
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser
from typer.testing import CliRunner, Result

import duban as library
from duban.cli.main import app
from duban.errors import InputError
from tests.cli.test_process import command, environment, process

PLAN = """林埭镇2023年度任务书
全年主要预期目标：规上工业产值增长6%（力争7%），固定资产投资100亿元以上，万人成讼率控制在75件以内。半岛科创园6月底前建成。
"""
REPORT = """林埭镇2023年前三季度工作报告
1—9月，规上工业产值增长6.5%，固定资产投资完成80亿元，新增路灯30盏。半岛科创园已建成。
"""
TABLE_HEADS = "id,org_unit,subject,basis,comparator,value,unit,firmness\n"


def duban(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words], prog_name="duban")


@pytest.fixture
def papers(tmp_path: Path) -> tuple[Path, Path]:
    plan, report = tmp_path / "计划.txt", tmp_path / "报告.txt"
    plan.write_text(PLAN, "utf-8")
    report.write_text(REPORT, "utf-8")
    return plan, report


def _records(output: str) -> dict[str, dict[str, Any]]:
    lines = [json.loads(line) for line in output.splitlines() if line.startswith("{")]
    return {line["subject"]: line for line in lines}


def test_two_documents_are_enough(papers: tuple[Path, Path]) -> None:
    plan, report = papers
    result = duban("judge", plan, "--against", report, "--as-of", "2023-09-30", "--format", "jsonl")
    told = _records(result.stdout)
    assert result.exit_code == 0
    assert {name: one["verdict"] for name, one in told.items()} == {
        "规上工业产值": "on_pace",
        "固定资产投资": "on_pace",
        "万人成讼率": "not_reported",
        "半岛科创园": "kept",
    }
    investment = told["固定资产投资"]
    assert (investment["expected"], investment["actual"]) == (7_500_000_000, 8_000_000_000)
    assert (investment["gap"], investment["gap_unit"]) == (5, "个百分点")
    assert told["规上工业产值"]["stretch_verdict"] == "behind"
    assert {"id", "org_unit", "as_of", "light", "rule", "clause", "reason"} <= investment.keys()


def test_the_table_is_for_people_and_tells_what_answers_nothing(papers: tuple[Path, Path]) -> None:
    plan, report = papers
    said = duban("judge", plan, "--against", report, "--as-of", "2023-09-30").stdout
    assert "林埭镇" in said
    assert "● 达序时" in said
    assert "没有对上任何承诺" in said
    assert "路灯" in said
    demo = duban("judge", "pinghu_2023", "--as-of", "2023-06-30").stdout
    assert "  平湖市：2023年1—3月，地区生产总值178.5亿元" in demo


def test_what_a_report_says_of_things_to_come_is_told(papers: tuple[Path, Path], tmp_path: Path) -> None:
    plan, _ = papers
    report = tmp_path / "来年.txt"
    report.write_text(REPORT + "明年，固定资产投资完成120亿元。\n", "utf-8")
    told = duban("judge", plan, "--against", report, "--as-of", "2023-09-30").stderr
    assert "报告里有1条读成了还没有做的，没有拿来对照：固定资产投资" in told


def test_a_damaged_character_is_told_and_what_it_touches_is_not_judged(papers: tuple[Path, Path]) -> None:
    plan, report = papers
    report.write_bytes(REPORT.encode() + "税收收入增长5".encode() + b"\xff" + "2%。\n".encode())
    told = duban("judge", plan, "--against", report, "--as-of", "2023-09-30").stderr
    assert f"{report}：第{len(REPORT.splitlines()) + 1}行第8个字认不出" in told


def test_a_plain_report_needs_no_title_and_no_year(tmp_path: Path) -> None:
    plan, report = tmp_path / "计划.txt", tmp_path / "进展.txt"
    plan.write_text("# 2026年计划\n全年固定资产投资完成100亿元。新开工项目20个。6月底前建成科创园一期。\n", "utf-8")
    report.write_text(
        "上半年，固定资产投资完成48亿元。新开工项目12个。科创园一期于6月18日建成。\n"
        "下一步打算\n全年确保完成固定资产投资110亿元。\n",
        "utf-8",
    )
    result = duban("judge", plan, "--against", report, "--as-of", "2026-06-30", "--format", "jsonl")
    told = {one["subject"]: (one["verdict"], one["actual"]) for one in _records(result.stdout).values()}
    assert told["固定资产投资"] == ("behind", 4_800_000_000)
    assert told["新开工项目"] == ("on_pace", 12)
    assert told["科创园一期"] == ("kept", "2026-06-18")
    assert "报告里有1条读成了还没有做的" in result.stderr


def test_a_progress_table_repeats_its_targets(papers: tuple[Path, Path], tmp_path: Path) -> None:
    plan, _ = papers
    report = tmp_path / "进展.csv"
    report.write_text("指标,全年目标,累计完成,单位,期间\n固定资产投资,100,80,亿元,2023年1—9月\n", "utf-8")
    result = duban("judge", plan, "--against", report, "--as-of", "2023-09-30", "--format", "jsonl")
    assert _records(result.stdout)["固定资产投资"]["actual"] == 8_000_000_000
    assert "进展#2" not in result.stderr


def test_a_workbook_has_a_sheet_for_each_thing(papers: tuple[Path, Path], tmp_path: Path) -> None:
    plan, report = papers
    out = tmp_path / "判定.xlsx"
    assert duban("judge", plan, "--against", report, "--as-of", "2023-09-30", "-f", "xlsx", "-o", out).exit_code == 0
    book = load_workbook(out)
    assert book.sheetnames == ["判定", "对上的数", "没有对上的数", "要留意的"]
    assert book["判定"].max_row == 5


def test_the_page_puts_sentence_beside_sentence(papers: tuple[Path, Path], tmp_path: Path, browser: Browser) -> None:
    plan, report = papers
    out = tmp_path / "对照.html"
    assert duban("judge", plan, "-a", report, "--as-of", "2023-09-30", "-f", "html", "-o", out).exit_code == 0
    page = browser.new_page(java_script_enabled=False)
    page.goto(out.as_uri())
    card = page.locator("article", has_text="固定资产投资").first
    pledged, reported = card.locator(".beside > div").all()
    assert "100亿元以上" in pledged.inner_text()
    assert "完成80亿元" in reported.inner_text()
    assert card.locator(".light").inner_text().startswith("●")
    assert page.locator("#silent article").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.close()


def test_tables_will_do_and_a_bad_cell_stops_nothing(tmp_path: Path) -> None:
    pledges, facts = tmp_path / "承诺.csv", tmp_path / "数.csv"
    pledges.write_text(
        TABLE_HEADS + "A,江门,收入,level,=,647.4,亿元,plan\nB,江门,投资,level,=,很多,亿元,plan\n", "utf-8"
    )
    facts.write_text("answers,subject,basis,value,unit,period\nA,收入,level,629.0,亿元,2023年1—10月\n", "utf-8")
    words = ("judge", pledges, "--against", facts, "--as-of", "2023-10-31", "--rules", "lianyungang2019", "-f", "jsonl")
    result = duban(*words)
    assert _records(result.stdout)["收入"]["gap"] == 13.8245
    assert "第3行" in result.stderr
    assert "很多" in result.stderr
    assert result.exit_code == 2


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--as-of", "2023-09-30"), "没有报告可以对照"),
        (("--against", "报告.txt", "--as-of", "2023-09-30", "--rules", "wuhann"), "您是不是想写 wuhan"),
        (("--against", "没有.txt", "--as-of", "2023-09-30"), "没有.txt"),
        (("--against", "报告.txt", "--as-of", "2023-09-30", "-f", "xlsx"), "请用 --out"),
        (("--against", "报告.txt"), "--as-of"),
    ],
)
def test_a_refusal_says_what_to_do(
    papers: tuple[Path, Path], words: tuple[str, ...], says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(papers[0].parent)
    result = duban("judge", "计划.txt", *words)
    assert result.exit_code == 2
    assert says in result.stderr


def _tables(folder: Path, plan: str, report: str) -> tuple[Path, Path]:
    told, reported = folder / "表.csv", folder / "数.csv"
    told.write_text("id,org_unit,subject,comparator,value,unit\n" + plan, "utf-8")
    reported.write_text("org_unit,subject,value,unit,period\n" + report, "utf-8")
    return told, reported


def test_a_body_is_told_once_and_a_row_that_names_none_is_nobodys(tmp_path: Path) -> None:
    rows = "a,甲镇,税收,>=,12,亿元\nb,,外资,>=,5,亿元\nc,甲镇,出口,>=,12,亿元\n"
    plan, report = _tables(tmp_path, rows, "甲镇,税收,6,亿元,2023年1—6月\n")
    done = duban("judge", plan, "--against", report, "--as-of", "2023-06-30")
    bodies = [line for line in done.stdout.splitlines() if line and not line.startswith(" ")]
    assert bodies[:2] == ["甲镇", "（没有写明是谁）"]
    assert [one[:2] for one in bodies[2:]] == ["承诺", "每一"]  # the tally, and where the reasons are
    assert "第3行：“外资”没有写单位" in done.stderr


def test_the_months_that_are_lacking_are_named(tmp_path: Path) -> None:
    rows = "甲镇,税收,1,亿元,2023年2月\n甲镇,税收,1,亿元,2023年5月\n"
    plan, report = _tables(tmp_path, "a,甲镇,税收,>=,12,亿元\n", rows)
    done = duban("judge", plan, "--against", report, "--as-of", "2023-06-30", "--format", "jsonl")
    [told] = _records(done.stdout).values()
    assert "缺了1月、3月、4月的" in told["reason"]


def test_figures_of_other_years_are_named_with_their_places(tmp_path: Path) -> None:
    rows = "甲镇,税收,1,亿元,2021年1—6月\n甲镇,税收,6,亿元,2023年1—6月\n"
    plan, report = _tables(tmp_path, "a,甲镇,税收,>=,12,亿元\n", rows)
    done = duban("judge", plan, "--against", report, "--as-of", "2023-06-30")
    assert "2021年1—6月" in done.stderr
    assert "税收（第2行" in done.stderr


def test_a_file_that_may_not_be_read_is_told_and_the_rest_is_read(tmp_path: Path) -> None:
    shut, good = tmp_path / "锁.txt", tmp_path / "好.txt"
    for one in (shut, good):
        one.write_text(PLAN, "utf-8")
    shut.chmod(0)
    # The administrator reads everything; without that right he is like anybody.
    words = ("setpriv", "--bounding-set", "-all", "--inh-caps=-all") if os.access(shut, os.R_OK) else ()
    done = subprocess.run(
        [*words, *command("read", shut, good)], capture_output=True, text=True, env=environment(), check=False
    )
    assert done.returncode == 2
    assert "没有读取权限" in done.stderr
    assert "好.txt" in done.stdout


def test_a_city_is_judged_by_its_own_figures() -> None:
    said = duban("judge", "pinghu_2023", "--as-of", "2023-06-30", "--format", "brief").stdout
    assert "林埭镇" in said
    assert "■严重滞后" in said


def test_a_day_may_be_written(papers: tuple[Path, Path]) -> None:
    plan, report = papers
    written = library.judge(plan, report, as_of="2023-09-30")
    assert written.verdicts == library.judge(plan, report, as_of=date(2023, 9, 30)).verdicts
    with pytest.raises(InputError, match="请写成 2023-06-30"):
        library.judge(plan, report, as_of="6月30日")


def test_a_rule_of_a_later_day_says_so() -> None:
    asked = ("--as-of", "2023-06-30", "--rules", "suqian2025")
    words = "“宿迁2025·三色督办单”从2025-01-01起用，判定日在这以前"
    assert words in duban("why", "ponan.investment", *asked).stdout
    assert words in duban("judge", "pinghu_2023", *asked).stderr


def test_why_reads_aloud() -> None:
    said = duban("why", "ponan.investment", "--as-of", "2023-06-30").stdout
    for words in ("力争超过400亿元", "应完成200亿元（50%）", "余下6个月，平均每月要完成", "（模拟）", "规则："):
        assert words in said
    assert "2023年1—7月" not in said
    assert "有10条承诺" in duban("why", "固定资产投资").stderr
    assert "平湖市2023年没有 linhai.gdp 这条承诺" in (told := duban("why", "linhai.gdp").stderr)
    assert "--pack" in told
    assert "lindai.gdp、" in told


def test_why_knows_bodies() -> None:
    assert "您是不是想写 林埭镇？" in (told := duban("why", "林隶镇").stderr)
    assert "请写编号" not in told
    assert "您是不是想写 林埭镇？" in duban("why", "林埭").stderr
    assert "也没有这个单位；有" in duban("why", "没有镇").stderr


def test_what_the_whole_gives_no_figure_of_is_told(tmp_path: Path) -> None:
    place = tmp_path / "城"
    duban("pack", "new", place, "--year", "2023")
    attraction = place / "pledges/attraction.toml"
    attraction.write_text("", "utf-8")
    said = duban("add-up", place)
    assert "某市没有写数、单位写了的（3项）" in said.stdout
    assert "固定资产投资：城关镇11亿元、和平镇6亿元（力争）" in said.stdout
    last = json.loads(duban("add-up", place, "--format", "jsonl").stdout.splitlines()[-1])
    assert len(last["without_whole"]) == 3
    assert "fixed_asset_investment" in last["without_whole"]


def test_the_demo_city_adds_up_as_it_does() -> None:
    said = duban("add-up").stdout
    for words in (
        "各单位最多 264亿元，平湖市 400亿元",
        "各单位最多 4.2亿美元，平湖市 4.8亿美元",
        "各单位最多 12个，平湖市 18个",
    ):
        assert words in said
    assert "只有增速：农开区（广陈镇）" in said
    records = [json.loads(line) for line in duban("add-up", "--format", "jsonl").stdout.splitlines()]
    assert {one["whole_highest"] for one in records if one.get("indicator") == "fixed_asset_investment"} == {
        40_000_000_000
    }


def test_a_choice_is_kept_in_the_pack(tmp_path: Path) -> None:
    assert duban("pack", "new", tmp_path / "城").exit_code == 0
    chosen = duban("link", tmp_path / "城", "--subject", "有效投入", "--choose", "固定资产投资")
    assert chosen.exit_code == 0, chosen.stderr
    assert "有效投入" in (tmp_path / "城/links.toml").read_text("utf-8")
    assert library.open_pack(tmp_path / "城").choices["有效投入", ""][0] == "fixed_asset_investment"
    wrong = duban("link", tmp_path / "城", "--subject", "有效投入", "--choose", "fixed_asset_investments")
    assert wrong.exit_code == 2
    assert "您是不是想写 fixed_asset_investment？" in wrong.stderr


def test_a_pledge_without_an_indicator_is_asked_about_until_it_is_chosen(tmp_path: Path) -> None:
    city = tmp_path / "城"
    assert duban("pack", "new", city).exit_code == 0
    loose = 'id = "own"\norg_unit = "heping"\nsubject = "财政收入"\nbasis = "growth"\nunit = "%"\n'
    (city / "pledges/own.toml").write_text(f'[[pledge]]\n{loose}tier = [{{comparator = ">=", value = 5}}]\n', "utf-8")
    asked = duban("link", city, "--subject", "财政收入").stdout
    assert asked.splitlines()[0] == "财政收入（和平镇）"
    assert all(f"  {id}  " in asked for id in ("general_budget_revenue", "total_fiscal_revenue"))
    assert duban("link", city, "--subject", "财政收入", "--choose", "general_budget_revenue").exit_code == 0
    assert duban("link", city, "--subject", "财政收入").stdout == "没有拿不准的事项。\n"


def test_the_library_does_the_same(papers: tuple[Path, Path]) -> None:
    judgement = library.judge(*papers, as_of=date(2023, 9, 30), rules="xuancheng2020")
    assert [one.light.key for one in judgement.verdicts][:2] == ["green", "green"]
    assert library.add_up("pinghu_2023").without_book


def test_a_fact_that_answers_an_unknown_pledge_is_told(tmp_path: Path) -> None:
    pledges, facts = tmp_path / "承诺.csv", tmp_path / "数.csv"
    pledges.write_text(TABLE_HEADS + "A,江门,收入,level,=,100,亿元,plan\n", "utf-8")
    facts.write_text("answers,subject,basis,value,unit,period\nB,支出,level,50,亿元,2023年1—6月\n", "utf-8")
    result = duban("judge", pledges, "--against", facts, "--as-of", "2023-06-30")
    assert "“B”不在这里" in result.stderr
    assert "支出" in result.stdout


def test_what_is_kept_or_spoilt_or_not_kept_at_all_says_the_same(papers: tuple[Path, Path], tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    words = ("judge", papers[0], "--against", papers[1], "--as-of", "2023-09-30", "--format", "jsonl")
    said = [process(*words, DUBAN_CACHE=told).stdout for told in ("", str(cache), str(cache))]
    kept = sorted(cache.iterdir())
    for path in kept:
        path.write_bytes(path.read_bytes().replace(b"a", b"b"))
    said.append(process(*words, DUBAN_CACHE=str(cache)).stdout)
    assert len(kept) == 2
    assert len(_records(said[0])) == 4
    assert said == said[:1] * 4


def test_reasons_stand_below_each_line_where_they_are_asked_for(papers: tuple[Path, Path]) -> None:
    asked = ("judge", papers[0], "--against", papers[1], "--as-of", "2023-09-30")
    plain, told = duban(*asked).stdout, duban(*asked, "--reasons").stdout
    assert "加 --reasons" in plain
    assert "按“督办自带”，" not in plain
    assert "加 --reasons" not in told
    assert told.count("按“督办自带”，") >= 2


INDICATOR = """
[[indicator]]
id = "idle_land"
name = "闲置地块"
name_en = "Idle plots"
unit = "个"
polarity = "lower"
accumulation = "stock"
aggregation = "sum"
aliases = ["低效地块数"]
definition = "年末还没有用起来的地块。"
"""


@pytest.mark.parametrize("form", ["txt", "csv"])
def test_two_documents_know_a_citys_own_indicators_where_its_pack_is_named(tmp_path: Path, form: str) -> None:
    city = tmp_path / "城市"
    assert duban("pack", "new", city).exit_code == 0
    with (city / "indicators.toml").open("a", encoding="utf-8") as file:
        file.write(INDICATOR)
    plan, report = tmp_path / f"计划.{form}", tmp_path / f"报告.{form}"
    papers = {
        "txt": ("2024年工作计划\n全县低效地块数30个。\n", "2024年工作总结\n2024年，全县低效地块数28个。\n"),
        "csv": ("指标,目标,单位\n低效地块数,30,个\n", "指标,累计完成,单位,期间\n低效地块数,28,个,2024年\n"),
    }
    for path, text in zip((plan, report), papers[form], strict=True):
        path.write_text(text, "utf-8")
    asked = ("judge", plan, "--against", report, "--as-of", "2024-12-31", "--format", "jsonl")
    alone, own = (json.loads(duban(*asked, *more).stdout) for more in ((), ("--pack", city)))
    assert (alone["verdict"], own["verdict"], own["gap"]) == ("missed", "kept", -6.6667)
    both = duban("judge", city, "--as-of", "2024-12-31", "--pack", city)
    assert "不写 --pack" in both.stderr
