"""How good the looking ahead would have been on published figures: accuracy, no timing."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import fmean

import pytest

from benchmarks.forecast import CASES, HIGHEST, LOWEST, MONTHS, Outcome, back_test, public, published, simulated


@pytest.fixture(scope="module")
def outcomes() -> list[Outcome]:
    return back_test(public())


def _of(outcomes: Sequence[Outcome], month: int) -> list[Outcome]:
    return [one for one in outcomes if one.month == month]


def test_every_series_names_its_source_and_never_falls() -> None:
    files = sorted(CASES.glob("*.csv"))
    assert files
    for path in files:
        assert "国家统计局" in path.read_text("utf-8").splitlines()[0]
        assert [year for year, track in published(path).items() if track.falls or track.months[-1] != 12] == []


@pytest.mark.parametrize("month", MONTHS)
def test_it_beats_the_plain_pace_and_last_years_rest(outcomes: list[Outcome], month: int) -> None:
    some = _of(outcomes, month)
    error = fmean(one.error for one in some)
    assert error < fmean(one.pace for one in some) / 2
    assert error <= fmean(one.naive for one in some)
    assert fmean(one.brier for one in some) <= fmean(one.naive_brier for one in some) + 0.001


@pytest.mark.parametrize("month", MONTHS)
def test_four_in_five_intervals_hold_what_came(outcomes: list[Outcome], month: int) -> None:
    assert LOWEST <= fmean(one.inside for one in _of(outcomes, month)) <= HIGHEST


def test_on_simulated_bodies_too() -> None:
    told = back_test(simulated(20))
    assert LOWEST <= fmean(one.inside for one in told) <= HIGHEST
    assert fmean(one.error for one in told) < fmean(one.pace for one in told)
    assert fmean(one.error for one in told) <= fmean(one.naive for one in told)
