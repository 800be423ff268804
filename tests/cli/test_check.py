"""``duban check`` and ``duban spot-check`` as they are typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner, Result

from duban.cli.main import app
from duban.ledger.files import read_facts, write

HEADS = "单位,指标,期间,数值,计量单位,来源\n"
ROWS = """甲镇,固定资产投资,2023年1—2月,3.1,亿元,统计局
甲镇,固定资产投资,2023年1—3月,5.2,亿元,统计局
甲镇,固定资产投资,2023年1—4月,7.1,万元,统计局
甲镇,固定资产投资,2023年1—5月,9.02,亿元,统计局
甲镇,固定资产投资,2023年1—6月,9.02,亿元,统计局
"""


def duban(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words], prog_name="duban")


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "数.csv"
    path.write_text(HEADS + ROWS, "utf-8")
    return path


def test_a_table_is_looked_at_and_told_by_body(table: Path) -> None:
    done = duban("check", table)
    assert done.exit_code == 0
    assert done.stdout.startswith("甲镇\n  存疑　固定资产投资（2023年4月）：数量级不对\n")
    assert "照抄上期" in done.stdout
    assert "数.csv 第4行" in done.stdout
    assert "看了5个数，存疑2处。" in done.stdout


def test_what_is_refused_ends_with_2(table: Path) -> None:
    table.write_text(table.read_text("utf-8").replace("9.02,亿元,统计局", "9.02,亿元,形象投资汇总", 1), "utf-8")
    done = duban("check", table)
    assert done.exit_code == 2
    assert "不收" in done.stdout
    assert "1个数不作数" in done.stdout


def test_every_finding_is_a_record(table: Path) -> None:
    records = [json.loads(line) for line in duban("check", table, "--format", "jsonl").stdout.splitlines()]
    assert [(one["check"], one["month"], one["facts"]) for one in records] == [
        ("slips", "2023-04", ["数#4"]),
        ("copied_month", "2023-06", ["数#6"]),
    ]
    assert {"where", "reason", "suggestion", "severity", "barred", "org_unit", "indicator"} <= set(records[0])


NEW = """key,org_unit,indicator,value,unit,period,source,provider
new-1,当湖街道,固定资产投资,9.9,万元,2023-01/2023-11,表,
new-2,当湖街道,固定资产投资,10.4,亿元,2023-01/2023-12,表,当湖街道
new-3,月亮镇,固定资产投资,10.4,亿元,2023-01/2023-12,表,
"""


def test_new_figures_are_looked_at_beside_the_city_s(tmp_path: Path) -> None:
    path = tmp_path / "新.csv"
    path.write_text(NEW, "utf-8")
    done = duban("check", path, "--pack", "pinghu_2023", "--format", "jsonl")
    assert done.exit_code == 2
    found = {(one["check"], one["facts"][0]) for one in map(json.loads, done.stdout.splitlines())}
    assert ("wrong_provider", "new-2") in found
    assert {key for _, key in found} <= {"new-1", "new-2"}
    assert "不知道“月亮镇”是哪个单位" in done.stderr
    assert duban("check", "pinghu_2023", "--pack", "pinghu_2023").exit_code == 2


@pytest.mark.parametrize("ending", ["jsonl", "csv", "parquet"])
def test_any_form_of_table_is_looked_at_alike(ending: str, table: Path, tmp_path: Path) -> None:
    facts, _ = read_facts(table)
    other = tmp_path / f"数.{ending}"
    write(other, facts)
    records = [json.loads(line) for line in duban("check", other, "--format", "jsonl").stdout.splitlines()]
    assert [(one["check"], one["facts"]) for one in records] == [("slips", ["数#4"]), ("copied_month", ["数#6"])]


def test_a_workbook_has_the_findings_and_the_checks(table: Path, tmp_path: Path) -> None:
    out = tmp_path / "检查.xlsx"
    assert duban("check", table, "--format", "xlsx", "--out", out).exit_code == 0
    book = load_workbook(out)
    assert book.sheetnames == ["检查", "要留意的", "用了哪些检查"]
    assert book["检查"].max_row == 3
    assert duban("check", table, "--format", "xlsx").exit_code == 2


def test_what_was_found_in_reading_a_citys_figures_is_told(tmp_path: Path) -> None:
    city = tmp_path / "城"
    assert duban("pack", "new", city, "--year", "2023").exit_code == 0
    rows = "a,chengguan,gdp,growth,5.1,%,2023-01/2023-09\nb,城关镇,gdp,growth,5.9,%,2023-01/2023-09\n"
    (city / "figures/又一张.csv").write_text(f"key,org_unit,indicator,basis,value,unit,period\n{rows}", "utf-8")
    done = duban("check", city)
    assert "没有发现问题" not in done.stdout
    assert "有2个不一样的数：5.1%（又一张.csv 第2行）、5.9%（又一张.csv 第3行）" in done.output


def test_the_demo_city_raises_no_alarm() -> None:
    done = duban("check", "pinghu_2023")
    assert done.exit_code == 0
    assert done.stdout.strip().endswith("没有发现问题。")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (HEADS, "没有可以检查的数"),
        (HEADS + "甲镇,固定资产投资,2023年1—2月,—,亿元,\n", "没有可以检查的数"),
        (HEADS + ROWS.splitlines()[0] + "\n", "只有2023年1—2月一期的数，前后比、同比都看不了"),
    ],
)
def test_too_little_is_told(text: str, told: str, tmp_path: Path) -> None:
    path = tmp_path / "数.csv"
    path.write_text(text, "utf-8")
    done = duban("check", path)
    assert done.exit_code == 0
    assert told in done.output


def test_what_is_no_table_is_refused_in_one_line(tmp_path: Path) -> None:
    done = duban("check", tmp_path / "没有.csv")
    assert done.exit_code == 2
    assert len(done.output.strip().splitlines()) == 1


DRAW = ("spot-check", "pinghu_2023", "--seed", "三季度抽查", "--number", "3", "--as-of", "2023-09-30")


def test_a_sample_comes_out_and_goes_in(tmp_path: Path) -> None:
    sheet, fixed = tmp_path / "抽查.xlsx", tmp_path / "更正.csv"
    assert duban(*DRAW, "--out", sheet).exit_code == 0
    book = load_workbook(sheet)
    page = book["抽查"]
    for row in (4, 5, 6):
        page.cell(row, 8).value = "属实"
    page.cell(5, 8).value, page.cell(5, 9).value, page.cell(5, 11).value = "不实", "1.5", "督查室"
    book.save(sheet)
    done = duban(*DRAW, "--conclude", sheet, "--out", fixed)
    assert done.exit_code == 0, done.output
    assert "合计：抽3个，属实2个，不实1个，属实66.67%" in done.stdout
    (fact,), findings = read_facts(fixed, known=[str(page.cell(5, 1).value)])
    assert fact.replaces == page.cell(5, 1).value
    assert "督查室" in fact.source
    assert findings == []
    again = duban(*DRAW, "--conclude", sheet, "--out", fixed)
    assert again.exit_code == 2
    assert "已经有这个文件了，不覆盖" in again.output


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--seed", "种子"), "比例和个数要写一个，只写一个"),
        (("--seed", "种子", "--share", "10%", "--number", "3"), "比例和个数要写一个，只写一个"),
        (("--seed", "种子", "--share", "很多"), "比例不能是“很多”"),
        (("--seed", "种子", "--share", "120%"), "比例不能是“120%”"),
        (("--seed", "种子", "--number", "0"), "抽不了0个"),
        (("--seed", " ", "--number", "3"), "种子是空的"),
        (("--number", "3"), "缺少 --seed"),
        (("--seed", "种子", "--number", "3", "--as-of", "2019-01-31"), "没有可以抽的数"),
    ],
)
def test_a_wrong_question_is_refused(words: tuple[str, ...], told: str) -> None:
    done = duban("spot-check", "pinghu_2023", *words)
    assert done.exit_code == 2
    assert told in done.output
