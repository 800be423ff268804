"""Looking ahead as a city's figures allow it: what is estimated, what is not and why, and what must always hold."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duban.ledger.types import Fact, Pledge
from duban.standing.forecast.city import Forecast, look_ahead
from duban.standing.forecast.series import series_of
from duban.standing.forecast.words import chance_words, sentence
from duban.standing.judge import Terms
from tests.standing.told import fact, pledge, rule

TERMS = Terms(rule("duban.default"))
# The months' shares of a year with a full December, in thousandths.
SEASON = (0, 120, 80, 80, 80, 90, 70, 70, 80, 80, 100, 150)


def _ahead(
    told: dict[str, Any], facts: list[dict[str, Any]], as_of: date = date(2023, 12, 31), known_at: int | None = None
) -> Forecast:
    promise = pledge({"indicator": "i", "comparator": ">=", "value": "1000"} | told)
    given = [fact({"indicator": "i", "answers": ""} | one, promise, f"f{at}") for at, one in enumerate(facts)]
    return look_ahead(series_of([promise], given, TERMS, as_of, known_at), as_of)[0]


def _year(year: int, months: int, whole: float = 1000) -> list[dict[str, Any]]:
    """A year's sums to date from February on, in season."""
    sums = [(month, sum(SEASON[:month]) * whole / 1000) for month in range(2, months + 1)]
    return [{"period": f"{year}-01/{year}-{month:02}", "value": str(value)} for month, value in sums]


def test_a_sum_goes_on_in_last_years_season() -> None:
    found = _ahead({}, _year(2022, 12) + _year(2023, 6, 1100))
    assert found.method == "season"
    # Six months at a tenth more, the rest drawn a little towards last year's.
    assert found.estimate is not None
    assert 1050 < found.estimate < 1100
    assert found.pace == pytest.approx(0.1)
    assert found.chance is not None
    assert found.chance > 0.9


def test_the_years_before_last_year_count_too() -> None:
    three = _ahead({}, _year(2020, 12, 800) + _year(2021, 12, 900) + _year(2022, 12) + _year(2023, 6, 1100))
    one = _ahead({}, _year(2022, 12) + _year(2023, 6, 1100))
    assert three.low is not None
    assert one.low is not None
    assert three.low > one.low


def test_without_a_season_the_interval_is_wider() -> None:
    blind = _ahead({}, [{"until": month, "value": str(90 * month)} for month in range(2, 7)])
    assert blind.method == "equal_months"
    assert blind.estimate == pytest.approx(1080)
    assert blind.low is not None
    assert blind.low < 1000


def test_single_months_are_added_up() -> None:
    months = [{"period": f"2023-{month:02}", "value": "90"} for month in range(1, 7)]
    assert _ahead({"accumulation": "flow"}, months).estimate == pytest.approx(1080)


def test_what_is_reached_is_certain_and_cannot_fall() -> None:
    found = _ahead({}, _year(2022, 12, 1000) + _year(2023, 9, 2000))
    assert found.chance == 1
    assert found.low is not None
    assert found.done is not None
    assert found.low >= found.done


def test_a_ceiling_is_kept_under() -> None:
    under = _ahead({"polarity": "lower", "comparator": "<="}, _year(2022, 12) + _year(2023, 9, 700))
    over = _ahead({"polarity": "lower", "comparator": "<=", "value": "500"}, _year(2022, 12) + _year(2023, 9, 1000))
    assert under.chance is not None
    assert under.chance > 0.99
    assert over.chance == 0


def test_floor_and_stretch_have_a_chance_each() -> None:
    tiers = [
        {"firmness": "plan", "comparator": ">=", "value": "1000"},
        {"firmness": "strive", "comparator": ">=", "value": "1200"},
    ]
    found = _ahead({"tiers": tiers}, _year(2022, 12) + _year(2023, 6, 1100))
    assert found.chance is not None
    assert found.stretch_chance is not None
    assert found.chance > found.stretch_chance


def test_a_growth_to_date_stays_and_gets_surer() -> None:
    told = {"basis": "growth", "unit": "%", "value": "6"}
    figures = [{"until": month, "value": value} for month, value in ((3, "5"), (6, "6.4"), (9, "6.2"))]
    early, late = _ahead(told, figures[:2]), _ahead(told, figures)
    assert early.method == "growth"
    assert late.estimate == pytest.approx(6.2)
    assert early.high is not None
    assert early.low is not None
    assert late.high is not None
    assert late.low is not None
    assert late.high - late.low < early.high - early.low


def test_a_rate_in_per_cent_does_not_pass_the_whole() -> None:
    told = {"accumulation": "rate", "unit": "%", "value": "100"}
    found = _ahead(told, [{"until": month, "value": str(60 + 6 * month)} for month in range(2, 7)])
    assert found.method == "walk"
    assert found.high == 100


def test_a_known_correction_counts_from_when_it_is_known() -> None:
    figures = _year(2022, 12) + _year(2023, 6, 1100)
    corrected = [*figures, figures[-1] | {"value": "700", "replaces": f"f{len(figures) - 1}", "known": 9}]
    assert _ahead({}, corrected, known_at=8) == _ahead({}, figures, known_at=8)
    assert _ahead({}, corrected).done == 700


@pytest.mark.parametrize(
    ("told", "facts", "reason"),
    [
        ({"kind": "rank", "unit": "位"}, [{"until": 6, "value": "3"}], "位次"),
        ({"kind": "milestone", "state": "投用"}, [], "节点"),
        ({"kind": "trend", "comparator": ">"}, [{"until": 6, "value": "3"}], "升降"),
        ({"annual_only": True}, _year(2023, 6), "一年才出一次"),
        ({"due": date(2025, 12, 31)}, _year(2023, 6), "2025年才到期"),
        ({"status": "dropped"}, _year(2023, 6), "不再考核"),
        ({}, [], "还没有报来数"),
        ({}, _year(2023, 2), "月份太少"),
        ({}, _year(2023, 12), "已经报来"),
        ({}, [{"until": 6, "value": "500"}], "只有一个数"),
        ({}, [{"until": 3, "value": "0"}, {"until": 6, "value": "0"}], "不是正数"),
        ({}, [*_year(2023, 6), {"until": 6, "value": "1"}], "两个不一样的数"),
        (
            {"accumulation": "flow"},
            [{"period": "2023-01", "value": "9"}, {"period": "2023-06", "value": "9"}],
            "缺了月份",
        ),
        ({"accumulation": "stock"}, [{"until": 3, "value": "9"}, {"until": 6, "value": "9"}], "要三个"),
        ({"basis": "growth", "unit": "%"}, [{"until": 6, "value": "9"}], "要两个"),
    ],
)
def test_where_nothing_can_be_said_it_says_why(told: dict[str, Any], facts: list[dict[str, Any]], reason: str) -> None:
    found = _ahead(told, facts)
    assert reason in found.reason
    assert (found.estimate, found.low, found.high, found.chance, found.method) == (None,) * 5


def test_the_season_of_others_is_taken_where_there_is_no_own() -> None:
    one, other = pledge({"indicator": "i", "value": "9"}, "a"), pledge({"indicator": "i", "org_unit": "乡"}, "b")
    told = [(one, _year(2023, 6)), (other, _year(2022, 12) + _year(2023, 6))]
    facts = [
        fact({"indicator": "i", "answers": ""} | each, of, f"{of.id}{at}")
        for of, figures in told
        for at, each in enumerate(figures)
    ]
    first, _ = look_ahead(series_of([one, other], facts, TERMS, date(2023, 6, 30)), date(2023, 6, 30))
    assert first.method == "season_of_others"
    assert first.estimate == pytest.approx(1000)


def test_nothing_after_the_day_is_looked_at() -> None:
    until_june = _year(2022, 12) + _year(2023, 6, 1100)
    assert _ahead({}, _year(2022, 12) + _year(2023, 11, 1100), date(2023, 6, 30)) == _ahead(
        {}, until_june, date(2023, 6, 30)
    )


def test_it_is_said_in_the_fields_words() -> None:
    said = sentence(_ahead({"value": "1150"}, _year(2022, 12) + _year(2023, 6, 1100)))
    assert said.startswith("预计全年")
    assert "八成把握" in said
    assert "完成目标的可能性约" in said
    assert "比上年同期多10%" in said


def test_no_chance_is_told_as_certain_that_is_not() -> None:
    assert [chance_words(one) for one in (0.0001, 0.5, 0.9999, 1.0)] == ["不到1%", "约50%", "99%以上", "已经达到"]


amounts = st.integers(1, 10**6)
years = st.lists(amounts, min_size=11, max_size=11)


def _sums(year: int, came: list[int], times: int = 1) -> list[dict[str, Any]]:
    """Sums to date of February and the months after it."""
    sums = [(month, times * sum(came[: month - 1])) for month in range(2, len(came) + 2)]
    return [{"period": f"{year}-01/{year}-{month:02}", "value": str(value)} for month, value in sums]


@settings(max_examples=25, deadline=None)
@given(years, years, st.integers(3, 11), amounts, st.booleans())
def test_more_done_is_never_a_lower_estimate(
    last: list[int], this: list[int], month: int, more: int, known: bool
) -> None:
    before = _sums(2022, last) if known else []
    this = this[: month - 1]
    less, richer = (
        _ahead({}, before + _sums(2023, this)),
        _ahead({}, before + _sums(2023, [*this[:-1], this[-1] + more])),
    )
    assert less.estimate is not None
    assert richer.estimate is not None
    assert richer.estimate >= less.estimate * (1 - 1e-9)


@settings(max_examples=25, deadline=None)
@given(years, years, st.integers(3, 11), st.integers(2, 1000), amounts, amounts)
def test_the_interval_holds_the_estimate_chances_fall_with_the_target_and_scale_does_not_matter(
    last: list[int], this: list[int], month: int, times: int, one: int, other: int
) -> None:
    low, high = sorted((one, other))
    figures = _sums(2022, last) + _sums(2023, this[: month - 1])
    easy, hard = (_ahead({"value": str(value)}, figures) for value in (low, high))
    assert easy.estimate is not None
    assert easy.low is not None
    assert easy.high is not None
    assert easy.low <= easy.estimate <= easy.high
    assert easy.chance is not None
    assert hard.chance is not None
    assert 0 <= hard.chance <= easy.chance <= 1
    larger = _ahead({"value": str(times * low)}, _sums(2022, last, times) + _sums(2023, this[: month - 1], times))
    assert larger.estimate == pytest.approx(times * easy.estimate)
    assert larger.low == pytest.approx(times * easy.low)
    assert larger.chance == pytest.approx(easy.chance)


def test_the_bounds_are_the_engines_own() -> None:
    promise: Pledge = pledge({"comparator": "~", "value": "100", "polarity": "neutral"})
    facts: list[Fact] = [fact({"until": 3, "value": "25"}, promise, "f")]
    (one,) = series_of([promise], facts, TERMS, date(2023, 6, 30))
    assert (one.bounds["low"], one.bounds["high"]) == (95.0, 105.0)
    assert Fraction(one.now.values[0]) == 25
