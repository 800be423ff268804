"""A number in a cell, in the forms that offices write."""

from __future__ import annotations

import tomllib
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duban.amounts import decimal
from duban.sheets.cells import Content
from duban.sheets.figures import Figure, figure, is_nil

CASES = Path(__file__).parents[1] / "cases" / "sheets" / "figures.toml"
EXACT = st.integers(-(10**14), 10**14).map(lambda whole: Fraction(whole, 10_000))
FULL = str.maketrans("0123456789.,-%", "０１２３４５６７８９．，－％")
SIGNS = {"≥": ">=", "≤": "<=", ">": ">", "<": "<", "约": "~"}


def cases() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads(CASES.read_text(encoding="utf-8"))["case"]
    return found


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["text"] or "empty")
def test_a_figure(case: dict[str, Any]) -> None:
    found = figure(case["text"])
    assert is_nil(case["text"]) == case.get("nil", False)
    if "value" not in case:
        assert found is None
        return
    upper = Fraction(case["upper"]) if "upper" in case else None
    words = {name: case.get(name, "") for name in ("comparator", "unit", "basis", "note")}
    assert found == Figure(Fraction(case["value"]), upper, **words)


def test_the_stored_number_counts_and_not_what_is_shown_of_it() -> None:
    assert figure(Content("97.2%", Fraction("97.158"), "%")) == Figure(Fraction("97.158"), unit="%")
    assert figure(Content("12.5亿元", Fraction("12.51"), "亿元")) == Figure(Fraction("12.51"), unit="亿元")
    assert figure(Content("第3位")) == Figure(Fraction(3), comparator="=", unit="位")
    assert figure(Content("2023年6月30日")) is None


@given(value=EXACT)
def test_every_way_of_writing_a_number_gives_it(value: Fraction) -> None:
    text = decimal(value)
    whole, point, rest = text.partition(".")
    thousands = f"{int(whole):,}" if whole not in ("-0", "") else whole
    for written in (text, f"{thousands}{point}{rest}", text.translate(FULL), f" {text}\n", f"'{text}"):
        assert figure(written) == Figure(value)


@given(value=EXACT, unit=st.sampled_from(("%", "亿元", "万元", "个百分点", "个", "亩")), sign=st.sampled_from([*SIGNS]))
def test_units_and_comparators_stay_beside_it(value: Fraction, unit: str, sign: str) -> None:
    assert figure(f"{sign}{decimal(value)}{unit}") == Figure(value, comparator=SIGNS[sign], unit=unit)  # type: ignore[arg-type]


@given(low=EXACT.map(abs), more=EXACT.map(abs).filter(bool))
def test_a_range(low: Fraction, more: Fraction) -> None:
    assert figure(f"{decimal(low)}%—{decimal(low + more)}%") == Figure(low, low + more, "range", "%")


@given(text=st.text(max_size=30))
def test_anything_else_is_nothing_and_never_an_error(text: str) -> None:
    found = figure(text)
    assert found is None or not is_nil(text)
