"""``duban pack`` as it is typed."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from duban.cli.main import app
from duban.cli.writers import grid
from duban.cli.writers.table import Look
from duban.pack.catalog import catalog
from tests.cli.test_process import process
from tests.pack.city import city

NOUNS = ("org-units", "posts", "providers", "indicators", "books", "pledges", "figures", "rules", "scores", "links")


def duban(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words], prog_name="duban")


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return city(tmp_path_factory.mktemp("城"))


@pytest.mark.parametrize("words", [["pack"], ["pack", "--help"], ["pack", "check", "--help"]])
def test_help_is_chinese_first(words: list[str]) -> None:
    result = duban(*words)
    assert result.exit_code == 0
    assert result.output.startswith("用法：duban pack")
    assert "Options" not in result.output


def test_a_new_pack_passes_the_check(tmp_path: Path) -> None:
    made = duban("pack", "new", tmp_path / "平湖", "--name", "平湖市", "--year", 2023)
    assert made.exit_code == 0
    assert f"duban pack check {tmp_path / '平湖'}" in made.stderr
    checked = duban("pack", "check", tmp_path / "平湖")
    assert checked.exit_code == 0
    assert checked.stdout.startswith("平湖市2023年：单位6个")
    assert checked.stdout.endswith("没有问题。\n")


def test_a_folder_that_holds_something_is_left_alone(pack: Path) -> None:
    result = duban("pack", "new", pack)
    assert result.exit_code == 2
    assert "不会被覆盖" in result.stderr


def test_a_check_tells_everything_file_by_file_and_line_by_line(tmp_path: Path) -> None:
    folder = city(
        tmp_path,
        {"file": "providers.toml", "replace": '"gdp"', "by": '"gpd"'},
        {"file": "org_units.toml", "replace": 'kind = "市"', "by": 'knid = "市"'},
        {"file": "pledges/chengguan.toml", "replace": "due = 2023", "by": "due = 2024"},
        {"file": "providers.toml", "replace": "release_day = 25", "by": "release_day = 99"},
    )
    result = duban("pack", "check", folder)
    assert result.exit_code == 2
    assert result.stdout == "\n".join(
        [
            f"{folder}/org_units.toml",
            "  第7行 错误：没有 knid 这个键。您是不是想写 kind？可以写："
            "id name name_en kind order parent groups aliases names parents whole statistics",
            "  留意：这个文件有错误，figures 里的数只看了写法、指标和计量单位，"
            "是哪个单位的还没有看，别的文件里的单位也没有看全。改好再检查一次",
            f"{folder}/providers.toml",
            "  第5行 错误：没有 gpd 这个指标。您是不是想写 gdp？全部见 duban pack show catalog indicators",
            "  第7行 错误：release_day 不能大于 31，写的是 99",
            f"{folder}/pledges/chengguan.toml",
            "  第49行 留意：期限 2024-09-30 不在 2023 年。请核对年份",
            "错误3处，留意2处。",
            "",
        ]
    )


@pytest.mark.parametrize("words", [["check", "nowhere"], ["show", "nowhere"], ["show", "nowhere", "books"]])
def test_what_is_no_pack_is_one_line(words: list[str]) -> None:
    result = duban("pack", *words)
    assert result.exit_code == 2
    assert result.stderr.startswith("nowhere：没有这个城市文件夹")


@pytest.mark.parametrize("noun", NOUNS)
def test_every_noun_is_listed(noun: str, pack: Path) -> None:
    table = duban("pack", "show", pack, noun)
    assert table.exit_code == 0
    records = duban("pack", "show", pack, noun, "--format", "jsonl")
    lines = [json.loads(line) for line in records.stdout.splitlines()]
    rows = table.stdout.splitlines()[1:]
    assert len(rows) == max(len(lines), 1)


def test_a_list_says_names_and_amounts_as_people_do(pack: Path) -> None:
    out = duban("pack", "show", pack, "pledges").stdout
    assert "增长6.5%以上，力争增长7%以上" in out
    assert "确保10亿元以上，考核值11亿元以上" in out
    assert "发展和改革局" in out


def test_records_are_exact(pack: Path) -> None:
    lines = duban("pack", "show", pack, "pledges", "-f", "jsonl").stdout.splitlines()
    one = next(one for one in map(json.loads, lines) if one["id"] == "chengguan.investment")
    assert one["tiers"][0]["value"] == 1_000_000_000
    assert one["trajectory"][0] == ["2023-03", 200_000_000]
    rules = map(json.loads, duban("pack", "show", pack, "rules", "-f", "jsonl").stdout.splitlines())
    rule = next(one for one in rules if one["id"] == "duban.default")
    assert rule["lights"][0]["when"] == 'verdict == "kept"'


def test_without_a_noun_there_is_a_summary(pack: Path) -> None:
    assert duban("pack", "show", pack).stdout.startswith("某市2023年：单位6个，职务2个，书3本，承诺7条")


def test_the_catalog_can_be_looked_at() -> None:
    assert "固定资产投资" in duban("pack", "show", "catalog", "indicators").stdout
    assert "■红牌" in duban("pack", "show", "catalog", "rules").stdout
    assert duban("pack", "show", "catalog").stdout.startswith("公共的：指标")
    refused = duban("pack", "show", "catalog", "books")
    assert (refused.exit_code, refused.stderr) == (
        2,
        "公共的里面没有 books。可以看 indicators、rules、checks 或 scores\n",
    )


def test_the_ways_to_score_can_be_looked_at(pack: Path) -> None:
    known = [one.id for one in catalog().scores]
    listed = duban("pack", "show", "catalog", "scores", "--format", "jsonl").stdout.splitlines()
    assert [json.loads(line)["id"] for line in listed] == known
    assert f"计分办法{len(known)}种" in duban("pack", "show", "catalog").stdout
    assert known[0] in duban("pack", "show", pack, "scores").stdout


def test_a_noun_that_is_none_is_refused_in_words(pack: Path) -> None:
    refused = process("pack", "show", pack, "nosuch")
    assert refused.returncode == 2
    assert "没有 nosuch 可以列，可以写 org-units、" in refused.stderr


def test_a_table_fits_a_narrow_terminal_and_cuts_nothing() -> None:
    rows = [("a", "甲" * 30), ("b", "乙" * 3)]
    lines = grid.render(("id", "名称"), rows, Look(30)).decode().splitlines()
    assert all(sum(2 if char > "\xff" else 1 for char in line) <= 30 for line in lines)
    assert "".join(lines).count("甲") == 30
    assert grid.render(("id",), [], Look()).decode() == "id\n（没有）\n"


def test_other_commands_do_not_wait_for_declarations() -> None:
    script = "import sys, duban.cli.main, duban.cli.read; print('pydantic' in sys.modules, 'duban.pack' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]
