"""What a line under a head is: a row, or one of the things that stand between the rows of an office's table."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from duban.sheets.columns import key
from duban.sheets.figures import figure
from duban.sheets.grids import Line
from duban.sheets.heads import Head
from duban.sheets.totals import is_total
from duban.sheets.words import among, plain, words

LineKind = Literal["row", "total", "section", "nothing"]

_SECTION = re.compile(r"[（(]?[一二三四五六七八九十]+[)）、.．]")
_FIRST_TEXTS = 3


@dataclass(slots=True)
class Sorter:
    """Sorts the lines of one sheet, from the top; ``amounts`` are the names of its columns of figures."""

    head: Head
    amounts: frozenset[str]
    heads: frozenset[str]
    columns: frozenset[int]
    _noted: bool = False

    @classmethod
    def of(cls, head: Head, amounts: frozenset[str]) -> Sorter:
        """The sorter for the lines under a head."""
        labels = head.labels.values()
        firsts = (label.split()[0] for label in labels if label.split())
        return cls(head, amounts, frozenset(map(key, (*labels, *firsts))), frozenset(head.columns.values()))

    def kind(self, line: Line, texts: list[str]) -> LineKind:
        """What a line with these texts is; ``nothing``: empty, the head again, the columns' numbers, a note."""
        if not texts or self._is_nothing(line, texts):
            return "nothing"
        names = [*texts[:_FIRST_TEXTS], *({line.text(at) for at in line.filled} if line.filled else ())]
        if any(map(is_total, names)):  # a text that could name the row
            return "total"
        return "section" if self._is_section(line, texts) else "row"

    def _is_nothing(self, line: Line, texts: list[str]) -> bool:
        head = self.head
        if starts_note(texts[0]) or (self._noted and len(texts) == 1):  # a note may run on over several lines
            note = not any(name in self.amounts and _holds_figure(line, at) for name, at in head.columns.items())
            self._noted = self._noted or note
            return note
        if line.number == head.last + 1 and only_numbers(tuple(texts)):
            return True
        if key(texts[0]) not in self.heads:
            return False
        again = sum(line.text(at).split() == head.labels[at].split() for at in head.columns.values())
        return again > 1 and again * 2 >= len(head.columns)

    def _is_section(self, line: Line, texts: list[str]) -> bool:
        """Whether a line is one text across the table (一、镇街道), or stands beside its columns."""
        columns = self.columns
        if columns.isdisjoint(line.cells) and columns.isdisjoint(line.filled):
            return True
        if len(columns) < 2 or len(texts) > 1:
            return False
        across = sum(at in line.filled for at in columns) > 0 and {line.text(at) for at in line.filled} == set(texts)
        return across or _SECTION.match(texts[0]) is not None


def _holds_figure(line: Line, column: int) -> bool:
    return column in line.cells and figure(line.cells[column]) is not None


@cache
def _notes() -> re.Pattern[str]:
    return re.compile(rf"\(?(?:{among(words()['notes']['words'])})(?:[:)、.\d]|$)")


@lru_cache(maxsize=1 << 14)
def starts_note(text: str) -> bool:
    """Whether a line that begins so stands below the table, or beside it: 注：, 填表人, 数据来源."""
    return _notes().match(plain(text)) is not None


@lru_cache(maxsize=256)
def only_numbers(texts: tuple[str, ...]) -> bool:
    """Whether a row only numbers the columns: 甲 乙 1 2 3."""
    names = [plain(text).strip("()") for text in texts]
    rest = [name for name in names if name not in words()["numbered"]["words"]]
    if len(names) < 2 or not all(name.isdecimal() for name in rest):
        return False
    numbers = [int(name) for name in rest]
    return numbers in ([*range(1, len(rest) + 1)], [*range(2, len(rest) + 2)])
