"""A target and a result in two scopes: told in every form in which a verdict is given."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.test_judge import duban

PLAN = "2024年工作计划\n规上工业增加值增长8%。固定资产投资增长10%。进出口增长5%。\n"
REPORT = """2024年1—6月工作完成情况
规上工业增加值（先进制造业集群）增长9.2%。
固定资产投资（不含港区）增长9.6%。进出口增长6%。
"""
PORT = "未另说明口径 → 不含港区"


@pytest.fixture
def papers(tmp_path: Path) -> tuple[object, ...]:
    plan, report = tmp_path / "计划.txt", tmp_path / "报告.txt"
    plan.write_text(PLAN, "utf-8")
    report.write_text(REPORT, "utf-8")
    return plan, "--against", report, "--as-of", "2024-06-30", "--format"


def test_a_record_and_its_reason_say_the_scope(papers: tuple[object, ...]) -> None:
    lines = [json.loads(line) for line in duban("judge", *papers, "jsonl").stdout.splitlines() if line[0] == "{"]
    told = {one["subject"]: one for one in lines}
    assert told["固定资产投资"]["scope_change"] == PORT
    assert f"口径不同：{PORT}" in told["固定资产投资"]["reason"]
    assert told["进出口"]["scope_change"] is None
    assert "口径" not in told["进出口"]["reason"]


@pytest.mark.parametrize("form", ["table", "brief"])
def test_the_forms_for_people_say_the_scope(form: str, papers: tuple[object, ...]) -> None:
    lines = duban("judge", *papers, form).stdout.splitlines()
    assert sum(PORT in line for line in lines) == 1


def test_a_figure_that_names_its_pledge_in_another_scope_is_told(tmp_path: Path) -> None:
    pledges, facts = tmp_path / "承诺.csv", tmp_path / "数.csv"
    head = "id,org_unit,subject,basis,comparator,value,unit,firmness\n"
    pledges.write_text(f"{head}A,甲镇,固投,level,>=,9,亿元,plan\nB,甲镇,规上工业产值,level,>=,9,亿元,plan\n", "utf-8")
    rows = "A,甲镇,固投,6,亿元,2024-01/2024-06,不含港区\nB,甲镇,产值,6,亿元,2024-01/2024-06,\n"
    facts.write_text(f"answers,org_unit,subject,value,unit,period,scope\n{rows}", "utf-8")
    result = duban("judge", pledges, "--against", facts, "--as-of", "2024-06-30", "--format", "jsonl")
    told = {one["id"]: one["scope_change"] for one in map(json.loads, result.stdout.splitlines())}
    assert told == {"A": PORT, "B": None}
