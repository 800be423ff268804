"""Tables as models: every fault of a file at once, each with its key, its place and what may be written."""

from __future__ import annotations

import tomllib
from fractions import Fraction
from pathlib import Path
from typing import Any, Literal

import pytest
from pydantic import Field

from duban.declare import (
    Day,
    Declaration,
    Exact,
    ExactFromZero,
    Id,
    Listed,
    MonthOf,
    Text,
    closed,
    many,
    parse,
    single,
    whole,
)
from duban.errors import DeclarationError, Finding
from duban.periods import Month

CASES = tomllib.loads((Path(__file__).parents[1] / "cases/declare/tables.toml").read_text("utf-8"))["case"]


class Tier(Declaration):
    value: Exact
    firmness: Literal["ensure", "plan", "strive"] = "plan"


class Thing(Declaration):
    id: Id
    name: Text = "x"
    count: int = Field(1, ge=0, le=9)
    share: ExactFromZero = Fraction(1)
    flag: bool = False
    begin: Day | None = Field(None, alias="from")
    month: MonthOf | None = None
    words: Listed[Text] = ()
    tier: Listed[Tier] = ()
    one: Tier | None = None


def _found(text: str) -> list[Finding]:
    found: list[Finding] = []
    many(parse(text, "f"), "thing", Thing, found)
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["says"])
def test_a_fault_is_told(case: dict[str, Any]) -> None:
    found = _found("[[thing]]\n" + case["text"])
    assert [(one.where, str(one)) for one in found] == [(f"f:{case['line']}", f"f:{case['line']}：{case['says']}")]
    assert found[0].fatal


def test_all_faults_of_a_file_are_told_and_the_rest_goes_on() -> None:
    text = '[[thing]]\nidd = "a"\n[[thing]]\nid = "b"\ncount = "1"\nflag = 0\n[[thing]]\nid = "c"\n'
    found: list[Finding] = []
    items = many(parse(text, "f"), "thing", Thing, found)
    assert [(item.value.id, item.value.count, item.whole) for item in items] == [("b", 1, False), ("c", 1, True)]
    assert sorted(one.where for one in found) == ["f:1", "f:2", "f:5", "f:6"]


def test_values_are_exact_and_items_know_their_places() -> None:
    text = '[[thing]]\nid = "a"\ntier = [\n  {value = 0.1},\n]\nmonth = "2023-06"\n'
    [item] = many(parse(text, "f"), "thing", Thing, [])
    assert item.value.tier[0].value == Fraction(1, 10)
    assert item.value.month == Month(2023, 6)
    assert (item.at(), item.at("tier", 0), item.at("tier", 0, "value"), item.at("nothing")) == (
        "f:1",
        "f:4",
        "f:4",
        "f:1",
    )


def test_an_unknown_table_is_told_with_the_nearest() -> None:
    found: list[Finding] = []
    closed(parse('[[thing]]\nid = "a"\n[[thnig]]\nid = "b"\n', "f"), ["thing", "other"], found)
    assert str(*found) == "f:3：没有 thnig 这张表。您是不是想写 thing？可以写：thing other"


@pytest.mark.parametrize("text", ['[thing]\nid = "a"\n', 'thing = "a"\n', "thing = [1]\n"])
def test_single_brackets_where_there_may_be_several(text: str) -> None:
    assert [str(one) for one in _found(text)] == ["f:1：thing 可以有好几张表。请写作双方括号 [[thing]]"]


def test_double_brackets_where_there_is_one() -> None:
    found: list[Finding] = []
    assert single(parse('[[thing]]\nid = "a"\n', "f"), "thing", Thing, found) is None
    assert [str(one) for one in found] == ["f:1：thing 只写一张表。请写作 [thing]"]


def test_a_whole_file_may_be_one_table() -> None:
    found: list[Finding] = []
    item = whole(parse('id = "a"\n[one]\nvalue = 2\n', "f"), Thing, found)
    assert item
    assert (item.at("one", "value"), found) == ("f:3", [])


def test_an_error_of_several_problems_says_them_all() -> None:
    error = DeclarationError.of(_found('[[thing]]\nid = "a"\ncount = 10\nflag = 1\n'))
    assert str(error).splitlines() == [
        "f:3：count 不能大于 9，写的是 10",
        "f:4：flag 要是 true 或 false，不带引号，写的是 1",
    ]
    assert (error.where, error.what, len(error.problems)) == ("f:3", "count 不能大于 9，写的是 10", 2)
