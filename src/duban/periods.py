"""Months, spans of months, and the many ways in which offices write them.

A :class:`Period` is a run of whole months, both ends in it. Figures of Chinese local statistics are mostly year to
date (1—8月), and January is published together with February (国家统计局), so the first period of a year ends there.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
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
        return date(self.year, self.month, calendar.monthrange(self.year, self.month)[1])

    def plus(self, months: int) -> Month:
        """The month that is so many months later (earlier where negative)."""
        year, month = divmod(self.number + months, 12)
        return Month(year, month + 1)

    def __str__(self) -> str:
        return f"{self.year}-{self.month:02}"


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


_NUMERALS: Final = {"一": "1", "二": "2", "三": "3", "四": "4", "上": "H1", "下": "H2"}
_Y: Final = r"(\d{4})\s*[年.\-/]?\s*"
_FORMS: Final = tuple(
    (re.compile(form + r"\s*\Z"), name)
    for form, name in (
        (r"(\d{4})[-.](\d{1,2})(?:-\d{1,2})?\s*(?:/|\.\.|—|–|~|～|至|到)\s*(\d{4})[-.](\d{1,2})(?:-\d{1,2})?", "span"),
        (r"(\d{4})[-.](\d{1,2})\s*\.\.\s*(\d{1,2})", "year span"),
        (_Y + r"(\d{1,2})\s*月?\s*[-—–~～至到]+\s*(\d{1,2})\s*月份?", "year span"),
        (_Y + r"[Qq第]?\s*([1-4一二三四])\s*(?:季度|季)", "quarter"),
        (_Y + r"[Qq]([1-4])", "quarter"),
        (_Y + r"前\s*([一二三四1-4])\s*(?:个季度|季度)", "quarters"),
        (_Y + r"前\s*(\d{1,2})\s*个?月", "first months"),
        (_Y + r"([上下])半年", "half"),
        (_Y + r"[Hh]([12])", "half"),
        (r"(?:至|到|截至)\s*(\d{4})[年.\-/]\s*(\d{1,2})\s*月?底?", "first months"),
        (_Y + r"(\d{1,2})\s*月底?", "month"),
        (r"(\d{4})[-./](\d{1,2})(?:[-./]\d{1,2})?", "month"),
        (r"(\d{4})(0[1-9]|1[0-2])", "month"),
        (r"(\d{4})\s*年?(?:度|全年|年度)?", "year"),
    )
)


def parse(text: str) -> Period | None:
    """The period that a cell names: ``2023-01/2023-08``, ``2023年1—8月``, ``2023Q3``, ``2023H1``, ``2023``.

    None where it is none of these or no such month exists. A quarter and a half are their own months; 前三季度, 前8个月
    and 至2023-07 run from January.
    """
    text = text.strip()
    for form, name in _FORMS:
        found = form.match(text)
        if found:
            try:
                return _period(name, found.groups())
            except ValueError:
                return None
    return None


def _period(name: str, parts: tuple[str, ...]) -> Period:
    of = int(parts[0])
    numbers = [int(_NUMERALS.get(part, part).lstrip("H")) for part in parts]
    if name == "span":
        return Period(Month(of, numbers[1]), Month(numbers[2], numbers[3]))
    if name == "year span":
        return Period(Month(of, numbers[1]), Month(of, numbers[2]))
    if name == "quarter":
        return Period(Month(of, numbers[1] * 3 - 2), Month(of, numbers[1] * 3))
    if name == "quarters":
        return to_date(Month(of, numbers[1] * 3))
    if name == "half":
        return Period(Month(of, numbers[1] * 6 - 5), Month(of, numbers[1] * 6))
    if name == "first months":
        return to_date(Month(of, numbers[1]))
    if name == "month":
        return Period(Month(of, numbers[1]), Month(of, numbers[1]))
    return year(of)
