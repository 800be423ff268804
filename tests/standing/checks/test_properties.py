"""What holds for all figures: smooth series are quiet, the order of rows does not matter, what is barred stays out."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from duban.ledger.types import Fact
from tests.standing.checks.told import figures, looked

firsts = st.integers(100, 10**6)
# Thousandths of the first month's figure that each further month brings.
steps = st.lists(st.integers(900, 1300), min_size=1, max_size=10)


def _series(first: int, grown: list[int]) -> dict[str, Any]:
    """Sums to date of February and the months after it, in 万元: each month much like the one before."""
    months, total = {2: 2 * first}, 2 * first
    for month, step in enumerate(grown, 3):
        total += first * step // 1000
        months[month] = total
    return {"months": months, "given": {"unit": "万元"}}


@settings(max_examples=12, deadline=None)
@given(firsts, steps)
def test_no_check_is_told_of_a_smooth_series(first: int, grown: list[int]) -> None:
    assert looked(_series(first, grown)).findings == ()


@settings(max_examples=6, deadline=None)
@given(firsts, steps, st.integers(0, 9), st.sampled_from([10**4, Fraction(1, 10**4)]))
def test_a_wrong_scale_is_always_told(first: int, grown: list[int], at: int, times: Fraction) -> None:
    facts = figures(_series(first, [*grown, 1000, 1000]))
    at %= len(facts)
    wrong = replace(facts[at], value=(facts[at].value or 0) * times)
    told = looked({}, [*facts[:at], wrong, *facts[at + 1 :]])
    assert wrong.key in {one.facts[0] for one in told.findings if one.check == "slips"}


def _mixed() -> list[Fact]:
    case = {
        "months": {2: 3.12, 3: 5.23, 4: 0.00071, 5: 5.23, 6: 9.1},
        "before": {2: 3.0, 3: 5.23, 4: 7.1},
        "others": {"乙镇": {2: 3.12, 3: 5.23}, "全市": {2: 5.1, 3: 9.9}},
        "facts": [{"period": "2023-01/2023-05", "value": 8.1, "key": "new", "replaces": "甲镇.2023-05"}],
    }
    return figures(case)


@settings(max_examples=5, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(mixer: random.Random) -> None:
    facts = _mixed()
    case = {"parents": [["甲镇", "全市"], ["乙镇", "全市"]]}
    shuffled = mixer.sample(facts, len(facts))
    wanted, found = looked(case, facts).findings, looked(case, shuffled).findings
    assert wanted
    assert sorted(map(str, found)) == sorted(map(str, wanted))


def test_figures_beyond_all_measure_break_nothing() -> None:
    case = {"months": {2: 3.12, 3: 5.23, 4: 7.1}, "given": {"unit": "元"}}
    facts = figures(case)
    huge = replace(facts[1], value=Fraction(10**19))
    below = replace(facts[2], value=Fraction(-(10**19)))
    assert looked({}, [facts[0], huge, below]).figures == 3
