"""Working days, counted as an office counts them."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duban.workdays import Due, after, from_day, is_worked

CASES = tomllib.loads((Path(__file__).parents[1] / "cases/workdays/after.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_a_due_day(case: dict[str, Any]) -> None:
    assert after(case["day"], case["count"]) == Due(case["due"], case.get("provisional", False))


@given(st.dates(date(2004, 1, 1), date(2026, 12, 1)), st.integers(1, 40))
def test_one_more_day_is_later_and_worked(day: date, count: int) -> None:
    due = after(day, count).day
    assert is_worked(due)
    assert due < after(day, count + 1).day


@pytest.mark.parametrize(
    ("day", "found"),
    [
        (date(2023, 8, 18), date(2023, 8, 18)),  # a Friday
        (date(2023, 8, 20), date(2023, 8, 21)),  # a Sunday
        (date(2023, 9, 30), date(2023, 10, 7)),  # in the eight days of October
        (date(2023, 10, 7), date(2023, 10, 7)),  # a Saturday worked instead
    ],
)
def test_what_falls_due_in_a_holiday_falls_due_after_it(day: date, found: date) -> None:
    assert from_day(day) == found
