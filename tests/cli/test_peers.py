"""``duban peers`` as it is typed."""

from __future__ import annotations

import json
from pathlib import Path

from openpyxl import load_workbook
from typer.testing import CliRunner, Result

from duban.cli.main import app

TEXT = """2023年1—5月嘉兴市各县（市、区）主要经济指标
单位：亿元、%
县（市、区） 固定资产投资 一般公共预算收入
总量 同比±% 位次 总量 同比±% 位次
全 市 1012.75 9.6 — 296.30 3.4 —
海宁市 158.05 8.8 2 51.73 2.6 1
平湖市 138.20 13.0 1 43.92 4.2 2
"""


def duban(*words: object, said: str | bytes | None = None) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words], prog_name="duban", input=said)


def test_pasted_text_gives_the_sentences() -> None:
    done = duban("peers", "--paste", "--own", "平湖市", "--among", "嘉兴", "--format", "sentence", said=TEXT)
    assert done.exit_code == 0
    assert done.stdout.splitlines() == [
        "1—5月，固定资产投资138.20亿元，同比增长13.0%，增速列嘉兴第1位",
        "1—5月，一般公共预算收入43.92亿元，同比增长4.2%，增速列嘉兴第1位",
    ]


def test_a_printed_place_that_is_wrong_is_said_on_the_side() -> None:
    text = TEXT.replace("海宁市 158.05 8.8 2 51.73 2.6 1", "海宁市 158.05 8.8 1 51.73 2.6 2")
    done = duban(
        "peers", "-", "--own", "平湖市", "--format", "jsonl", "-i", "固定资产投资", said=text.encode("gb18030")
    )
    assert done.exit_code == 0
    (one,) = map(json.loads, done.stdout.splitlines())
    assert (one["indicator"], one["growth"]["place"], one["period"]) == ("fixed_asset_investment", 1, "2023-01/2023-05")
    assert "第6行第4格：固定资产投资海宁市印的是第1位，按增速算是第2位" in done.stderr


def test_the_demo_city_by_its_name_as_a_table() -> None:
    done = duban("peers", "pinghu_2023", "--by", "both")
    assert done.exit_code == 0
    assert "较1—4月进1位" in done.stdout
    assert "距上一位海盐县差1.2个百分点，领先下一位嘉善县0.5个百分点" in done.stdout
    assert "1—5月，固定资产投资154.43亿元，同比增长15.7%，总量列嘉兴第3位，增速列嘉兴第2位（模拟）" in done.stdout


def test_a_workbook_has_places_sentences_and_findings(tmp_path: Path) -> None:
    out = tmp_path / "对标.xlsx"
    assert duban("peers", "pinghu_2023", "--format", "xlsx", "--out", out).exit_code == 0
    book = load_workbook(out)
    assert book.sheetnames == ["对标", "照抄", "各单位位次", "要留意的"]
    assert [cell.value for cell in book["对标"][2]][:7] == ["固定资产投资", "2023年1—5月", "总量", 154.43, "亿元", 3, 7]


def test_what_cannot_be_done_is_said_and_ends_with_2(tmp_path: Path) -> None:
    for words, told in (
        (("peers", "--paste", "--own", "嘉善县"), "表里没有“嘉善县”这一行"),
        (("peers", "--paste"), "没有写明是哪个县"),
        (("peers", tmp_path / "没有.xlsx", "--own", "平湖市"), "没有这个文件"),
        (("peers", "pinghu_2023", "--format", "xlsx"), "xlsx 不能输出到屏幕"),
        (("peers", "--paste", "--own", "平湖市", "--period", "五月的"), "不是期间"),
    ):
        done = duban(*words, said=TEXT)
        assert (done.exit_code, told in done.stderr) == (2, True), done.stderr
