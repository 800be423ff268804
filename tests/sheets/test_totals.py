"""Totals that add up say nothing; those that do not are told. Figures far off their like are doubted."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duban.sheets.files import File
from duban.sheets.slips import slips
from duban.sheets.tables import read_table
from duban.sheets.totals import is_part, is_total
from tests.sheets.books import COLUMNS, book

GROUPS = st.lists(st.lists(st.integers(0, 10**6), min_size=1, max_size=4), min_size=1, max_size=4)


def _found(rows: list[list[object]]) -> list[str]:
    table = read_table(File(Path("x.xlsx"), book([{"rows": [["单位", "累计完成"], *rows]}])), COLUMNS["investment"])
    return [one.where for one in table.findings if one.code == "total-differs"]


@settings(max_examples=50, deadline=None)
@given(groups=GROUPS, off=st.integers(1, 10**6), early=st.booleans())
def test_totals(groups: list[list[int]], off: int, early: bool) -> None:
    rows: list[list[object]] = []
    for at, group in enumerate(groups):
        rows += [[f"{at}{number}镇", value] for number, value in enumerate(group)]
        rows.append(["小计", sum(group)])
    whole = sum(map(sum, groups))
    right = [["合计", whole], *rows] if early else [*rows, ["合计", whole]]
    wrong = [["合计", whole + off], *rows] if early else [*rows, ["合计", whole + off]]
    assert _found(right) == []
    assert [where.split("（")[0] for where in _found(wrong)] == [f"x.xlsx Sheet1!B{2 if early else len(wrong) + 1}"]


def test_rounded_parts_may_miss_their_total_by_the_rounding_alone() -> None:
    assert _found([["甲", 1.3], ["乙", 1.3], ["丙", 1.3], ["合计", 4.0]]) == []
    assert len(_found([["甲", 1.3], ["乙", 1.3], ["丙", 1.3], ["合计", 4.2]])) == 1


@pytest.mark.parametrize("text", ["合计", " 小  计 ", "总计：", "镇街道小计", "全市合计"])
def test_what_adds_up_others(text: str) -> None:
    assert is_total(text)


@pytest.mark.parametrize("text", ["合计划", "设计院", "累计完成", "统计局", "小计划", ""])
def test_what_does_not(text: str) -> None:
    assert not is_total(text)


def test_a_part() -> None:
    assert is_part("其中：工业投资")
    assert not is_part("工业投资其中")


TOWNS = [Fraction(value) for value in (9, 100, 20, 37, 88, 10)]


@given(at=st.integers(0, 5), up=st.booleans())
def test_one_figure_ten_thousand_times_off(at: int, up: bool) -> None:
    values = list(enumerate(TOWNS))
    values[at] = at, TOWNS[at] * 10_000 if up else TOWNS[at] / 10_000
    assert slips(values) == [(at, TOWNS[at])]


@pytest.mark.parametrize(
    "values",
    [
        TOWNS,
        [Fraction(0), *TOWNS],
        [Fraction(90_000), Fraction(9)],
        [Fraction(10) ** at for at in range(8)],
        [*TOWNS, Fraction(4000)],
        [],
    ],
    ids=["towns", "a zero", "too few", "all sizes", "a city among towns", "none"],
)
def test_no_slip(values: list[Fraction]) -> None:
    assert slips(enumerate(values)) == []
