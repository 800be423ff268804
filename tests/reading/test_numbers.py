"""One number in any form reads back exactly."""

from __future__ import annotations

import tomllib
from contextlib import suppress
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duban.reading.numbers import numeral, widths

CASES = Path(__file__).parents[1] / "cases" / "reading" / "numbers" / "numerals.toml"
DIGITS = "零一二三四五六七八九"
CAPITALS = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")
TRADITIONAL = str.maketrans("万亿两", "萬億兩")
FULL = str.maketrans("0123456789.", "０１２３４５６７８９．")


def cases() -> list[dict[str, str]]:
    found: list[dict[str, str]] = tomllib.loads(CASES.read_text(encoding="utf-8"))["case"]
    return found


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["text"] or "empty")
def test_a_numeral_has_its_value(case: dict[str, str]) -> None:
    if "value" in case:
        assert numeral(case["text"]) == Fraction(case["value"])
    else:
        with pytest.raises(ValueError, match="不是数"):
            numeral(case["text"])


def below_ten_thousand(number: int) -> str:
    written, gap = "", False
    for place, mark in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // place % 10
        if digit:
            written += ("零" if gap and written else "") + DIGITS[digit] + mark
            gap = False
        else:
            gap = True
    return written


def chinese(number: int) -> str:
    """The full Chinese form, 零 wherever a place is skipped."""
    if number == 0:
        return "零"
    groups = [(number // 10 ** (4 * at) % 10**4, mark) for at, mark in ((3, "万"), (2, "亿"), (1, "万"), (0, ""))]
    high, hundred_million, ten_thousand, rest = (value for value, _ in groups)
    head = high * 10**4 + hundred_million
    written = (chinese(head) + "亿") if head else ""
    for value, mark in ((ten_thousand, "万"), (rest, "")):
        if value:
            written += ("零" if written and value < 1000 else "") + below_ten_thousand(value) + mark
    return written


numbers = st.one_of(st.integers(0, 10**4), st.integers(0, 10**16 - 1), st.integers(0, 9999).map(lambda n: n * 10**8))


@given(numbers)
def test_chinese_forms_read_back(number: int) -> None:
    written = chinese(number)
    for form in (written, written.translate(CAPITALS), written.translate(TRADITIONAL), "负" + written):
        assert numeral(form) == (-number if form.startswith("负") else number), form


@given(st.integers(0, 10**15), st.integers(0, 999), st.sampled_from(("", "万", "亿", "万亿")))
def test_arabic_forms_read_back(whole: int, decimals: int, scale: str) -> None:
    factor = {"": 1, "万": 10**4, "亿": 10**8, "万亿": 10**12}[scale]
    value = (Fraction(whole) + Fraction(decimals, 1000)) * factor
    for form in (f"{whole}.{decimals:03}{scale}", f"{whole:,}.{decimals:03}{scale}"):
        assert numeral(form) == numeral(form.translate(FULL)) == value


@given(st.integers(1, 9999), st.integers(1000, 9999), st.integers(1, 9))
def test_mixed_forms_read_back(high: int, low: int, digit: int) -> None:
    assert numeral(f"{high}万{low}") == high * 10**4 + low
    assert numeral(f"{high}亿{low}万") == high * 10**8 + low * 10**4
    assert numeral(f"{high}万{digit}千") == high * 10**4 + digit * 1000
    assert numeral(f"{below_ten_thousand(high)}万{DIGITS[digit]}") == high * 10**4 + digit * 1000


@given(st.text(max_size=40))
def test_any_text_is_a_number_or_refused(text: str) -> None:
    assert len(widths(text)) == len(text)
    with suppress(ValueError):
        assert isinstance(numeral(text), Fraction)
