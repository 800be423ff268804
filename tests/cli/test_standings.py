"""``duban standings``, ``duban what-if`` and ``duban why`` of a body, as they are typed."""

from __future__ import annotations

import io
import json
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner, Result

from duban.cli.main import app
from duban.pack.files import PACKS
from duban.standing.leagues import frozen


def duban(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words], prog_name="duban")


def test_groups_places_and_notes() -> None:
    result = duban("standings", "pinghu_2023", "--as-of", "2023-12-31")
    assert result.exit_code == 0
    assert "第1名（较上月不变）　当湖街道" in result.output
    assert "不排名　　乍浦镇（港区）（没有一项可以计分）" in result.output
    assert "由人认定" in result.output


def test_one_group_as_records() -> None:
    result = duban("standings", "--group", "开发区", "-f", "jsonl")
    told = [json.loads(line) for line in result.output.splitlines()]
    places = [one for one in told if "rank" in one]
    assert [one["rank"] for one in places] == [1, 2, 3, 4]
    assert {one["group"] for one in places} == {"开发区"}


def test_a_workbook_has_a_sheet_a_group(tmp_path: Path) -> None:
    assert duban("standings", "-f", "xlsx").exit_code == 2
    out = tmp_path / "排名.xlsx"
    assert duban("standings", "-f", "xlsx", "-o", out).exit_code == 0
    book = load_workbook(io.BytesIO(out.read_bytes()))
    assert book.sheetnames == ["镇街道排名", "镇街道各项", "开发区排名", "开发区各项", "说明", "红旗蜗牛建议"]
    assert [cell.value for cell in book["镇街道排名"][2]][:5] == [1, 0, None, "当湖街道", 101.5]


def test_who_has_come_on_and_every_formula() -> None:
    assert "那时第4名" in duban("standings", "--since", "2023-06-30").output
    assert "对颠倒" in duban("standings", "--robust", "--group", "镇街道").output


def test_a_result_is_frozen_once_and_shown_as_it_was(tmp_path: Path) -> None:
    city = tmp_path / "city"
    shutil.copytree(PACKS / "pinghu_2023", city)
    told = duban("standings", city, "--as-of", "2023-12-31", "--issue", "2023年度", "--document", "平委〔2024〕1号")
    assert told.exit_code == 0
    shown = duban("standings", city, "--issued", "2023年度").output
    assert told.output.split("\n\n封存为")[0] in shown
    assert "平委〔2024〕1号" in shown
    assert "结果一样" in shown
    again = duban("standings", city, "--issue", "2023年度")
    assert (again.exit_code, "已经封存过" in again.output) == (2, True)
    records = [
        json.loads(line) for line in duban("standings", city, "--issued", "2023年度", "-f", "jsonl").output.splitlines()
    ]
    assert {one["rank"] for one in records if "rank" in one} >= {1, 2, 3}


def test_places_are_held_against_those_frozen_a_year_ago(tmp_path: Path) -> None:
    city = tmp_path / "city"
    shutil.copytree(PACKS / "pinghu_2023", city)
    assert duban("standings", city, "--as-of", "2023-12-31", "--issue", "2023年度").exit_code == 0
    path = city / "results" / "2023年度.json"
    issued = frozen.read(path)
    # As if it had been issued a year before: the first two the other way round, and the third without a place.
    turned = {1: 2, 2: 1, 3: None}
    last_year = [
        dict(one) | {"rank": turned.get(one["rank"], one["rank"])} if one.get("group") == "镇街道" else dict(one)
        for one in issued.records
    ]
    path.write_bytes(frozen.as_json(replace(issued, as_of="2022-12-30", records=tuple(last_year))))
    said = duban("standings", city, "--as-of", "2023-12-31").output
    assert "第1名（较上月不变，较上年↑1）" in said
    assert "第2名（较上月不变，较上年↓1）" in said
    assert re.search("第3名（较上月[^，）]+）", said)
    records = duban("standings", city, "--as-of", "2023-12-31", "-g", "镇街道", "-f", "jsonl").output.splitlines()
    ranks = {one["rank"]: one["rank_last_year"] for one in map(json.loads, records) if one.get("rank")}
    assert (ranks[1], ranks[2], ranks[3], ranks[4]) == (2, 1, None, 4)
    # Another month has no result of a year before.
    assert "较上年" not in duban("standings", city, "--as-of", "2023-11-30").output


def test_a_body_is_explained() -> None:
    result = duban("why", "张江平湖园")
    assert result.exit_code == 0
    assert "完成104.6%" in result.output
    assert "地区生产总值增速到增长8.51%，就上一位" in result.output
    assert "排名的是：镇街道、开发区" in duban("why", "平湖市").output


def test_what_if_tells_both_sides_and_the_lights() -> None:
    result = duban("what-if", "--weight", "固定资产投资=50", "--rules", "wuhan")
    assert "分值合计从100变成125" in result.output
    assert "上升：没有；下降：没有" in result.output
    assert "灯变了的承诺：" in result.output


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("what-if",), "没有写换什么"),
        (("what-if", "--weight", "固投"), "请写成 --weight 项=…"),
        (("what-if", "--weight", "固定资产投资=多"), "不是数"),
        (("what-if", "--weight", "固定资产投资=-1"), "是负数"),
        (("what-if", "--formula", "efficacy"), "没有 efficacy 这个计分办法"),
        (("standings", "--group", "县"), "没有“县”这一组"),
        (("standings", "--rulebook", "别的"), "没有别的这本考核办法"),
        (("standings", "--as-of", "2022-12-31"), "没有一本考核办法在用"),
        (("standings", "--since", "2023-12-31"), "不能和"),
    ],
)
def test_what_is_wrong_is_told(words: tuple[str, ...], says: str) -> None:
    result = duban(*words)
    assert result.exit_code == 2
    assert says in result.output
