"""One number expression as an exact value: ``numeral("一万五千亿")`` is ``Fraction(1500000000000)``.

Every form that Chinese texts use is read: Arabic digits (also full-width and with separators), Chinese numerals with
their capitals and traditional forms, both mixed with scale words, decimals, fractions, percentages, tenths (成, 折),
powers. What is approximate (十余万, 几十, 上亿) is read as the number that is named.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache

DIGITS = {
    char: at
    for at, chars in enumerate(("零〇○", "一壹", "二两贰俩", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"))
    for char in chars
}
TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
SCALES = {"万": 10**4, "亿": 10**8, "兆": 10**12}
SHORT = {"廿": 20, "卅": 30}
LATIN = {"k": 1000, "K": 1000, "M": 10**6}
SHARES = ("百分之", "千分之", "万分之", "佰分之", "仟分之")

_FULL = "０１２３４５６７８９．％＋－／＾＝＜＞～＇"
_HALF = "0123456789.%+-/^=<>~'"
_TRADITIONAL = "萬億兩點個雙對幾貳負餘倆陸參佰圓"
_SIMPLE = "万亿两点个双对几贰负余俩陆叁佰元"
_LATIN = {ord("Ａ") + at: chr(ord("A") + at) for at in range(26)} | {
    ord("ａ") + at: chr(ord("a") + at) for at in range(26)
}
_WIDTHS = str.maketrans(_FULL + _TRADITIONAL, _HALF + _SIMPLE) | _LATIN
_FULL_COMMA = re.compile(r"(?<=[０-９])，(?=[０-９]{3}(?![０-９]))")
_MOST_DIGITS = 60  # a longer run of digits is no figure but a code, and its arithmetic would only cost time

_ARABIC = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?|\.\d+")
_POWER = re.compile(r"(\d+(?:\.\d+)?)\^(--|[+-]?)(\d{1,3})")
_SCIENTIFIC = re.compile(r"(\d+(?:\.\d+)?)[eE]([+-]?\d{1,3})")
_SPLIT_DIGIT = re.compile(r"[几数余多来好]|零(?=几)")


def widths(text: str) -> str:
    """Full-width digits and signs made half-width, the traditional numerals simplified; the length stays.

    A full-width comma between full-width digits separates thousands: ４，５６５ is one number.
    """
    return _FULL_COMMA.sub(",", text).translate(_WIDTHS)


def numeral(text: str) -> Fraction:
    """The exact value of one number expression without a unit.

    Percentages give the percent number (百分之三十, 30% → 30; 三成五 → 35; 八折 → 80), fractions the fraction itself
    (三分之一 → 1/3). Raises ``ValueError`` for what is no number.
    """
    value = _value("".join(widths(text).split()))
    if value is None:
        raise ValueError(f"不是数：{text}")
    return value


@lru_cache(maxsize=1 << 14)
def _value(text: str) -> Fraction | None:
    """``numeral`` of a text without spaces and in half-width; None for what is no number."""
    if text[:1] in ("负", "-"):
        inner = _value(text[1:]) if text[1:2] not in ("负", "-") else None
        return None if inner is None else -inner
    if text[:3] in SHARES:
        return _value(text[3:])
    if text[-1:] in ("%", "％", "‰"):
        return plain(text[:-1])
    for mark in ("成", "折"):
        head, found, tail = text.partition(mark)
        if found:
            return tenths(head, tail, mark)
    whole, found, rest = text.rpartition("又")
    if found:
        base, part = _value(whole), _value(rest)
        return None if base is None or part is None else base + part
    for mark in ("分之", "/"):
        head, found, tail = text.partition(mark)
        if found:
            return divide(_value(tail if mark == "分之" else head), _value(head if mark == "分之" else tail))
    head, found, tail = text.partition("个半")
    if found and not tail:
        base = plain(head)
        return None if base is None else base + Fraction(1, 2)
    return plain(text)


def divide(above: Fraction | None, below: Fraction | None) -> Fraction | None:
    """A fraction of two numbers; None where either is none, or below is zero."""
    return above / below if above is not None and below else None


def tenths(head: str, tail: str, mark: str) -> Fraction | None:
    """Percent of N成M and N折: 三成五 and 三成半 are 35, 八折 80, 七五折 and 75折 75, 半折 50."""
    if mark == "折" and (len(head) == 2 and (head.isdecimal() or all(char in DIGITS for char in head))):
        digits = [DIGITS.get(char, -1) if char in DIGITS else int(char) for char in head]
        return Fraction(digits[0] * 10 + digits[1])
    base = plain(head)
    if base is None:
        return None
    if mark == "折":
        if tail or base >= 10 or base <= 0:
            return None
        return Fraction(50) if head == "半" else base * 10
    more = Fraction(1, 2) if tail == "半" else (plain(tail) if tail else Fraction(0))
    return None if more is None or more >= 10 else base * 10 + (5 if tail == "半" else more)


@lru_cache(maxsize=1 << 14)
@lru_cache(maxsize=1 << 12)
def plain(text: str) -> Fraction | None:
    """The value of a number in Arabic, Chinese or mixed form, with scale words and approximations; None if it is none.

    ``text`` is half-width and without spaces, sign or unit.
    """
    if text.isdecimal():
        return Fraction(int(text)) if len(text) <= _MOST_DIGITS else None
    if not text or len(text) > 2 * _MOST_DIGITS:
        return None
    whole, point, decimals = text.partition(".")
    if point and whole.isdecimal() and decimals.isdecimal():
        return Fraction(int(whole + decimals), 10 ** len(decimals))
    if text[-1] in LATIN:
        base = plain(text[:-1].rstrip())
        return None if base is None else base * LATIN[text[-1]]
    if match := _POWER.fullmatch(text):
        power = int(match[3]) * (-1 if match[2] == "-" else 1)
        base = Fraction(match[1])
        return base**power if base or power > 0 else None
    if match := _SCIENTIFIC.fullmatch(text):
        return Fraction(match[1]) * Fraction(10) ** int(match[2])
    named = text.removeprefix("上") or text
    named = _SPLIT_DIGIT.sub("", named)
    return _scaled(named) if named else None


def _scaled(text: str) -> Fraction | None:
    """Split at the last of the largest scale words: 二十万亿 is (二十万) times 亿, 五亿零六 five of them and six."""
    for scale, size in (("兆", 10**12), ("亿", 10**8), ("万", 10**4)):
        at = text.rfind(scale)
        if at < 0:
            continue
        head, tail = text[:at], text[at + 1 :]
        count = _scaled(head) if head else Fraction(1)
        rest = _tail(tail, size)
        return None if count is None or rest is None else count * size + rest
    return _below_ten_thousand(text)


def _tail(text: str, size: int) -> Fraction | None:
    """What follows a scale word: nothing, a number, or one digit of the next place (一万三 is 13000)."""
    if not text:
        return Fraction(0)
    whole, point, decimals = text.partition("点")
    if len(whole) == 1 and (whole in DIGITS or whole.isdecimal()) and whole not in "零〇○0":
        digit = DIGITS.get(whole)
        value = Fraction(int(whole) if digit is None else digit) * size / 10
        more = _decimals(decimals) if point else Fraction(0)
        return None if more is None else value + more
    if point and not whole:
        return _decimals(decimals)
    rest = _scaled(text)
    return rest if rest is not None and rest < size else None


def _decimals(text: str) -> Fraction | None:
    if not text or any(char not in DIGITS and not char.isdecimal() for char in text):
        return None
    digits = "".join(str(DIGITS.get(char, char)) for char in text)
    return Fraction(int(digits), 10 ** len(digits))


def _below_ten_thousand(text: str) -> Fraction | None:
    """A number without 万 or 亿: 三百二十一, 两百五, 5千4百, 二点五, 1,234.5, 二〇二三."""
    whole, point, decimals = text.partition("点")
    if point:
        more = _decimals(decimals)
        base = _below_ten_thousand(whole) if whole else None
        return None if base is None or more is None else base + more
    if _ARABIC.fullmatch(text):
        return Fraction(text.replace(",", ""))
    if text == "半":
        return Fraction(1, 2)
    if all(char in DIGITS for char in text):
        return Fraction(int("".join(str(DIGITS[char]) for char in text)))
    return _sections(text)


def _sections(text: str) -> Fraction | None:
    """Digits and 千 百 十 in falling order; a last single digit takes the next place (四百五 is 450)."""
    total, count, last, zero = Fraction(0), None, 10**4, False
    at = 0
    while at < len(text):
        char = text[at]
        if size := TENS.get(char):
            if size >= last:
                return None
            total += (Fraction(1) if count is None else count) * size
            count, last, zero = None, size, False
        elif count is not None or last == 1:
            return None
        elif char in SHORT:
            total, last = total + SHORT[char], 10
        elif char in "零〇○":
            zero = True
        elif match := _ARABIC.match(text, at):
            count = Fraction(match[0].replace(",", ""))
            at = match.end()
            continue
        elif char == "半":
            count = Fraction(1, 2)
        elif char in DIGITS:
            count = Fraction(DIGITS[char])
        else:
            return None
        at += 1
    if count is None:
        return total
    if zero or last in (10, 10**4) or count >= 10:
        return total + count if last > count else None
    return total + count * last / 10
