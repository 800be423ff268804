"""Numbers of a workbook as a person sees them in the cell: 7%, 2023年6月30日, 12.5亿元.

A workbook stores 0.07 and, apart from it, the format that shows it as 7%. Only what changes the reading is followed:
percent signs, dates, units in quotation marks and the number of decimals; colours and thousands separators are not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Literal

# Formats that a workbook refers to by number without writing them down (ECMA-376, 18.8.30, with the Chinese ones).
BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%",
    14: "yyyy-m-d", 15: "yyyy-m-d", 16: "m-d", 17: "yyyy-m", 18: "h:mm", 19: "h:mm:ss", 20: "h:mm", 21: "h:mm:ss",
    22: "yyyy-m-d h:mm", 27: "yyyy-m", 28: "m-d", 29: "m-d", 30: "yyyy-m-d", 31: "yyyy-m-d", 32: "h:mm", 33: "h:mm:ss",
    34: "h:mm", 35: "h:mm:ss", 36: "yyyy-m", 45: "mm:ss", 46: "h:mm:ss", 47: "mm:ss", 50: "yyyy-m", 51: "m-d",
    52: "yyyy-m", 53: "m-d", 54: "m-d", 55: "h:mm", 56: "h:mm:ss", 57: "yyyy-m", 58: "m-d",
}  # fmt: skip

_TOKEN = re.compile(r'"([^"]*)"|\\(.)|[_*].|\[([^\]]*)\]|(am/pm|上午/下午)|(.)', re.I | re.S)
_NUMBER = re.compile(r"[0#?][0#?.,/!\s]*")
_SEEN_DIGITS = 10
_TYPED_DIGITS = 6
_LAST_DAY = 2958465  # 9999-12-31


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """What a format says: ``shows`` are the letters among y m d h of a date."""

    kind: Literal["number", "percent", "date"] = "number"
    decimals: int | None = None
    before: str = ""
    after: str = ""
    shows: str = ""


GENERAL = NumberFormat()


@lru_cache(maxsize=1024)
def parse(code: str) -> NumberFormat:
    """The first section of a format code, which is that of positive numbers."""
    if code.lower() in ("general", "g/通用格式", "@", ""):
        return GENERAL
    body, literals = _split(code)
    letters = body.lower()
    if re.search(r"[ydhs]|m", letters) and not re.search(r"[0#?]", letters.replace("ss.0", "")):
        return NumberFormat("date", shows=_shows(letters))
    number = _NUMBER.search(body)
    if not number or "!" in body or number.group().rstrip().endswith(",") or "/" in number.group():
        return GENERAL  # scaled or broken up for show: the stored number is what was meant
    decimals = len(number.group().partition(".")[2].strip()) if "e" not in letters else None
    kind: Literal["number", "percent"] = "percent" if "%" in body else "number"
    before = "".join(text for at, text in literals if at <= number.start())
    after = "".join(text for at, text in literals if at > number.start())
    return NumberFormat(kind, decimals, before.strip(), after.strip())


def _split(code: str) -> tuple[str, list[tuple[int, str]]]:
    """The format's own signs of the first section, and its literals with their position among them."""
    body = ""
    literals: list[tuple[int, str]] = []
    for quoted, escaped, bracket, half_day, sign in _TOKEN.findall(code):
        if sign == ";":
            break
        if quoted or escaped:
            literals.append((len(body), quoted or escaped))
        elif bracket.lower() in ("h", "hh", "m", "mm", "s", "ss"):
            body += bracket
        elif half_day:
            body += "h"
        elif sign > "\x7f":
            literals.append((len(body), sign))
        else:
            body += sign
    return body, literals


def _shows(letters: str) -> str:
    """Which parts of a date a format shows; an m beside h or s is a minute."""
    without_minutes = re.sub(r"h+[^ydm]*m+|m+[^ydh]*s+", "h", letters)
    return "".join(part for part in "ymdh" if part in without_minutes)


def render(value: float, form: NumberFormat = GENERAL, *, since_1904: bool = False) -> str:
    """A stored number as text."""
    if form.kind == "date" and 0 <= value <= _LAST_DAY:
        return _date(value, form.shows, since_1904)
    return rendered(exact_of(value), form)


def exact_of(value: float) -> Decimal:
    """The number that was typed, of the one that is stored: what lies behind 15 digits is the float's own."""
    return Decimal(format(value, ".15g"))


def rendered(exact: Decimal, form: NumberFormat) -> str:
    """A number that is no date as text; empty where it is none."""
    if not exact.is_finite():
        return ""
    if form.kind == "percent":
        exact *= 100
    sign = "%" if form.kind == "percent" else ""
    return f"{form.before}{plain(exact, form.decimals)}{sign}{form.after}"


def plain(number: Decimal, decimals: int | None = None) -> str:
    """Digits without exponent and without zeros at the end: 7, 12.5.

    A number of few digits was typed, and stands as it was typed; one of many was computed, and is shown with the
    cell's own decimals.
    """
    text = format(number, "f")
    if "." in text and len(text) <= _TYPED_DIGITS:
        return text.rstrip("0").rstrip(".")
    if number == number.to_integral_value():
        return format(number.quantize(Decimal(1)) if abs(number) < Decimal(10) ** 20 else number, "f") or "0"
    if len(number.as_tuple().digits) > _TYPED_DIGITS:
        if decimals is not None:
            number = number.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
        else:
            number = Decimal(format(number, f".{_SEEN_DIGITS}g"))
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _date(value: float, shows: str, since_1904: bool) -> str:
    # Day 60 of the common calendar is a 29 February 1900 that never was.
    base = datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 31 if value < 60 else 30)
    try:
        moment = base + timedelta(seconds=round(value * 86400))
    except OverflowError:
        return plain(Decimal(format(value, ".15g")))
    return date_text(moment, shows)


def date_text(moment: datetime, shows: str = "ymd") -> str:
    """A date in Chinese, with the parts that are shown: 2023年6月30日, 2023年6月, 6月30日, 14:30."""
    year = f"{moment.year}年" if "y" in shows else ""
    month = f"{moment.month}月" if "m" in shows else ""
    day = f"{moment.day}日" if "d" in shows else ""
    clock = f"{moment:%H:%M}" if "h" in shows else ""
    date = year + month + day
    return f"{date} {clock}" if date and clock else date or clock
