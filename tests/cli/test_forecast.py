"""``duban forecast`` as it is typed."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

from openpyxl import load_workbook
from typer.testing import CliRunner, Result

from duban.cli.main import app


def duban(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words], prog_name="duban")


def test_the_help_is_chinese_first() -> None:
    result = duban("forecast", "--help")
    assert result.exit_code == 0
    assert result.output.startswith("用法：duban forecast")


def test_the_table_tells_what_is_estimated_and_why_the_rest_is_not() -> None:
    result = duban("forecast", "pinghu_2023", "--as-of", "2023-06-30")
    assert result.exit_code == 0
    assert "八成把握在" in result.output
    assert "没有估：节点看的是哪一天到，不是数，不估" in result.output
    assert result.output.splitlines()[-1].endswith("不进任何考核；区间是八成把握。")


def test_one_pledge_is_told_in_sentences() -> None:
    result = duban("forecast", "pinghu_2023", "ponan.investment", "--as-of", "2023-06-30")
    assert result.exit_code == 0
    assert len(result.output.splitlines()) == 3
    assert "预计全年" in result.output


def test_words_may_mean_several() -> None:
    result = duban("forecast", "pinghu_2023", "固定资产投资", "--as-of", "2023-06-30", "-f", "jsonl")
    told = [json.loads(line) for line in result.output.splitlines()]
    assert len(told) > 1
    assert {one["subject"] for one in told} == {"固定资产投资"}
    assert all(one["low"] <= one["estimate"] <= one["high"] for one in told if one["estimate"] is not None)


def test_a_pledge_that_is_not_there_is_told_with_those_that_are() -> None:
    result = duban("forecast", "pinghu_2023", "没有这个")
    assert result.exit_code == 2
    assert "请写编号" in result.output


def test_after_the_year_there_is_nothing_to_estimate() -> None:
    assert "没有一条可估" in duban("forecast", "pinghu_2023").output


def test_a_workbook_needs_a_file(tmp_path: Path) -> None:
    assert duban("forecast", "pinghu_2023", "-f", "xlsx").exit_code == 2
    out = tmp_path / "预计.xlsx"
    assert duban("forecast", "pinghu_2023", "--as-of", "2023-06-30", "-f", "xlsx", "-o", out).exit_code == 0
    sheet = load_workbook(io.BytesIO(out.read_bytes())).worksheets[0]
    assert [cell.value for cell in sheet[1]][:3] == ["编号", "谁", "事项"]
    assert sheet.max_row == 212


def test_other_commands_do_not_wait_for_the_arithmetic() -> None:
    script = (
        "import sys; from duban.cli.main import app;"
        "app(['judge', 'pinghu_2023', '--as-of', '2023-06-30', '-f', 'brief'], standalone_mode=False);"
        "print('scipy' in sys.modules, 'duban.standing.forecast' in sys.modules, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, encoding="utf-8")
    assert done.stderr.split() == ["False", "False"]
