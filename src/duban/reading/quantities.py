"""Every number of a text with its span, exact value, unit and comparator.

``quantities`` takes any raw text and finds every number in it, dates and set phrases included. ``scan`` takes the clean,
half-width text of a document and leaves out what is no figure there: dates, codes, section heads, phrases. Both give
the fraction in their own way: ``scan`` as the percent that the guideline wants (减少三分之一 is 33.33… %), ``quantities``
as the fraction itself.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from duban.reading.document import Comparator
from duban.reading.figures import HAN, Figures, Unit, figures, liberal
from duban.reading.numbers import DIGITS, SCALES, TENS, divide, plain, tenths, widths

Form = Literal["number", "percent", "points", "rank", "ordinal", "multiple", "fraction", "set"]

# groups of the pattern (figures._template): the empty one that ends each alternative, and the parts of the alternatives
_SET, _SKIP, _RANK, _RATIO, _ZERO, _FRACTION, _NUMBER = 3, 4, 12, 14, 16, 25, 35
_HUNDRED = Fraction(100)
_SHARES = {"百": ("%", Fraction(1)), "千": ("‰", Fraction(1)), "万": ("%", Fraction(1, 100))}
_SHARES |= {"佰": _SHARES["百"], "仟": _SHARES["千"]}
_NO_UNIT = Unit("", "number", False)
_PERCENT = Unit("%", "percent", False)
_BARE_SCALE = re.compile(r"[百千万亿兆]+")
_TRAILING_SCALE = re.compile(r"[十百千万亿兆]+\Z")
_LONE = re.compile(f"[{''.join(DIGITS)}半]")
_LONGEST_BEFORE = 7
_SPACE = re.compile(r"\s+")
_HAN = re.compile(f"[{HAN}]")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in a text.

    ``text[start:end]`` is the number with scale and unit (``100万方``, ``前10位``, ``7%``), ``text[outer_start:outer_end]``
    that with the comparators that touch it. ``value`` is exact, in the base ``unit`` (4000万元 is 40000000 元); ``upper``
    only for a range. ``unit`` is empty where none is written.
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    value: Fraction | None
    upper: Fraction | None
    unit: str
    comparator: Comparator
    form: Form


def scan(clean: str) -> list[Quantity]:
    """The figures of a clean, half-width text, in order; dates, codes, heads and set phrases are left out."""
    return _Scanner(clean, figures(), strict=True).run(figures().strict)


def quantities(text: str) -> tuple[Quantity, ...]:
    """Every number of a raw text, in order, not overlapping; spans are those of ``text`` itself.

    Full-width and traditional forms are understood, and white space inside a number is. Values are exact fractions in
    the base unit (percent as the percent number). Never raises.
    """
    half = widths(text)
    squeezed, starts, sources = _squeeze(half)
    found = _Scanner(squeezed, figures(), strict=False).run(liberal())
    if len(starts) == 1:
        return tuple(found)

    def source(offset: int) -> int:
        at = bisect_right(starts, offset) - 1
        return sources[at] + offset - starts[at]

    return tuple(
        replace(
            one,
            start=source(one.start),
            end=source(one.end - 1) + 1,
            outer_start=source(one.outer_start),
            outer_end=source(one.outer_end - 1) + 1,
        )
        for one in found
    )


def _squeeze(text: str) -> tuple[str, list[int], list[int]]:
    """The text without the white space that touches a Chinese character or a sign, and the way back."""
    pieces: list[str] = []
    starts, sources, length, at = [], [], 0, 0
    for gap in _SPACE.finditer(text):
        left, right = text[gap.start() - 1 : gap.start()], text[gap.end() : gap.end() + 1]
        touching = _HAN.match(left) or _HAN.match(right) or right in ("%", "‰") or left in ("≥", "≤", ">", "<", "~")
        if not touching or gap[0].count("\n") > 1 or not left:
            continue
        starts.append(length)
        sources.append(at)
        pieces.append(text[at : gap.start()])
        length += gap.start() - at
        at = gap.end()
    starts.append(length)
    sources.append(at)
    pieces.append(text[at:])
    return "".join(pieces), starts, sources


class _Scanner:
    """One pass over one text."""

    __slots__ = ("found", "lexicon", "strict", "text")

    def __init__(self, text: str, lexicon: Figures, *, strict: bool) -> None:
        self.text, self.lexicon, self.strict = text, lexicon, strict
        self.found: list[Quantity] = []

    def run(self, pattern: re.Pattern[str]) -> list[Quantity]:
        for match in pattern.finditer(self.text):
            kind = match.lastindex
            if kind == _NUMBER:
                self._number(match)
            elif kind == _RANK:
                self._rank(match)
            elif kind == _FRACTION:
                self._fraction(match)
            elif kind == _SET:
                value, unit, sign, behind = self.lexicon.sets[match[1]]
                if self.text.endswith(behind, 0, match.start()):
                    self._add(match.start(), match.end(1), Fraction(value), unit, "set", match[2], sign)
            elif kind == _RATIO:
                self._add(match.start(), match.end(), plain(match[13]), "", "number", None)
            elif kind == _ZERO:
                self._add(match.start(), match.end(), Fraction(0), "", "number", None)
        return self.found

    def _before(self, start: int) -> tuple[int, str]:
        """The comparator that ends at ``start``, and where it begins; its place and "" where there is none."""
        text, lexicon = self.text, self.lexicon
        if not start or text[start - 1] not in lexicon.before_ends:
            return start, ""
        for length in range(min(_LONGEST_BEFORE, start), 0, -1):
            sign = lexicon.before.get(text[start - length : start])
            if sign:
                friendly = length < 3 and text.endswith(lexicon.before_friends, 0, start)
                return (start, "") if friendly and not self._friend_is_shorter(start, length) else (start - length, sign)
        return start, ""

    def _friend_is_shorter(self, start: int, length: int) -> bool:
        return all(len(word) <= length for word in self.lexicon.before_friends if self.text.endswith(word, 0, start))

    def _add(
        self, start: int, end: int, value: Fraction | None, unit: str, form: Form, after: str | None,
        own: str = "", upper: Fraction | None = None,
    ) -> None:
        """Put a quantity on the list; ``own`` is the comparator that the number carries in itself (余, 多, 上)."""
        outer_start, before = self._before(start)
        sign = _combined(before, own, self.lexicon.after[after] if after else "") if upper is None else "range"
        outer_end = end + len(after) if after else end
        self.found.append(Quantity(start, end, outer_start, outer_end, value, upper, unit, sign, form))  # type: ignore[arg-type]

    def _rank(self, match: re.Match[str]) -> None:
        start, end = match.span()
        if match[9]:
            self._add(start, end, Fraction(1), "位", "rank", None)
        elif ahead := match[5] or match[10] or match[11]:
            value = plain(ahead)
            unit = self.lexicon.unit.match(self.text, match.end(5)) if match[6] is not None else None
            if value is None or unit:
                if value is not None and unit:
                    self._add(match.start(5), unit.end(), value, *self._unit_of(unit[0]), None)
                return
            top = match[11] is not None
            self._add(start, end, value, "位", "rank", None, "<=")
            del top
        else:
            value = plain(match[7])
            if value is None:
                return
            unit = None if match[8] else self.lexicon.unit.match(self.text, end)
            if unit and unit[0] not in ("位", "名"):
                self._add(start, unit.end(), value, self.lexicon.units[unit[0]].name, "ordinal", None)
            else:
                self._add(start, end, value, "位", "rank", None)

    def _unit_of(self, word: str) -> tuple[str, Form]:
        unit = self.lexicon.units[word]
        return unit.name, unit.form  # type: ignore[return-value]

    def _fraction(self, match: re.Match[str]) -> None:
        if match[19] is not None:
            above = match[20]
            negative = above.startswith("负")
            value = divide(plain(above[1:] if negative else above), plain(match[19]))
            whole = plain(match[18]) if match[18] else Fraction(0)
        else:
            negative = False
            value = divide(plain(match[22]), plain(match[23]))
            whole = plain(match[21]) if match[21] else Fraction(0)
            if self.strict and not (value and value < 1):
                return
        if value is None or whole is None:
            return
        value = (whole - value) if negative else whole + value
        value = -value if match[17] else value
        end = match.end() - len(match[24] or "")
        if self.strict:
            self._add(match.start(), end, value * 100, "%", "fraction", match[24])
        else:
            self._add(match.start(), end, value, "", "fraction", match[24])

    def _number(self, match: re.Match[str]) -> None:
        number, word, tail, after = match[28], match[29], match[30], match[34]
        start, end = match.start(), match.end(30) if tail else match.end(29) if word else match.end(28)
        unit = self.lexicon.units[word] if word else _NO_UNIT
        value = self._valued(number, word, tail)
        if value is None:
            self._digits(match)
            return
        if tail == "半" and word == "个" and (real := self.lexicon.unit.match(self.text, end)):
            unit, end = self.lexicon.units[real[0]], real.end()
        share = match[27]
        if share:
            name, factor = _SHARES[share[0]]
            value, unit = value * factor, Unit(name, "percent", False)
        elif word in ("成", "折"):
            unit = _PERCENT
        value = -value if match[26] else value
        if match[32] is not None:
            self._range(match, value, unit, start, end)
            return
        if not self._counts(match, number, word, unit, share or after):
            return
        if not self.strict and word in self.lexicon.collective:
            value, unit = value * self.lexicon.collective[word], _NO_UNIT
        self._add(start, end, value, _named(unit, number), unit.form, after, _own(number, tail, match[29]))  # type: ignore[arg-type]

    def _valued(self, number: str, word: str | None, tail: str | None) -> Fraction | None:
        if word in ("成", "折"):
            return tenths(number.replace(" ", ""), tail if tail and tail != "多" else "", word)
        value = plain(number)
        if len(number) > 1 and number[0] in DIGITS and number[1] in DIGITS and number != "二〇" and _neighbours(number)[0] is not None:
            return None
        return value + Fraction(1, 2) if value is not None and tail == "半" else value

    def _counts(self, match: re.Match[str], number: str, word: str | None, unit: Unit, marked: str | None) -> bool:
        """Whether a number is one: a lone numeral needs a measure word, a bare scale word one that measures."""
        if number[0].isdecimal() or number[0] in ".-" or len(number) > 1 and number[0] not in "百千万亿兆":
            return not self._is_digit_string(number, word)
        text, start, end = self.text, match.start(28), match.end(28)
        if _BARE_SCALE.fullmatch(number):
            if (len(number) > 1 and set(number) != {"万"}) or unit.measure or (word and self._before(start)[1]) or marked:
                return number != "万" or bool(word)
            return bool(not self.strict and number in "百千" and word)
        if number == "半" and (self.strict or not word):
            return False
        if word or marked or len(number) > 1:
            return len(number) > 1 or number not in "伍陆拾肆" or bool(word)
        if self.strict:
            return bool(self._before(start)[1]) and not _HAN.match(text, end)
        return not _HAN.match(text, end) or (end < len(text) and text[end] in "大分点" and number not in "伍陆拾肆")

    def _is_digit_string(self, number: str, word: str | None) -> bool:
        """Whether numerals only stand side by side (一二三产): no number unless there are four, as in a year."""
        return len(number) > 1 and all(char in DIGITS for char in number) and (self.strict or (len(number) < 4 and word not in ("成", "折")))

    def _digits(self, match: re.Match[str]) -> None:
        """Numerals that are no one number: two neighbours are a range (三四个, 二三十), else each part is tried."""
        number = match[28]
        word = match[29]
        unit = self.lexicon.units[word] if word else _NO_UNIT
        low, high = _neighbours(number)
        if low is not None and high is not None and (word or not self.strict):
            self._add(match.start(28), match.end(29) if word else match.end(28), low, unit.name, unit.form, match[34], "", high)  # type: ignore[arg-type]

    def _range(self, match: re.Match[str], value: Fraction, unit: Unit, start: int, end: int) -> None:
        number, word2, after = match[32], match[33], match[34]
        unit2 = self.lexicon.units[word2] if word2 else _NO_UNIT
        end2 = match.end(33) if word2 else match.end(32)
        upper = tenths(number, "", word2) if word2 in ("成", "折") else plain(number)
        if match[31]:
            name, factor = _SHARES[match[31][0]]
            upper, unit2 = None if upper is None else upper * factor, Unit(name, "percent", False)
        elif word2 in ("成", "折"):
            unit2 = _PERCENT
            value = value if unit is _PERCENT else value * 10
        if match[27] and not match[31] and not word2:
            unit2 = unit
        scale = _TRAILING_SCALE.search(number)
        if upper is not None and scale and not match[29] and not _TRAILING_SCALE.search(match[28]):
            factor = plain(scale[0]) or Fraction(1)
            value = value * factor if value * factor < upper else value
        same = not unit.name or not unit2.name or unit.name == unit2.name or {unit.name, unit2.name} == {"%", "个百分点"}
        if upper is not None and value < upper and same:
            named = unit2 if unit2.name else unit
            self._add(start, end2, value, _named(named, number), named.form, after, "", upper)  # type: ignore[arg-type]
            return
        if self._counts(match, match[28], match[29], unit, None):
            self._add(start, end, value, _named(unit, match[28]), unit.form, None, _own(match[28], match[30], match[29]))  # type: ignore[arg-type]
        if upper is not None and (word2 or number[0].isdecimal() or len(number) > 1):
            begin = match.start(31) if match[31] else match.start(32)
            self._add(begin, end2, upper, _named(unit2, number), unit2.form, after, _own(number, None, None))  # type: ignore[arg-type]


def _named(unit: Unit, number: str) -> str:
    """The unit's canonical name; 万方 is floor space, 亿方 water or gas."""
    if unit.name == "方":
        return "平方米" if number[-1] == "万" else "立方米" if number[-1] == "亿" else "方"
    return unit.name


def _own(number: str, tail: str | None, _unit: str | None) -> str:
    """The comparator inside a number: 余 多 几 数 are more, 上亿 at least, 来 about."""
    if tail == "多" or any(char in number for char in "余多几数"):
        return ">"
    if number[0] == "上":
        return ">="
    return "~" if "来" in number else ""


def _combined(before: str, own: str, after: str) -> str:
    """One comparator of those before, inside and after a number; 突破…以上 stays more than."""
    if "~" in (after, before) and not own:
        return after if after in ("<=", ">=") else "~"
    if after:
        return before if (before, after) in ((">", ">="), ("<", "<=")) else after
    return own or before or "="


def _neighbours(number: str) -> tuple[Fraction | None, Fraction | None]:
    """The two ends of 三四, 二三十, 五六百: neighbouring digits that share what follows."""
    if len(number) >= 2 and number[0] in DIGITS and number[1] in DIGITS:
        first, second, rest = DIGITS[number[0]], DIGITS[number[1]], number[2:]
        if second - first == 1 and first and all(char in TENS or char in SCALES for char in rest):
            return plain(number[0] + rest), plain(number[1] + rest)
    return None, None
