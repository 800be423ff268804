"""The sentences on the sums of a split: cases, and what holds of any figures."""

from __future__ import annotations

import tomllib
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duban.amounts import SCALE
from duban.ledger.types import Tier
from duban.web.books.convert import stored_tier
from duban.web.books.forms import value
from duban.web.books.models import Clause
from duban.web.books.shares.forms import Typed, parts
from duban.web.books.shares.parts import Part
from duban.web.books.shares.sums import compared, findings, sentence, total
from duban.web.clock.today import today
from duban.web.org.directory import directory

_FILE = Path(__file__).parents[2] / "cases" / "web" / "sums.toml"
CASES = tomllib.loads(_FILE.read_text(encoding="utf-8"))["case"]
_KEYS = {"why", "tiers", "unit", "basis", "accumulation", "alone", "shares", "months", "words", "warns"}
AMOUNTS = st.integers(0, 10**15)


def _clause(case: dict[str, Any]) -> Clause:
    tiers = []
    for said in case["tiers"]:
        firmness, comparator, *figures = said.split()
        bounds = [value(one, "")[0] for one in figures] + [None, None]
        tiers.append(stored_tier(Tier(firmness, comparator, bounds[0], bounds[1])))
    told = {name: case[name] for name in ("basis", "accumulation") if name in case}
    return Clause(sort="pledge", org_unit="pinghu", unit=case.get("unit", "元"), tiers=tiers, **told)


@pytest.mark.parametrize("case", CASES, ids=[one.get("why", one.get("words", "")) for one in CASES])
def test_sentences(case: dict[str, Any], demo: None) -> None:
    assert set(case) <= _KEYS
    clause, places = _clause(case), directory()
    months = case.get("months", {})
    rows = [Typed(body, value=said, months=months.get(body, "")) for body, said in case["shares"].items()]
    lead = [] if case.get("alone") else [Typed("fagai", lead=True)]
    found = findings(clause, parts([*lead, *rows], clause, 2023, places), places, today())
    assert sentence(found) == case.get("words", "")
    assert any(one.level == "warn" for one in found) == case.get("warns", False)


@given(st.lists(AMOUNTS, min_size=1, max_size=12), AMOUNTS)
def test_the_gap_that_is_said_closes_the_sum(values: list[int], floor: int) -> None:
    summed = total([Part(f"b{at}", value=one) for at, one in enumerate(values)])
    assert summed * SCALE == sum(values)
    wanted = Fraction(floor, SCALE)
    said = compared(summed, Tier("plan", ">=", wanted), "元", "全市")
    assert (said.level == "warn") == (summed < wanted)
    if said.words.endswith("相等"):
        assert summed == wanted
    else:
        sign, word = (1, "少") if summed < wanted else (-1, "多")
        gap, unit = value(said.words.rpartition(word)[2], "")
        assert (summed + sign * gap, unit) == (wanted, "元")
