"""Score formulas: every one of the catalog against cases worked out by hand, and each has some."""

from __future__ import annotations

import tomllib
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from duban.amounts import half_up
from duban.formula.item import Item, Plain, Row
from duban.formula.walk import number
from duban.pack.catalog import catalog
from duban.pack.schema.scores import score_sorts

CASES = tomllib.loads(Path("tests/cases/catalog/scores.toml").read_text("utf-8"), parse_float=str)["case"]
SCORES = {one.id: one for one in catalog().scores}


def _exact(value: Any) -> Plain:
    return value if isinstance(value, bool) else Fraction(value)


def _row(given: dict[str, Any], more: dict[str, Plain]) -> Row:
    values = {name: _exact(value) for name, value in given.items()}
    return Row({"lower": False, "reached": False, **values, **more}, bool(given.get("lower")))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['formula']}-{case.get('why', case['given'])}")
def test_points(case: dict[str, Any]) -> None:
    formula = SCORES[case["formula"]]
    parameters = {**formula.parameters, **{name: Fraction(one) for name, one in case.get("parameters", {}).items()}}
    more: dict[str, Plain] = {**parameters, "weight": Fraction(case.get("weight", 1))}
    mine = _row(case["given"], more)
    peers = [_row({"actual": one, "lower": case["given"].get("lower", False)}, more) for one in case.get("peers", [])]
    item = Item(mine, score_sorts(formula.of, parameters), [mine, *peers])
    value = number(formula.points, item).value
    if value is None and formula.otherwise and case["given"]:
        value = number(formula.otherwise, item).value
    wanted = case.get("points")
    assert (None if value is None else half_up(float(value), 2)) == (
        None if wanted is None else float(Fraction(wanted))
    )


def test_every_formula_has_a_case_and_a_source() -> None:
    assert {case["formula"] for case in CASES} == set(SCORES)
    assert all(one.source and one.clause for one in SCORES.values())
