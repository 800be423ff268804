from __future__ import annotations

import tomllib
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from duban.formula.check import checked
from duban.formula.item import Item, Plain, Row
from duban.formula.walk import condition
from duban.pack.schema.names import LIGHT_SORTS

CASES = tomllib.loads((Path(__file__).parents[1] / "cases/formula/values.toml").read_text("utf-8"))["case"]


def _plain(value: Any) -> Plain | tuple[Plain, Plain]:
    if isinstance(value, list):
        return Fraction(value[0]), Fraction(value[1])
    return value if isinstance(value, bool | str) else Fraction(value)


def _row(told: dict[str, Any], lower: bool = False) -> Row:
    return Row({name: _plain(value) for name, value in told.items()}, lower)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['text']} {case['row']}")
def test_a_formula_gives(case: dict[str, Any]) -> None:
    lower = case.get("lower", False)
    peers, past = ([_row(one, lower) for one in case.get(name, [])] for name in ("peers", "past"))
    item = Item(_row(case["row"], lower), LIGHT_SORTS, peers, past)
    assert condition(checked(case["text"], LIGHT_SORTS, "condition"), item).value is case.get("gives")
