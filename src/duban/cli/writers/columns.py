"""The columns that the csv and xlsx forms share: a head, a width, and what stands in the cell."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from duban.cli import words
from duban.reading.document import Document, Statement, plain
from duban.sheets.lists import Cell


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its head, its width in characters, and its cell for a statement."""

    head: str
    width: int
    cell: Callable[[Document, Statement], Cell]


def _lead(document: Document, one: Statement) -> Cell:
    for book in document.books:
        if book.name == one.book and book.start <= one.num[0] < book.end:
            return words.clean(book.lead)
    return ""


def _upper(_: Document, one: Statement) -> Cell:
    return plain(one.upper)


def _firmness(_: Document, one: Statement) -> Cell:
    return words.FIRMNESS[one.firmness] if one.mood == "pledged" else ""


COLUMNS = (
    Column("谁", 18, lambda _, one: words.clean(one.book)),
    Column("牵头", 16, _lead),
    Column("事项", 30, lambda _, one: words.clean(one.subject)),
    Column("其中于", 16, lambda _, one: words.clean(one.part_of or "")),
    Column("指标", 20, lambda _, one: words.phrase(one)),
    Column("承诺或报告", 11, lambda _, one: words.MOODS[one.mood]),
    Column("程度", 7, _firmness),
    Column("期限", 12, lambda _, one: one.due),
    Column("期间", 16, lambda _, one: words.period(one, "")),
    Column("类别", 7, lambda _, one: words.KINDS[one.kind]),
    Column("口径", 7, lambda _, one: words.BASES[one.basis]),
    Column("比较", 8, lambda _, one: words.COMPARATORS[one.comparator]),
    Column("数值", 15, lambda _, one: plain(one.value)),
    Column("上限", 15, _upper),
    Column("单位", 9, lambda _, one: words.clean(one.unit)),
    Column("原文写法", 12, lambda document, one: words.unwrapped(document.text[slice(*one.num)])),
    Column("句子", 60, lambda _, one: words.clean(one.sentence)),
    Column("引文", 40, lambda document, one: words.unwrapped(document.quote(one))),
    Column("位置", 14, lambda document, one: words.place(document, one)),
    Column("起", 8, lambda _, one: one.start),
    Column("止", 8, lambda _, one: one.end),
    Column("文件", 24, lambda document, _: words.clean(document.file or "")),
)
