"""The head of a table: which column is which, in what unit, and what the lines above it say of the whole sheet.

Heads are found by their labels in the first rows, be they of one row or of three with merged cells; above them stand a
title and lines such as 填报单位：林埭镇 and 单位：万元.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache

from duban.amounts import convert, known
from duban.periods import Period, find, year_in
from duban.sheets.cells import Range
from duban.sheets.columns import Column, key
from duban.sheets.grids import Line
from duban.sheets.words import plain, words

FIRST_ROWS = 40
_DEEPEST = 3
_WIDEST = 400

_BRACKET = re.compile(r"(.+?)[(\[【]([^()\[\]【】]*)[)\]】]")
_TAIL = re.compile(r"(.+?)[/,:·]([^/,:·]+)")
_SIGN = re.compile(r"(.+?)±?([%‰])")
_WHEN = re.compile(
    r"(?:截至|截止|至)?(?:\d{2,4}年度?)?"
    r"(?:\d{1,2}(?:(?:-|—|~|至|到|、)(?:\d{1,2}|本))?月份?底?|[上下]半年|前?[一二三四1-4]个?季度|全年|本年度?|年度|当年|今年)?"
)


@dataclass(frozen=True, slots=True)
class Label:
    """A head as written, taken apart: what it may name, the surest first, and the unit in brackets."""

    keys: tuple[str, ...]
    unit: str = ""


@dataclass(slots=True)
class Head:
    """Where the table begins and what its columns are, by the name of the declared column.

    ``said`` is what lines above the head give for the whole sheet: text and column and row it stands in. ``doubles``
    are columns that would mean the same as one to their left; ``unused`` those that no declared column asks for.
    """

    first: int
    last: int
    columns: dict[str, int] = field(default_factory=dict)
    labels: dict[int, str] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)
    said: dict[str, tuple[str, int, int]] = field(default_factory=dict)
    title: str = ""
    doubles: list[tuple[str, int]] = field(default_factory=list)
    unused: list[int] = field(default_factory=list)

    @property
    def score(self) -> float:
        """How well the labels fit; a column that is meant twice speaks against it."""
        return len(self.columns) - len(self.doubles) / 2

    def period(self, name: str, within: int | None = None) -> Period | None:
        """The months that a column's own head names, else the title's: 1—8月累计完成."""
        year = year_in(self.title) or within
        column = self.columns.get(name)
        own = find(self.labels[column], year) if column is not None else None
        return own or find(self.title, year)


def label(text: str) -> Label:
    """A head taken apart: ``2023年目标（亿元）`` names 目标, in 亿元."""
    bare, unit = bare_and_unit(text)
    bracket = _BRACKET.fullmatch(bare)
    keys = [bare, without_when(bare)] + ([bracket[1]] if bracket else [])
    keys.append(without_when(keys[-1]))
    return Label(tuple(dict.fromkeys(key(one) for one in keys if one)), unit)


def bare_and_unit(text: str) -> tuple[str, str]:
    """A head without the unit that it names, and the unit: ``目标（亿元）``, ``投资/亿元``, ``同比±%``."""
    bare = plain(text).strip("*★:")
    for form in (_BRACKET, _TAIL, _SIGN):
        found = form.fullmatch(bare)
        said = found[2].removeprefix("单位:").removeprefix("±") if found else ""
        if found and said and known(said):
            return found[1], said
    return bare, ""


def without_when(text: str) -> str:
    """A head without the months that it begins with: 1—8月累计完成."""
    return _WHEN.sub("", text, count=1)


def find_head(lines: Sequence[Line], columns: Sequence[Column], merged: Sequence[Range] = ()) -> Head | None:
    """The best head among the first rows; None where no two labels (or the only one) are there."""
    wanted: dict[str, list[str]] = {}
    for column in columns:
        for one in column.keys:
            wanted.setdefault(one, []).append(column.name)
    best: tuple[float, int, int] | None = None
    head: Head | None = None
    for bottom in range(len(lines)):
        joined = _joined(lines, bottom, merged)
        for depth in range(1, min(_DEEPEST, bottom + 1) + 1):
            tried = _try(lines[bottom - depth + 1 : bottom + 1], wanted)
            rank = (tried.score, -bottom, -abs(depth - joined))
            if len(tried.columns) >= min(2, len(columns)) and (best is None or rank > best):
                best, head = rank, tried
    if head:
        _above(head, [line for line in lines if line.number < head.first], columns)
    return head


def _joined(lines: Sequence[Line], bottom: int, merged: Sequence[Range]) -> int:
    """How many rows, up from this one, merged cells hold together."""
    first = lines[bottom].number
    tops = [top for top, _, low, _ in merged if top < first <= low and first - top < _DEEPEST]
    top = min(tops, default=first)
    return sum(top <= line.number <= first for line in lines[: bottom + 1])


def _try(band: Sequence[Line], wanted: Mapping[str, Sequence[str]]) -> Head:
    """A head of these lines; a label that may stand for several columns is the first of them that is not there yet."""
    head = Head(band[0].number, band[-1].number)
    there = sorted({column for line in band for column in (*line.cells, *line.filled)})
    for column in there[:_WIDEST]:
        texts = list(dict.fromkeys(text for line in band if (text := line.text(column).strip())))
        if not texts:
            continue
        head.labels[column] = " ".join("".join(text.split()) for text in texts)
        names, told = _meant(texts, wanted)
        name = next((one for one in names if one not in head.columns), names[0] if names else "")
        if not name:
            head.unused.append(column)
        elif name in head.columns:
            head.doubles.append((name, column))
        else:
            head.columns[name] = column
            unit = next((one.unit for one in (told, *map(label, reversed(texts))) if one.unit), "")
            if unit:
                head.units[name] = unit
    return head


def _meant(texts: list[str], wanted: Mapping[str, Sequence[str]]) -> tuple[Sequence[str], Label]:
    """The columns that a head may mean: by all of its rows together first, by its lowest row last.

    A lowest row that says no more than 绝对值 leaves the word to the one above.
    """
    if len(texts) > 1 and key(texts[-1]) in _bare():
        texts = texts[:-1]
    for at in range(len(texts)):
        told = label("".join(texts[at:]))
        for one in told.keys:
            if one in wanted:
                return wanted[one], told
    return (), Label(())


@cache
def _bare() -> frozenset[str]:
    return frozenset(map(key, words()["bare"]["words"]))


_SAID = re.compile(r"([^\s:：()（）]{1,12})\s*[:：]\s*(.*?)\s*(?=(?:\s[^\s:：]{1,12}\s*[:：])|[)）]?\Z)", re.S)
_UNITS = re.compile(r"[、,，/;；和]")


def _above(head: Head, lines: Sequence[Line], columns: Sequence[Column]) -> None:
    """What stands above the head: the title, the sheet's unit, and values that hold for all of its rows."""
    by_key = {one: column.name for column in columns if column.said for one in column.keys}
    units: list[str] = []
    titles: list[str] = []
    for line in lines:
        for column, text in ((column, line.text(column)) for column in line.cells):
            pairs = list(pairs_in(line, column, text))
            if not pairs:
                titles.append("".join(text.split()))
            for name, value in pairs:
                if key(name).endswith("单位") and (said := units_in(value)):
                    units += said
                elif key(name) in by_key and by_key[key(name)] not in head.columns:
                    head.said.setdefault(by_key[key(name)], (value, column, line.number))
    head.title = " ".join(titles)
    for one in columns:
        if one.kind == "amount" and one.name in head.columns and one.name not in head.units:
            unit = next((unit for unit in units if _suits(unit, one, head)), "")
            if unit:
                head.units[one.name] = unit


def units_in(value: str) -> list[str]:
    """The units that a sheet says of itself: 万元, or 万元、%; nothing where it says anything else."""
    parts = [plain(part) for part in _UNITS.split(value)]
    return parts if value and all(map(known, parts)) else []


def pairs_in(line: Line, column: int, text: str) -> Iterator[tuple[str, str]]:
    """The ``label：value`` pairs of a cell; a value that is missing stands in the next cell."""
    for name, value in _SAID.findall(text.strip()):
        beside = next((line.text(at) for at in line.cells if at > column), "") if not value else ""
        yield name, value.strip() or ("" if _SAID.search(beside) else beside.strip())


def _suits(unit: str, column: Column, head: Head) -> bool:
    """Whether the unit that is said of a sheet is one for a column: 万元 is none for a rate or for a count of 家."""
    if column.unit:
        return convert(Fraction(1), unit, column.unit) is not None
    return not is_rate(head.labels[head.columns[column.name]])


def is_rate(text: str) -> bool:
    """Whether the figures under a head do not add up: 完成率, 同比, 位次."""
    short = plain(text)
    return any(word in short for word in words()["rates"]["words"])
