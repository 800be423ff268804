"""What holds for every pledge: more is never worse, a kept sum stays kept, order and engine do not matter."""

from __future__ import annotations

import random
from datetime import date
from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from duban.ledger.types import Fact, Pledge
from duban.periods import Month
from duban.standing.judge import Terms, judge
from duban.standing.verdict import Verdict, verdicts
from tests.standing.told import fact, pledge, rule

TERMS = Terms(rule("duban.default"))
WORST_FIRST = ("missed", "behind", "on_pace", "kept")
kinds = st.sampled_from(
    [
        {},
        {"accumulation": "stock"},
        {"accumulation": "rate", "unit": "%"},
        {"basis": "growth", "unit": "%"},
        {"kind": "rank", "unit": "位", "polarity": "lower", "comparator": "<="},
        {"polarity": "lower", "comparator": "<="},
        {"polarity": "lower", "comparator": "<=", "accumulation": "rate"},
        {"kind": "trend", "comparator": "<"},
        {"comparator": ">"},
        {"comparator": "~", "polarity": "neutral"},
    ]
)
figures = st.decimals(0, 200, places=4).map(Fraction)
months = st.integers(2, 12)
promises = st.tuples(kinds, figures, st.lists(figures, min_size=1, max_size=4))


def _judged(pledges: list[Pledge], facts: list[Fact], as_of: date) -> list[Verdict]:
    return verdicts(judge(pledges, facts, TERMS, as_of), pledges, TERMS.rule, as_of)


def _one(told: dict[str, Any], value: Fraction, id: str = "p") -> Pledge:
    return pledge({"comparator": ">=", "value": str(value)} | told, id)


@settings(max_examples=25, deadline=None)
@given(kinds, figures, figures, figures, months, months)
def test_more_is_never_worse_and_less_is_where_less_is_wanted(
    told: dict[str, Any], target: Fraction, one: Fraction, other: Fraction, until: int, as_of: int
) -> None:
    promise = _one(told, target)
    low, high = sorted((one, other))
    found = []
    for value in (low, high):
        facts = [fact({"until": until, "value": str(value)}, promise, "f")]
        found.append(_judged([promise], facts, date(2023, as_of, 28))[0].verdict)
    # A band that is neither way better has no more and no less.
    if told.get("polarity") != "neutral" and set(found) <= set(WORST_FIRST):
        worse, better = reversed(found) if told.get("polarity") == "lower" else found
        assert WORST_FIRST.index(worse) <= WORST_FIRST.index(better)


@settings(max_examples=8, deadline=None)
@given(kinds, st.lists(st.none() | figures, min_size=18, max_size=18), figures, st.sampled_from([3, 6, 12]))
def test_a_later_date_never_turns_kept_back(
    told: dict[str, Any], values: list[Fraction | None], target: Fraction, due: int
) -> None:
    promise = _one(told | {"due": Month(2023, due).last_day}, target)
    months = [Month(2023 + n // 12, n % 12 + 1) for n in range(18)]
    facts = [
        fact(
            {"period": f"{month.year}-01/{month.year}-{month.month:02}", "value": str(value)},
            promise,
            str(month.number),
        )
        for month, value in zip(months, values, strict=True)
        if value is not None
    ]
    seen = [_judged([promise], facts, month.last_day)[0].verdict for month in months]
    kept = seen.index("kept") if "kept" in seen else len(seen)
    assert set(seen[kept:]) <= {"kept"}


@settings(max_examples=10, deadline=None)
@given(
    st.lists(st.tuples(kinds, figures, st.lists(figures, min_size=1, max_size=4)), min_size=2, max_size=6), st.randoms()
)
def test_the_order_of_rows_does_not_matter(
    told: list[tuple[dict[str, Any], Fraction, list[Fraction]]], chance: random.Random
) -> None:
    pledges = [
        pledge({"comparator": ">=", "value": str(value)} | kind, f"p{n}") for n, (kind, value, _) in enumerate(told)
    ]
    facts = [
        fact({"until": month, "value": str(value)}, promise, f"{promise.id}-{month}")
        for promise, (_, _, values) in zip(pledges, told, strict=True)
        for month, value in enumerate(values, 2)
    ]
    as_of = date(2023, 6, 30)
    before = {one.pledge.id: one for one in _judged(pledges, facts, as_of)}
    chance.shuffle(pledges)
    chance.shuffle(facts)
    assert {one.pledge.id: one for one in _judged(pledges, facts, as_of)} == before
