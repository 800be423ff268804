"""Periods, days and the months in a title, in the forms that offices write."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duban.periods import Month, Period, day, find, parse, to_date, year_in

CASES = Path(__file__).parents[1] / "cases" / "periods"
MONTHS = st.builds(Month, st.integers(1900, 2100), st.integers(1, 12))


def cases(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads((CASES / f"{name}.toml").read_text(encoding="utf-8"))["case"]
    return found


def named(case: dict[str, Any]) -> str:
    return f"{case['text'] or 'empty'} {case.get('within', '')}".strip()


@pytest.mark.parametrize("case", cases("periods"), ids=named)
def test_a_period(case: dict[str, Any]) -> None:
    found = parse(case["text"], case.get("within"))
    assert (str(found) if found else None) == case.get("period")


@pytest.mark.parametrize("case", cases("days"), ids=named)
def test_a_day(case: dict[str, Any]) -> None:
    found = day(case["text"], case.get("within"))
    assert (found.isoformat() if found else None) == case.get("day")


@pytest.mark.parametrize("case", cases("titles"), ids=named)
def test_the_months_of_a_title(case: dict[str, Any]) -> None:
    found = find(case["text"], case.get("within"))
    assert (str(found) if found else None) == case.get("period")
    assert year_in(case["text"]) == case.get("year")


@given(one=MONTHS, other=MONTHS)
def test_a_period_reads_back(one: Month, other: Month) -> None:
    period = Period(min(one, other), max(one, other))
    assert parse(str(period)) == period
    assert parse(period.words) == period


@given(month=MONTHS)
def test_year_to_date_reads_back(month: Month) -> None:
    assert parse(f"截至{month.year}年{month.month}月底") == to_date(month)
    assert parse(f"1—{month.month}月", month.year) == (to_date(month))


@given(when=st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_a_day_reads_back(when: date) -> None:
    for text in (when.isoformat(), f"{when:%Y%m%d}", f"{when.year}年{when.month}月{when.day}日"):
        assert day(text) == when
    assert day(f"{when.month}月{when.day}日前", when.year) == when


@given(text=st.text(max_size=20), within=st.none() | st.integers(1900, 2100))
def test_anything_else_is_nothing_and_never_an_error(text: str, within: int | None) -> None:
    for read in (parse, day, find):
        read(text, within)
