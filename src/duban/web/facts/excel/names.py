"""Which row of a sheet a row of a file is: by our key, else by the names of bodies, pledges and their indicators."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from duban.amounts import known
from duban.linking.bodies import Bodies
from duban.linking.likeness import alike, alike_things
from duban.sheets.figures import is_nil
from duban.sheets.lines import Row
from duban.web.facts.excel.form import Form, Line
from duban.web.facts.excel.heads import KEY
from duban.web.org.directory import Directory

_NUMBERED: Final = re.compile(
    r"^\s*(?:[（(]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[）)]|[①-⑳㈠-㈩⑴-⒇⒈-⒛]|(?:\d{1,3}|[一二三四五六七八九十]{1,3})[、.．])\s*"
)
_GROWTH: Final = re.compile(r"(?:增速|增幅|增长率|同比(?:增长)?|增长)(?:[（(]%[）)])?$")
_WHOLE: Final = frozenset({"全市", "全县", "全区"})
_SAID: Final = ("value", "state", "level", "growth")
_SURE = 0.75
_CLEARER = 0.04


@dataclass(frozen=True, slots=True)
class Named:
    """The row that is meant; None with the ``problem`` in words, or ``other``: it is another body's and passed over.

    ``empty``: it names nothing.
    """

    words: str
    line: Line | None = None
    by_key: bool = False
    other: bool = False
    empty: bool = False
    problem: str = ""


def unnumbered(words: str) -> str:
    """A row's or a column's name without its number in the list: 1、 （2） ③."""
    return _NUMBERED.sub("", words)


class Names:
    """The rows of a sheet, to be asked which of them a row of a file is."""

    def __init__(self, form: Form, places: Directory) -> None:
        self._form, self._bodies = form, Bodies(places.bodies)
        self._whole = places.whole.id if places.whole else ""
        self._by_key = {line.key: line for line in form.lines}

    def named(self, row: Row) -> Named:
        """The row of the sheet that a row of a file is."""
        words, key = unnumbered(row.text("name")).strip(), row.text(KEY.name).strip()
        if not words and not key:
            return Named("", empty=True)
        if key:
            line = self._by_key.get(key)
            return Named(words, line, by_key=True, problem="" if line else f"这一行的编号“{key}”不在这张表里")
        return self._body(words) if self._form.indicator else self._pledge(row, words)

    def holds(self, words: str, unit: str) -> str:
        """What the row holds that some words, with a unit beside them, name: a figure or a state; empty for no row."""
        line = self._body(words).line if self._form.indicator else self._alike(words, unit).line
        return next((one for one in _SAID if one in line.slots), "") if line else ""

    def _body(self, words: str) -> Named:
        """A row of a provider's table."""
        chosen = self._bodies.propose(words, self._form.month.last_day).chosen
        key = self._whole if words in _WHOLE else chosen.target if chosen else ""
        if line := self._by_key.get(key):
            return Named(words, line)
        return Named(words, other=True) if key else Named(words, problem=f"不认得“{words}”这个单位")

    def _pledge(self, row: Row, words: str) -> Named:
        """A row of a body's own sheet: first whose it is, then which pledge."""
        for column in ("body", "either"):
            said = row.text(column).strip()
            if is_nil(said) or (column == "either" and known(said)):
                continue
            chosen = self._bodies.propose(said, self._form.month.last_day).chosen
            if chosen and chosen.target != self._form.body:
                return Named(words, other=True)
            by_name_of_sheet = row.sheet.given.get(column) == row.sheet.name and bool(row.sheet.name)
            if chosen is None and not by_name_of_sheet:
                return Named(words, problem=f"不认得“{said}”这个单位")
        return self._alike(words, _unit(row))

    def _alike(self, words: str, unit: str) -> Named:
        growth = _GROWTH.search(words) is not None or unit == "%"
        found = []
        for line in self._form.lines:
            like = alike_things if "state" in line.slots else alike
            sure = like(line.name, words).confidence
            if sure and _GROWTH.search(words) is None and line.name == words:
                sure += 0.1
            if sure >= _SURE:
                found.append((sure - (0.1 if line.growth is not growth and "value" in line.slots else 0), line))
        found.sort(key=lambda one: -one[0])
        if not found:
            return Named(words, problem=f"不认得“{words}”，这张表里没有这一条")
        if len(found) > 1 and found[0][0] - found[1][0] < _CLEARER:
            several = "、".join(line.name for _sure, line in found[:3])
            return Named(words, problem=f"“{words}”可能是：{several}，分不清，请写全名")
        return Named(words, found[0][1])


def _unit(row: Row) -> str:
    told = row.text("unit") or row.text("either") or row.sheet.head.units.get("value", "")
    return told.strip()
