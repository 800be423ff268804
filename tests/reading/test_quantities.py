"""What the reader finds of numbers in a text: cases as data, and what holds for every text."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duban.reading.figures import figures
from duban.reading.quantities import Quantity, quantities, scan

CASES = Path(__file__).parents[1] / "cases" / "reading" / "numbers"
ALPHABET = (
    "0123456789.,-%‰一二三四五六七八九十百千万亿兆零〇两半几数余多来第前上保争冲个家元米瓦分之点又/^eEkM成折双对打"
    " \n\t，。、约超以左右至到—~（）年月日季度A:：∶+負萬億０９％．陆伍拾"
)
texts = st.one_of(st.text(alphabet=ALPHABET, max_size=30), st.text(max_size=40))


def cases(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads((CASES / f"{name}.toml").read_text(encoding="utf-8"))["case"]
    return found


def told(text: str, found: Sequence[Quantity]) -> list[dict[str, Any]]:
    return [
        {
            "words": text[one.start : one.end],
            "whole": text[one.outer_start : one.outer_end],
            "value": one.value,
            "upper": one.upper,
            "unit": one.unit,
            "comparator": one.comparator,
            "form": one.form,
        }
        for one in found
    ]


def wanted(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {"whole": one["words"], "form": "number"}
        | one
        | {"value": Fraction(one["value"]), "upper": Fraction(one["upper"]) if "upper" in one else None}
        for one in found
    ]


@pytest.mark.parametrize("case", cases("scan"), ids=lambda case: case["text"])
def test_scan_finds_the_figures_of_a_sentence(case: dict[str, Any]) -> None:
    assert told(case["text"], scan(case["text"])) == wanted(case["found"])


@pytest.mark.parametrize("case", cases("raw"), ids=lambda case: case["text"])
def test_quantities_finds_every_number_of_a_raw_text(case: dict[str, Any]) -> None:
    assert told(case["text"], quantities(case["text"])) == wanted(case["found"])


@pytest.mark.parametrize("find", [scan, quantities])
@given(text=texts)
def test_spans_lie_in_the_text_in_order(find: Callable[[str], Sequence[Quantity]], text: str) -> None:
    last = 0
    for one in find(text):
        assert 0 <= one.outer_start <= one.start < one.end <= one.outer_end <= len(text)
        assert last <= one.start
        assert (one.comparator == "range") == (one.upper is not None)
        assert one.upper is None or one.value is None or one.value < one.upper
        last = one.end


@given(st.integers(2, 10**7), st.sampled_from(("万", "亿", "")), st.sampled_from(("元", "亩", "人次", "套", "千瓦")))
def test_a_figure_is_found_whole(number: int, scale: str, unit: str) -> None:
    text = f"全年完成{number}{scale}{unit}以上，"
    (one,) = scan(text)
    assert one.value == number * {"万": 10**4, "亿": 10**8, "": 1}[scale]
    assert (text[one.start : one.end], one.unit, one.comparator) == (f"{number}{scale}{unit}", unit, ">=")


def test_every_unit_of_the_lexicon_is_read() -> None:
    for word, unit in figures().units.items():
        found = scan(f"共37{word}。")
        if word in ("日", "号"):  # a day of the month
            assert found == []
        else:
            (one,) = found
            assert (one.end, one.unit) == (3 + len(word), "%" if word in ("成", "折") else unit.name), word
