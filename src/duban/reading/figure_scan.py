"""From the matches of the figure pattern to quantities: value, unit, comparator, and whether it is a number at all."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction

from duban.reading.document import Comparator
from duban.reading.figures import HAN, Figures, Form, Unit
from duban.reading.numbers import DIGITS, SCALES, TENS, divide, plain, tenths

# groups of the pattern (figures._template): the empty one that ends each alternative
SET, SKIP, RANK, RATIO, ZERO, FRACTION, NUMBER = 3, 4, 12, 14, 16, 25, 35

_NO_UNIT = Unit("", "number", False)
_BULK = ("土石方", "土方", "石方", "沙石", "砂石", "木材", "淤泥")
_WATER = ("蓄水", "供水", "节水", "调水", "引水", "补水")
_PERCENT = Unit("%", "percent", False)
_SHARES = {"百": (_PERCENT, Fraction(1)), "千": (Unit("‰", "percent", False), Fraction(1))}
_SHARES |= {"万": (_PERCENT, Fraction(1, 100)), "佰": _SHARES["百"], "仟": _SHARES["千"]}
_TENTHS = ("成", "折")
_BARE_SCALE = re.compile(r"[百千万亿兆]+")
_TRAILING_SCALE = re.compile(r"[十百千万亿兆]+\Z")
_HAN = re.compile(f"[{HAN}]")
_MORE = frozenset("余多几数")
_AS_WORDS = "伍陆拾肆"  # capitals that are everyday characters too: 队伍 陆地 收拾 放肆
_CAPITALS = frozenset("零壹贰叁肆伍陆柒捌玖")  # on a cheque, they stand side by side only as one number
_HALVES = ("半", "半月")
_YEAR_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in a text.

    ``text[start:end]`` is the number with scale and unit (``100万方``, ``前10位``, ``7%``), and
    ``text[outer_start:outer_end]`` that with the comparators that touch it. ``value`` is exact, in the base ``unit``
    (4000万元 is 40000000 元); ``upper`` only for a range. ``unit`` is empty where none is written.
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


class Scanner:
    """One pass over one text; ``strict`` leaves out what is no figure in a document."""

    __slots__ = ("found", "lexicon", "strict", "text")

    def __init__(self, text: str, lexicon: Figures, *, strict: bool) -> None:
        self.text, self.lexicon, self.strict = text, lexicon, strict
        self.found: list[Quantity] = []

    def run(self, pattern: re.Pattern[str]) -> list[Quantity]:
        """All quantities that the pattern finds, in order."""
        for match in pattern.finditer(self.text):
            kind = match.lastindex
            if kind == SKIP:
                continue
            if kind == NUMBER:
                self._number(match)
            elif kind == RANK:
                self._rank(match)
            elif kind == FRACTION:
                self._fraction(match)
            elif kind == SET:
                self._set(match)
            elif kind == RATIO:
                self._add(match.start(), match.end(), plain(match[13]), _NO_UNIT)
            elif kind == ZERO:
                self._add(match.start(), match.end(), Fraction(0), _NO_UNIT)
        return self.found

    def _add(
        self,
        start: int,
        end: int,
        value: Fraction | None,
        unit: Unit,
        *,
        after: str | None = None,
        own: Comparator | None = None,
        upper: Fraction | None = None,
    ) -> None:
        """Put a quantity on the list; ``own`` is the comparator that the number carries in itself (余, 多, 上)."""
        if value is None or (self.found and start < self.found[-1].end):  # a unit may hold a numeral itself: 第4两
            return
        outer_start, before = self._before(start)
        following = self.lexicon.after[after] if after else None
        sign: Comparator = "range" if upper is not None else _combined(before, own, following)
        outer_end = end + len(after) if after else end
        self.found.append(Quantity(start, end, outer_start, outer_end, value, upper, unit.name, sign, unit.form))

    def _before(self, start: int) -> tuple[int, Comparator | None]:
        """Where the comparator that ends at ``start`` begins, and which it is; none inside a friend (约 in 节约)."""
        text = self.text
        for word, sign, friends, behind in self.lexicon.before.get(text[start - 1 : start], ()):
            if text.endswith(word, 0, start):
                if behind and text[max(0, start - len(word) - 1) : start - len(word)] not in behind:
                    return start, None
                return (start, None) if text.endswith(friends, 0, start) else (start - len(word), sign)
        return start, None

    def _of_square(self, unit: Unit, number: str, start: int) -> Unit:
        """方 as what it measures: 万方 is floor space, 亿方 water or gas; of earth, stone and wood it stays."""
        if unit.name != "方" or number[-1] not in "万亿" or self.text.endswith(_BULK, 0, start):
            return unit
        flat = number[-1] == "万" and not self.text.endswith(_WATER, 0, start)
        return Unit("平方米" if flat else "立方米", unit.form, unit.measure)

    def _unit_at(self, at: int) -> tuple[Unit, int, str]:
        """The measure word at a place, where it ends, and as it is written; no unit where there is none."""
        match = self.lexicon.unit.match(self.text, at)
        return (self.lexicon.units[match[0]], match.end(), match[0]) if match else (_NO_UNIT, at, "")

    def _set(self, match: re.Match[str]) -> None:
        """A word that stands for a number; 基本 before it makes it about that much (基本清零)."""
        word = self.lexicon.sets[match[1]]
        start = match.start()
        if not self.text.endswith(word.behind, 0, start):
            return
        self._add(
            start,
            match.end(1),
            Fraction(word.value),
            Unit(word.unit, "set", False),
            after=match[2],
            own=None if word.sign in ("=", "") else word.sign,
        )
        if self.text.endswith("基本", 0, start):
            self.found[-1] = replace(self.found[-1], outer_start=start - 2, comparator="~")

    def _rank(self, match: re.Match[str]) -> None:
        """前N, 第N, 首位, and the two of 保N冲N; 前N before a measure word is N of them (前三批)."""
        start, end = match.span()
        if match[9]:
            self._add(start, end, Fraction(1), Unit("位", "rank", False))
        elif match[7]:
            self._place(match)
        else:
            unit, stop, _ = self._unit_at(end) if match[6] is not None else (_NO_UNIT, end, "")
            if unit.name:
                self._add(match.start(5), stop, plain(match[5]), unit)
            else:
                number = match[5] or match[10] or match[11]
                self._add(start, end, plain(number), Unit("位", "rank", False), own="<=")

    def _place(self, match: re.Match[str]) -> None:
        """第N: a place in a ranking, or a number in a row (第十四届, 第二阶段)."""
        value = plain(match[7])
        start, end = match.span()
        unit, stop, word = (_NO_UNIT, end, "") if match[8] else self._unit_at(end)
        if word and word not in ("位", "名"):
            self._add(start, stop, value, Unit(unit.name, "ordinal", False))
        elif match[8] or value == 1 or not _HAN.match(self.text, end) or self.text.startswith("大", end):
            self._add(start, end, value, Unit("位", "rank", False))
        else:
            self._add(start, end, value, Unit("", "ordinal", False))

    def _fraction(self, match: re.Match[str]) -> None:
        """N分之M and M/N, with a whole number before; in a document as percent, as the guideline has it."""
        above, below, whole = match[20], match[19], match[18]
        if below is None:
            above, below, whole = match[22], match[23], match[21]
        negative = above.startswith("负")
        part = divide(plain(above.removeprefix("负")), plain(below))
        base = plain(whole) if whole else Fraction(0)
        if part is None or base is None or (self.strict and match[22] and part >= 1):
            return
        value = base - part if negative else base + part
        value = -value if match[17] else value
        end = match.end() - len(match[24] or "")
        if self.strict:
            self._add(match.start(), end, value * 100, Unit("%", "fraction", False), after=match[24])
        else:
            self._add(match.start(), end, value, Unit("", "fraction", False), after=match[24])

    def _number(self, match: re.Match[str]) -> None:
        share, number, word, tail, second, after = match.group(27, 28, 29, 30, 32, 34)
        start, end = match.start(), match.end(30 if tail else 29 if word else 28)
        unit = self.lexicon.units[word] if word else _NO_UNIT
        low, high = _neighbours(number)
        if low is not None and high is not None:
            if word or not self.strict:
                self._add(start, end, low, unit, after=after, upper=high)
            return
        value = _valued(number, word, tail)
        if value is None:
            return
        if tail == "半月":
            unit = self.lexicon.units["个月"]
        elif tail == "半" and word == "个":
            inner, stop, _ = self._unit_at(end)
            unit, end = (inner, stop) if inner.name else (unit, end)
        value, unit = _shared(value, unit, share, word)
        value = -value if match[26] else value
        if second is not None:
            self._range(match, value, unit, start, end)
        elif self._counts(match, unit, share or after):
            if not self.strict and word in self.lexicon.collective:
                value, unit = value * self.lexicon.collective[word], _NO_UNIT
            self._add(start, end, value, self._of_square(unit, number, start), after=after, own=_own(number, tail))

    def _counts(self, match: re.Match[str], unit: Unit, marked: str | None) -> bool:
        """Whether it is a number: a lone numeral needs a measure word, a bare scale word one that measures."""
        number, word, end = match[28], match[29], match.end(28)
        if number[0].isdecimal() or number[0] in ".-":
            return True
        if _BARE_SCALE.fullmatch(number):
            named = len(number) > 1 and set(number) != {"万"}
            compared = bool(word) and self._before(match.start(28))[1] is not None
            if named or unit.measure or compared or marked:
                return number != "万" or bool(word)
            return not self.strict and number in "百千" and bool(word)
        if len(number) > 1:
            return not self._side_by_side(number, word)
        if number == "半":
            return not self.strict and bool(word)
        if word or (marked and number not in _AS_WORDS):
            return True
        if self.strict:
            return self._before(match.start(28))[1] is not None and not _HAN.match(self.text, end)
        return not _HAN.match(self.text, end) or (self.text[end] in "大分" and number not in _AS_WORDS)

    def _side_by_side(self, number: str, word: str | None) -> bool:
        """Whether numerals only stand side by side (一二三产): no number unless four, as in a year, or capitals."""
        if not all(char in DIGITS for char in number):
            return False
        if _CAPITALS.issuperset(number) and not set(_AS_WORDS).issuperset(number):
            return False
        return self.strict or (len(number) < _YEAR_DIGITS and word not in _TENTHS)

    def _range(self, match: re.Match[str], value: Fraction, unit: Unit, start: int, end: int) -> None:
        """N—M: one range where M is the larger and the units agree, else two numbers."""
        number, word = match[32], match[33]
        stop = match.end(33) if word else match.end(32)
        upper = _valued(number, word, None)
        second = self.lexicon.units[word] if word else _NO_UNIT
        if upper is not None:
            upper, second = _shared(upper, second, match[31], word)
        if not second.name and match[27]:
            second = unit
        low = value
        if word in _TENTHS and unit is _NO_UNIT:
            low = value * 10
        scale = _TRAILING_SCALE.search(number)
        if scale and not match[29] and not _TRAILING_SCALE.search(match[28]):
            low = value * (plain(scale[0]) or 1)
        if upper is not None and _agree(unit, second):
            low = low if low < upper else value
            if low < upper:
                named = self._of_square(second if second.name else unit, number, start)
                self._add(start, stop, low, named, after=match[34], upper=upper)
                return
        if self._counts(match, unit, match[27]):
            self._add(start, end, value, self._of_square(unit, match[28], start), own=_own(match[28], match[30]))
        if word or match[31] or number[0].isdecimal() or len(number) > 1:
            begin = match.start(31) if match[31] else match.start(32)
            self._add(
                begin, stop, upper, self._of_square(second, number, start), after=match[34], own=_own(number, None)
            )


def _valued(number: str, word: str | None, tail: str | None) -> Fraction | None:
    """The value of a number, with the half (两年半, 一个半月) or the digit (三成五) behind its measure word."""
    if word in _TENTHS:
        return tenths(number.replace(" ", ""), tail if tail and tail != "多" else "", word)
    value = plain(number)
    return value + Fraction(1, 2) if value is not None and tail in _HALVES else value


def _shared(value: Fraction, unit: Unit, share: str | None, word: str | None) -> tuple[Fraction, Unit]:
    """What 百分之, 千分之 and 万分之 before a number and 成 and 折 behind it make of its value and unit."""
    if share:
        named, factor = _SHARES[share[0]]
        return value * factor, named
    return value, _PERCENT if word in _TENTHS else unit


def _agree(first: Unit, second: Unit) -> bool:
    """Whether two units can be those of one range: the first is often left out."""
    same = first.name == second.name or not first.name or not second.name
    return same or {first.name, second.name} == {"%", "个百分点"}


def _own(number: str, tail: str | None) -> Comparator | None:
    """The comparator inside a number: 余 多 几 数 are more, 上亿 at least, 来 about."""
    if tail == "多" or not _MORE.isdisjoint(number):
        return ">"
    if number[0] == "上":
        return ">="
    return "~" if "来" in number else None


def _combined(before: Comparator | None, own: Comparator | None, after: Comparator | None) -> Comparator:
    """One comparator of those before, inside and after a number: 突破…以上 stays more than, 达到…左右 is about."""
    if own is None and "~" in (before, after):
        return after if after in (">=", "<=") else "~"
    if after:
        return before if before and (before, after) in ((">", ">="), ("<", "<=")) else after
    return own or before or "="


def _neighbours(number: str) -> tuple[Fraction | None, Fraction | None]:
    """The two ends of 三四, 二三十, 五六百: neighbouring digits that share what follows."""
    if len(number) > 1 and number[0] in DIGITS and number[1] in DIGITS:
        first, second, rest = DIGITS[number[0]], DIGITS[number[1]], number[2:]
        if second - first == 1 and first and all(char in TENS or char in SCALES for char in rest):
            return plain(number[0] + rest), plain(number[1] + rest)
    return None, None
