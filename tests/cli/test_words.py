from __future__ import annotations

import tomllib
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duban.amounts import in_words
from duban.cli import words
from tests.cli.documents import paged, statement

CASES = tomllib.loads((Path(__file__).parents[1] / "cases/cli/phrases.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["says"])
def test_a_statement_is_said_in_words(case: dict[str, Any]) -> None:
    fields = {key: value for key, value in case.items() if key != "says"}
    for exact in ("value", "upper"):
        if exact in fields:
            fields[exact] = Fraction(fields[exact])
    assert words.phrase(statement("数", "数", **fields)) == case["says"]


@pytest.mark.parametrize(
    ("period", "said"),
    [
        ("2024-01/2024-08", "2024年1—8月"),
        ("2024-01/2024-12", "2024年"),
        ("2016-01/2020-12", "2016—2020年"),
        ("2024-08/2024-08", "2024年8月"),
        ("2023-11/2024-02", "2023年11月—2024年2月"),
        (None, "—"),
    ],
)
def test_a_period_is_said_in_words(period: str | None, said: str) -> None:
    assert words.period(statement("数", "数", period=period)) == said


def test_a_deadline_is_a_date_and_none_is_the_year() -> None:
    assert words.due(statement("数", "数", due=date(2023, 6, 30))) == "2023-06-30"
    assert words.due(statement("数", "数")) == "年内"


def test_a_part_names_its_whole() -> None:
    assert words.subject(statement("数", "数", subject="亿元以上项目", part_of="项目")) == "项目，其中亿元以上项目"


def test_a_place_is_said_where_there_is_one() -> None:
    document = paged()
    assert words.place(document, document.statements[0]) == "第1页"
    assert words.place(document, document.statements[-1]) == "第2页"


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("一\n二\t三", "一 二 三"),
        ("红\x1b[31m字", "红[31m字"),
        ("反\u202e向", "反向"),
        ("半\ud83d个", "半\ufffd个"),
        ("零\x00", "零"),
    ],
)
def test_unfit_characters_are_taken_out(raw: str, cleaned: str) -> None:
    assert words.clean(raw) == cleaned


def test_breaks_inside_chinese_are_undone() -> None:
    assert words.unwrapped("规上工\n业产值 6%\n左右 in two words") == "规上工业产值6%左右in two words"


@given(st.fractions(min_value=0, max_value=10**15, max_denominator=10_000))
def test_the_natural_scale_loses_less_than_a_hundredth(value: Fraction) -> None:
    said = in_words(value, "")
    factors = {"万亿": 10**12, "亿": 10**8, "万": 10**4}
    word = next((word for word in factors if said.endswith(word)), "")
    back = Fraction(said.removesuffix(word)) * factors.get(word, 1)
    assert abs(back - value) <= Fraction(1, 200)
