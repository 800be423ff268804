"""Rulebooks and adjustments of a pack: one that is right is taken; each fault is told with its line."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.pack.city import city, looked

CASES = tomllib.loads((Path(__file__).parents[1] / "cases/pack/rulebooks.toml").read_text("utf-8"))["case"]
GROUPED = {"file": "org_units.toml", "replace": 'aliases = ["城关"]', "by": 'aliases = ["城关"]\ngroups = ["镇"]'}
RIGHT = """
[[rulebook]]
id = "book"
name = "考核办法"
source = "示范"
groups = ["镇"]
formula = "completion_capped"
full = 100
tie_breaks = [{line = "one"}]

[[rulebook.line]]
id = "one"
indicator = "gdp"
weight = 60

[[rulebook.line]]
id = "two"
indicator = "fixed_asset_investment"
weight = 40

[[rulebook.addition]]
id = "up"
name = "加分"

[[rulebook.gate]]
id = "gate"
name = "门槛"
line = "one"
when = "actual > 0"
effect = "no_bonus"

[[rulebook.flag]]
id = "flag"
name = "红旗"
sort = "red_flag"
of = "org_unit"
when = "rank == 1"
clause = "第一"
"""
ADJUSTMENT = """
[[adjustment]]
id = "a"
org_unit = "chengguan"
kind = "up"
day = 2023-05-01
points = 1
reason = "获奖"
document = "某文件"
proof = "证书"
"""


def _with(folder: Path, book: str, adjustment: str = "") -> Path:
    files = [{"file": "rulebooks.toml", "whole": book}]
    files += [{"file": "adjustments.toml", "whole": adjustment}] if adjustment else []
    return city(folder / "城", GROUPED, *files)


def test_a_right_one_is_taken(tmp_path: Path) -> None:
    look = looked(_with(tmp_path, RIGHT, ADJUSTMENT))
    assert look.refusals == ()
    assert look.pack is not None
    assert [line.weight for line in look.pack.rulebooks[0].lines] == [60, 40]
    assert look.pack.adjustments[0].recognised is None


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_a_wrong_one_is_refused(case: dict[str, Any], tmp_path: Path) -> None:
    assert case["replace"] in RIGHT
    text = RIGHT.replace(case["replace"], case["by"]).replace(case.get("gone", "\0"), "")
    text = text.replace(case["and"], case["or"]) if "and" in case else text
    look = looked(_with(tmp_path, text))
    lines = [number for number, line in enumerate(text.splitlines(), 1) if case["at"] in line]
    where = f"rulebooks.toml:{lines[case.get('nth', 1) - 1]}"
    told = [(one.where, f"{one.what}。{one.do}") for one in look.refusals]
    assert any(place == where and case["says"] in words for place, words in told), told


SCORE = '[[score]]\nid = "own"\nname = "自己的"\nsource = "某办法"\nclause = "按比例。"\npoints = "weight * sharee"\n'


@pytest.mark.parametrize(
    ("score", "replace", "by", "says"),
    [
        ("", 'id = "one"\nindicator = "gdp"', 'id = "one"\nindicator = "gpd"', "没有 gpd 这个指标"),
        ("", 'formula = "completion_capped"', 'formula = "cap"', "没有 cap 这个计分办法"),
        (SCORE, 'formula = "completion_capped"', 'formula = "own"', "公式里没有名字 sharee"),
    ],
)
def test_a_fault_is_told_once_where_it_stands(score: str, replace: str, by: str, says: str, tmp_path: Path) -> None:
    [told] = looked(_with(tmp_path, f"{score}\n{RIGHT.replace(replace, by)}")).refusals
    assert says in told.what
