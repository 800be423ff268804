"""Declarations of checks: what one may say, and what is told of one that says something else."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path

import pytest

from duban.declare import parse, whole
from duban.errors import Finding
from duban.pack.catalog import catalog
from duban.pack.schema.check_declared import CheckDeclared, check
from duban.pack.schema.check_views import VIEWS
from duban.standing.checks.findings import look
from tests.pack.city import city, looked
from tests.standing.checks.told import figures, known

GOOD = """
id = "small"
name = "太小"
source = "自定规则（house rule）"
severity = "note"
looks_at = "figures"
when = 'value < smallest'
says = "{period}{what}只有{value}"
suggestion = "请核对"
[parameters]
smallest = 1
"""
CASES = Path(__file__).parents[1] / "cases/standing/checks"


def _told(text: str) -> list[Finding]:
    found: list[Finding] = []
    item = whole(parse(text, "small.toml"), CheckDeclared, found)
    if item and item.whole:
        assert (check(item, found) is None) == any(one.fatal for one in found)
    return found


def test_a_good_declaration_is_a_check() -> None:
    assert _told(GOOD) == []


@pytest.mark.parametrize(
    ("old", "new", "where", "says"),
    [
        ("value < smallest", "valeu < smallest", 7, "公式里没有名字 valeu。您是不是想写 value？"),
        ("value < smallest", "value + smallest", 7, "公式应当是条件"),
        ("value < smallest", "previous(value) < smallest", 7, "检查的公式里不能用 previous"),
        ("{value}", "{valeu}", 8, "says 里没有 {valeu} 可以填。您是不是想写 value？"),
        ("{value}", "{value", 8, "says 的花括号没有成对"),
        ('"figures"', '"figure"', 6, "looks_at 不能是“figure”。您是不是想写 figures？"),
        ('"note"', '"bad"', 5, "severity 不能是“bad”。可以写：refused doubt note"),
        ("smallest = 1", 'smallest = "一"', 11, "parameters 的 smallest 要是数，不带引号，写的是“一”"),
        ("smallest = 1", "smallest = 1\nvalue = 2", 12, "参数不能叫 value，公式里已有这个名字"),
        ("smallest = 1", "smallest = 1\nother = 2", 12, "参数 other 没有公式用到"),
        ("[parameters]", "baars = true\n[parameters]", 10, "没有 baars 这个键。您是不是想写 bars？"),
        ('source = "自定规则（house rule）"', "", 0, "缺少 source"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(old: str, new: str, where: int, says: str) -> None:
    (told, *_) = _told(GOOD.replace(old, new))
    assert told.where == (f"small.toml:{where}" if where else "small.toml")
    assert says in str(told)


def test_a_check_of_many_figures_bars_none() -> None:
    text = GOOD.replace('"figures"', '"digits"').replace("value < smallest", "figures < smallest")
    text = text.replace("{period}{what}只有{value}", "{who}").replace("[parameters]", "bars = true\n[parameters]")
    assert [one.what for one in _told(text)] == ["digits 说的不是哪一个数，bars 不能是 true"]


def test_a_choice_of_a_check_that_is_none_is_refused_with_the_nearest(tmp_path: Path) -> None:
    folder = city(tmp_path / "城", {"file": "rules.toml", "add": '\n[[check]]\nid = "faling"\n'})
    (told,) = looked(folder).refusals
    assert (told.where, told.what) == ("rules.toml:13", "没有 faling 这项检查")
    assert told.do.startswith("您是不是想写 falling？")


def test_every_check_has_a_case_that_finds_something() -> None:
    cases = [case for path in CASES.glob("*.toml") for case in tomllib.loads(path.read_text("utf-8"))["case"]]
    told = {found.split()[0] for case in cases for found in case["found"]}
    assert {one.id for one in catalog().checks} == told


def test_every_check_says_where_it_is_from() -> None:
    assert [one.id for one in catalog().checks if not ("house rule" in one.source or "统计法" in one.source)] == []


def test_every_name_is_explained_on_the_page(root: Path) -> None:
    page = (root / "docs/checks.md").read_text("utf-8")
    names = {name for view in VIEWS.values() for name in (*view.names, *view.words)}
    assert sorted(name for name in {*VIEWS, *names} if f"`{name}`" not in page) == []
    assert [one.id for one in catalog().checks if f"`{one.id}`" not in page] == []


def test_the_recipe_is_a_check_that_finds_what_its_case_says(root: Path) -> None:
    blocks = re.findall(r"```toml\n(.*?)```", (root / "docs/recipes/check.md").read_text("utf-8"), flags=re.DOTALL)
    (case,) = tomllib.loads(blocks[0])["case"]
    found: list[Finding] = []
    item = whole(parse(blocks[1], "half_in_a_step.toml"), CheckDeclared, found)
    assert item
    made = check(item, found)
    assert found == []
    assert made
    facts = figures(case)
    told = look(facts, known(case, facts), [made], date(2023, 12, 31))
    assert [f"{one.check} {one.month}" for one in told.findings] == case["found"]
    assert told.findings[0].reason == "2023年1—7月累计17.2亿元，其中9.2亿元是2023年1—6月以后的"
