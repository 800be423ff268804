"""A light rule in a file of its own (tests/cases/pack/rule_files.toml)."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import duban
from duban.errors import DeclarationError, InputError

FILE = tomllib.loads((Path(__file__).parents[1] / "cases" / "pack" / "rule_files.toml").read_text(encoding="utf-8"))
PLAN = "责任单位,指标,目标,单位\n东镇,固定资产投资,20,亿元\n西镇,固定资产投资,20,亿元\n南镇,固定资产投资,20,亿元\n"
DONE = (
    "责任单位,指标,1-6月累计完成,单位\n东镇,固定资产投资,9,亿元\n西镇,固定资产投资,8,亿元\n南镇,固定资产投资,7.9,亿元\n"
)


@pytest.mark.parametrize("case", FILE["case"], ids=lambda case: case["why"])
def test_a_rule_of_a_file(case: dict[str, Any], tmp_path: Path) -> None:
    text = FILE["rule"]
    for before, after in case["change"]:
        assert before in text
        text = text.replace(before, after)
    rule, plan, report = (tmp_path / name for name in ("规则.toml", "计划.csv", "报告.csv"))
    for path, content in ((rule, text), (plan, PLAN), (report, DONE)):
        path.write_text(content, encoding="utf-8")
    if "refused" in case:
        with pytest.raises(DeclarationError) as told:
            duban.judge(plan, report, as_of=date(2023, 6, 30), rules=str(rule))
        assert [part for part in case["refused"] if part not in str(told.value)] == []
        return
    judged = duban.judge(plan, report, as_of=date(2023, 6, 30), rules=str(rule))
    assert [one.light.key for one in judged.verdicts] == case["lights"]


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    plan = tmp_path / "计划.csv"
    plan.write_text(PLAN, encoding="utf-8")
    with pytest.raises(DeclarationError, match="没有这个文件"):
        duban.judge(plan, plan, as_of=date(2023, 6, 30), rules=str(tmp_path / "没有.toml"))


def test_an_unknown_name_says_that_a_file_would_do() -> None:
    with pytest.raises(InputError, match=r"\.toml"):
        duban.judge("计划.csv", "报告.csv", as_of=date(2023, 6, 30), rules="没有这套")
