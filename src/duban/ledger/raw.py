"""A row as it was handed in, field by field, and its values as what they mean.

A field that is not there, is empty or says that nobody reported (``/``, ``—``, 未报送) is None. What cannot be read is
a finding with its place, and raises ``Unusable``: the row is left out, and the rest goes on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import PurePath
from typing import Protocol

from duban import periods
from duban.ledger.fields import allowed, choices
from duban.periods import Period
from duban.sheets.cells import Content
from duban.sheets.columns import key
from duban.sheets.figures import Figure, figure, is_nil
from duban.sheets.findings import Findings


class Unusable(Exception):
    """The row is left out; why has been told."""


class Place(Protocol):
    """Where a row stands; ``name`` is the sheet's, empty in a file that is one list."""

    @property
    def name(self) -> str:
        """The sheet."""
        ...

    def where(self, row: int, name: str = "") -> str:
        """The row, or one field of it, as a person finds it, with the file."""
        ...

    def address(self, row: int, name: str = "") -> str:
        """The same without the file."""
        ...


@dataclass(frozen=True, slots=True)
class FilePlace:
    """Rows of a file that is one list: ``unit`` is 行 or 条."""

    file: str
    unit: str = "行"
    name: str = ""

    def where(self, row: int, name: str = "") -> str:
        """``目标.csv 第12行（value）``."""
        return f"{self.file} {self.address(row)}" + (f"（{name}）" if name else "")

    def address(self, row: int, name: str = "") -> str:
        """``第12行``."""
        return f"第{row}{self.unit}"


@dataclass(slots=True)
class Raw:
    """One record: ``fields`` by name, ``units`` as the heads give them.

    ``period`` and ``year`` are those that a head or a title names for all of its rows. ``column`` is the field that the
    value was taken from. ``moods``: records of this file say whether they are pledged or reported, so that one that
    says neither is pledged.
    """

    fields: dict[str, object]
    place: Place
    row: int
    file: str
    findings: Findings
    units: Mapping[str, str] = field(default_factory=dict)
    period: Period | None = None
    year: int | None = None
    column: str = "value"
    moods: bool = False

    def where(self, name: str = "") -> str:
        """The row, or one field of it, as a person finds it."""
        return self.place.where(self.row, self.column if name == "value" else name)

    @property
    def address(self) -> str:
        """The cell of the value, or the row, without the file."""
        return self.place.address(self.row, self.column)

    @property
    def made_name(self) -> str:
        """A name for a row that has none: its file and its place, the same whenever the file is read."""
        sheet = f"{self.place.name}!" if self.place.name else ""
        return f"{PurePath(self.file).stem}#{sheet}{self.row}"

    def tell(self, code: str, name: str, what: str, do: str = "") -> None:
        """A finding; the row is used all the same."""
        self.findings.add(code, self.where(name), what, do)

    def tell_once(self, code: str, name: str, what: str, do: str = "") -> None:
        """A finding that is true of all rows of a sheet alike, told of the first."""
        if self.findings.first(code, (self.file, self.place.name)):
            self.tell(code, name, what, do)

    def refuse(self, code: str, name: str, what: str, do: str = "") -> Unusable:
        """A finding for which the row is left out: raise what this returns."""
        self.findings.add(code, self.where(name), what, do, fatal=True)
        return Unusable(code)

    def text(self, name: str) -> str:
        """A text; empty where there is none."""
        value = self.fields.get(name)
        if value is None:
            return ""
        if isinstance(value, str):
            return value.strip()
        if isinstance(value, Content):
            return value.text.strip()
        if isinstance(value, float) and value.is_integer():
            return str(int(value))
        return str(value)

    def word(self, name: str, among: str = "") -> str:
        """One of a field's few words; empty where there is none."""
        text = self.text(name)
        if not text:
            return ""
        told = choices(among or name).get(key(text))
        if told is None:
            raise self.refuse(
                "unknown-word", name, f"不认识“{text[:30]}”，这一行没有用", f"可以写：{allowed(among or name)}"
            )
        return told

    def truth(self, name: str) -> bool:
        """Yes or no; no where there is nothing."""
        value = self.fields.get(name)
        return value if isinstance(value, bool) else self.word(name, "truth") == "true"

    def whole(self, name: str) -> int | None:
        """A whole number."""
        text = self.text(name).removesuffix("年")
        if not text:
            return None
        told = figure(text)
        if told is None or told.value.denominator != 1 or told.unit:
            raise self.refuse("not-a-number", name, f"“{text[:30]}”不是整数，这一行没有用")
        return int(told.value)

    def day(self, name: str, within: int | None) -> date | None:
        """A day; a month is its last one."""
        value = self.fields.get(name)
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        text = self.text(name)
        if is_nil(text):
            return None
        told = periods.day(text, within)
        if told is None:
            do = "写成 2023-06-30、2023年6月底 这样，年份要看得出来"
            raise self.refuse("bad-date", name, f"“{text[:30]}”不是日期，这一行没有用", do)
        return told

    def months(self, name: str, within: int | None) -> Period | None:
        """A period."""
        value = self.fields.get(name)
        if isinstance(value, date):
            return Period(periods.Month.of(value), periods.Month.of(value))
        text = self.text(name)
        if is_nil(text):
            return None
        told = periods.parse(text, within)
        if told is None:
            do = "写成 2023-01/2023-08、2023年1—8月 这样，年份要看得出来"
            raise self.refuse("bad-period", name, f"“{text[:30]}”不是期间，这一行没有用", do)
        return told

    def figure(self, name: str) -> Figure | None:
        """A number with what is written around it; None where nobody gave one."""
        value = self.fields.get(name)
        told = number(value)
        if told is None and not (value is None or is_nil(self.text(name)) or value != value):
            do = "只写数、单位和比较词，如 12.5、12.5亿元、≥7%；没有数就留空"
            raise self.refuse("not-a-number", name, f"“{self.text(name)[:40]}”不是数，这一行没有用", do)
        if told and told.note:
            self.tell("note-in-cell", name, f"括号里的“{told.note}”没有用到")
        return told


def number(value: object) -> Figure | None:
    """A number of any type as a figure; None for what is none."""
    if isinstance(value, Figure):
        return value
    if isinstance(value, str | Content):
        return figure(value)
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | Fraction):
        return Figure(Fraction(value))
    if isinstance(value, Decimal):
        return Figure(Fraction(value)) if value.is_finite() else None
    if isinstance(value, float):
        return Figure(Fraction(repr(value))) if abs(value) < float("inf") else None
    return None
