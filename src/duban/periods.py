"""Months, spans of months, and the many ways in which offices write them.

A :class:`Period` is a run of whole months, both ends in it. Figures of Chinese local statistics are mostly year to
date (1—8月), and January is published together with February (国家统计局), so the first period of a year ends there.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A month of a year."""

    year: int
    month: int

    def __post_init__(self) -> None:
        if not 1 <= self.month <= 12 or not 1000 <= self.year <= 9999:
            raise ValueError(f"no such month: {self.year}-{self.month}")

    @classmethod
    def of(cls, day: date) -> Month:
        """The month that a day is in."""
        return cls(day.year, day.month)

    @property
    def number(self) -> int:
        """Months since year 0: differences of it are numbers of months."""
        return self.year * 12 + self.month - 1

    @property
    def last_day(self) -> date:
        """The month's last day."""
        return _last_day(self.year, self.month)

    def plus(self, months: int) -> Month:
        """The month that is so many months later (earlier where negative)."""
        year, month = divmod(self.number + months, 12)
        return Month(year, month + 1)

    def __str__(self) -> str:
        return f"{self.year}-{self.month:02}"


@lru_cache(maxsize=1 << 10)
def _last_day(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """The months from ``start`` to ``end``, both in it."""

    start: Month
    end: Month

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"ends before it starts: {self}")

    @property
    def months(self) -> int:
        """How many months it has."""
        return self.end.number - self.start.number + 1

    @property
    def is_to_date(self) -> bool:
        """Whether it runs from January on, within one year."""
        return self.start.month == 1 and self.start.year == self.end.year

    def year_before(self) -> Period:
        """The same months of the year before (上年同期)."""
        return Period(self.start.plus(-12), self.end.plus(-12))

    def __str__(self) -> str:
        return f"{self.start}/{self.end}"

    @property
    def words(self) -> str:
        """As a bulletin writes it: ``2023年1—8月``, ``2023年8月``, ``2023年``."""
        if self.start == self.end:
            return f"{self.end.year}年{self.end.month}月"
        if self.is_to_date:
            return f"{self.end.year}年" + ("" if self.end.month == 12 else f"1—{self.end.month}月")
        if self.start.year == self.end.year:
            return f"{self.end.year}年{self.start.month}—{self.end.month}月"
        return f"{self.start.year}年{self.start.month}月至{self.end.year}年{self.end.month}月"


def year(of: int) -> Period:
    """The twelve months of a year."""
    return Period(Month(of, 1), Month(of, 12))


def to_date(until: Month) -> Period:
    """From January to a month."""
    return Period(Month(until.year, 1), until)


_NUMERALS: Final = {
    **{char: str(at) for at, char in enumerate("一二三四五六七八九十", 1)}, "十一": "11", "十二": "12", "两": "2",
    "上": "1", "下": "2",
}  # fmt: skip
_WIDTHS: Final = str.maketrans("０１２３４５６７８９／．－～：（）＇", "0123456789/.-~:()'")
# The year: 2023年, 23年, or none, where the caller knows it.
_Y: Final = r"(?:(\d{4}|'?\d{2}(?=年))(?:年度?|[.\-/])?)?"
_N: Final = r"(\d{1,2}|十[一二]?|[一二三四五六七八九])"
_TO: Final = r"(?:-{1,2}|—{1,2}|–|~|至|到|、|和|\.\.)"
_DAY: Final = r"(?:[-./]\d{1,2}|\d{1,2}[日号])?"
_FORMS: Final = tuple(
    (re.compile(form), name)
    for form, name in (
        (rf"(\d{{4}})[-.年/]{_N}月?{_DAY}(?:/|{_TO})(\d{{4}})[-.年/]{_N}月?{_DAY}", "span"),
        (r"(\d{4})(0[1-9]|1[0-2])(?:/|-|—|~|至|到)(\d{4})(0[1-9]|1[0-2])", "span"),
        (rf"(\d{{4}})[-.]{_N}\.\.{_N}", "months"),
        (rf"(\d{{4}})[.年/]{_N}月?{_TO}{_N}", "months"),
        (rf"{_Y}{_N}月?{_TO}{_N}月份?", "months"),
        (rf"{_Y}{_N}月{_DAY}{_TO}{_N}月{_DAY}", "months"),
        (rf"{_Y}[1一]{_TO}([2-4二三四])(?:季度|季)", "quarters"),
        (rf"{_Y}前([一二两三四1-4])个?季度", "quarters"),
        (rf"{_Y}第?([1-4一二三四])(?:季度|季)", "quarter"),
        (rf"{_Y}[Qq]([1-4])", "quarter"),
        (rf"{_Y}前{_N}个?月", "first months"),
        (rf"{_Y}前(两)个?月", "first months"),
        (rf"{_Y}([上下])半年", "half"),
        (rf"{_Y}()半年度?", "half"),
        (rf"{_Y}[Hh]([12])", "half"),
        (rf"(?:截至|截止|截止到|截至到|至|到){_Y}{_N}(?:月份?)?{_DAY}[底末]?", "first months"),
        (rf"{_Y}{_N}月份?[底末]?", "month"),
        (rf"(\d{{4}})年{_N}月\d{{1,2}}[日号]", "month"),
        (rf"(\d{{4}})[-./]{_N}{_DAY}", "month"),
        (r"(\d{4})(0[1-9]|1[0-2])", "month"),
        (r"()(\d{1,2})", "month"),
        (r"(\d{4})年?(?:全年|年?度)?", "year"),
        (r"()(?:全年|本年度?|年度)", "year"),
    )
)
_TO_DATE: Final = re.compile(r"\(?(?:累计|止)\)?\Z")
_OF_IT: Final = re.compile(r"\(?(?:当月|当期|本月|当季)\)?\Z")


@lru_cache(maxsize=4096)
def parse(text: str, within: int | None = None) -> Period | None:
    """The period that a cell names: ``2023-01/2023-08``, ``2023年1—8月``, ``2023Q3``, ``前三季度``, ``2023``.

    ``within`` is the year of a text that names none (1—8月, 上半年). None where the text is no period, where its year
    is not known, or where no such month exists. A quarter and a half are their own months; 前三季度, 前8个月, 至2023-07
    and 8月累计 run from January, and so does 1、2月, which is published as one.
    """
    plain = "".join(text.translate(_WIDTHS).split())
    short = _TO_DATE.sub("", plain)
    cumulated = short != plain
    short = _OF_IT.sub("", short)
    for form, name in _FORMS:
        if found := form.fullmatch(short):
            return _period("first months" if cumulated and name == "month" else name, found.groups(), within)
    return None


_WORDS: Final = re.compile("[年月季]")
_NAMED_YEAR: Final = re.compile(r"(?<!\d)(\d{4})年")


@lru_cache(maxsize=1 << 10)
def year_in(text: str) -> int | None:
    """The year that a title names: 2023 for ``2023年固定资产投资完成情况表``."""
    found = _NAMED_YEAR.search("".join(text.translate(_WIDTHS).split()))
    return int(found[1]) if found else None


_FIVE_YEARS: Final = re.compile(
    r"第([一二三四五六七八九十]{1,3})个五年(?:规划|计划)|[“\"]?(十[一二三四五六七八九]?)五[”\"]?\S{0,12}(?:规划|计划|纲要|时期|主要指标|目标)"
)
_ONES: Final = {char: value for value, char in enumerate("零一二三四五六七八九十")}


@lru_cache(maxsize=1 << 10)
def five_years(text: str) -> int | None:
    """The first of the five years that a title plans, where it names no year of its own: 2021 for the 14th plan."""
    named = None if re.search(r"(?<!\d)(?:19|20)\d\d", text) else _FIVE_YEARS.search(text)
    return 1951 + 5 * sum(_ONES[char] for char in named[1] or named[2]) if named else None


def find(text: str, within: int | None = None) -> Period | None:
    """The months that a text speaks of (a title, the head of a column): the period that is written at most length.

    A title that names its year apart (1—8月情况表（2023年）) gives it to the months. A year alone, which says what a
    table is for and not how far it goes, and a day are none.
    """
    plain = "".join(text.translate(_WIDTHS).split())
    own = year_in(text) or within
    best, length = None, 0
    for form, name in _FORMS:
        for found in form.finditer(plain) if name != "year" else ():
            start, end = found.span()
            a_day = name == "month" and (found[0][-1] in "日号" or re.match(r"\d+[日号]", plain[end:]))
            part = a_day or plain[start - 1 : start].isdigit()
            if end - start > length and _WORDS.search(found[0]) and not part:
                period = _period(name, found.groups(), own)
                best, length = (period, end - start) if period else (best, length)
    return best


def _year(named: str | None, within: int | None) -> int | None:
    """A year of four digits or two, as written; else the one that is known otherwise."""
    digits = (named or "").lstrip("'")
    return int(digits) + (2000 if len(digits) == 2 else 0) if digits else within


def _period(name: str, parts: tuple[str | None, ...], within: int | None) -> Period | None:
    """The period of a form's groups; None where its year is not known or no such month exists."""
    of = _year(parts[0], within)
    if of is None:
        return None
    numbers = [int(_NUMERALS.get(part or "", part or "1")) for part in parts[1:]]
    try:
        return _of(name, of, numbers)
    except ValueError:
        return None


def _of(name: str, of: int, numbers: list[int]) -> Period:
    if name == "span":
        return Period(Month(of, numbers[0]), Month(numbers[1], numbers[2]))
    if name == "months":
        return Period(Month(of, numbers[0]), Month(of, numbers[1]))
    if name == "quarter":
        return Period(Month(of, numbers[0] * 3 - 2), Month(of, numbers[0] * 3))
    if name == "quarters":
        return to_date(Month(of, numbers[0] * 3))
    if name == "half":
        return Period(Month(of, numbers[0] * 6 - 5), Month(of, numbers[0] * 6))
    if name == "first months":
        return to_date(Month(of, numbers[0]))
    if name == "month":
        return Period(Month(of, numbers[0]), Month(of, numbers[0]))
    return year(of)


_BY: Final = re.compile(r"(?:之前|以前|为止|止|前|内|终)\Z")
_DATES: Final = (
    re.compile(rf"(\d{{4}})[-./年]{_N}[-./月](\d{{1,2}})[日号]?(?:T?\d{{1,2}}:.*)?"),
    re.compile(r"(\d{4})(0[1-9]|1[0-2])([0-3]\d)"),
    re.compile(rf"{_Y}{_N}月(\d{{1,2}})[日号](?:\d{{1,2}}:.*)?"),
)
_THIRD: Final = re.compile(rf"{_Y}{_N}月([上中下])旬")
_THIRDS: Final = {"上": 10, "中": 20, "下": 0}  # 0: the month's last day


@lru_cache(maxsize=4096)
def day(text: str, within: int | None = None) -> date | None:
    """The day that a cell names: ``2023-06-30``, ``2023/6/30``, ``2023年6月30日``, ``6月底前``, ``9月中旬``, ``年底``.

    A month, a quarter or a year is its last day. ``within`` is the year of a text that names none. None where it is no
    date, its year is not known, or no such day exists.
    """
    plain = _BY.sub("", "".join(text.translate(_WIDTHS).split()))
    for form in _DATES:
        if found := form.fullmatch(plain):
            return _day(found[1], found[2], int(found[3]) or 99, within)
    if found := _THIRD.fullmatch(plain):
        return _day(found[1], found[2], _THIRDS[found[3]], within)
    plain = plain.rstrip("底末")
    if plain == "年":
        return date(within, 12, 31) if within else None
    period = parse(plain.replace("年年", "年"), within)
    return period.end.last_day if period else None


def _day(named: str | None, month: str, number: int, within: int | None) -> date | None:
    of = _year(named, within)
    if of is None:
        return None
    try:
        found = Month(of, int(_NUMERALS.get(month, month)))
        return date(found.year, found.month, number) if number else found.last_day
    except ValueError:
        return None
