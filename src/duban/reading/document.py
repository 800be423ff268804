"""What reading gives back: a document with its text, its books and its statements.

All types are frozen. Offsets count characters of ``Document.text``, the source as it is; ``text[start:end]`` of a
statement is its quote, to the character.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

Mood = Literal["pledged", "reported"]
Kind = Literal["quantity", "rank", "trend", "milestone"]
Basis = Literal["level", "growth", "change"]
Comparator = Literal[">=", ">", "<=", "<", "~", "=", "range"]
Firmness = Literal["ensure", "strive", "plan"]
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a part of the text stands in its file; what a format does not have is None."""

    page: int | None = None
    paragraph: int | None = None
    sheet: str | None = None
    cell: str | None = None

    def as_record(self) -> dict[str, int | str]:
        """The parts that are there, by name: ``{"sheet": "Sheet1", "cell": "B3"}``."""
        pairs = (("page", self.page), ("paragraph", self.paragraph), ("sheet", self.sheet), ("cell", self.cell))
        return {name: value for name, value in pairs if value is not None}


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the text, ``text[start:end]``, that stands at one place of the file."""

    start: int
    end: int
    place: Place


@dataclass(frozen=True, slots=True)
class Source:
    """A file as text: what a format reader hands to the reading.

    ``parts`` are in text order, do not overlap, and are empty for plain text. ``wrapped`` says that a line break
    may be no more than the edge of a column (plain text, PDF); otherwise every line is a paragraph or a table row,
    whose cells are separated by a tab. ``note`` tells a person what this kind of file may have lost, else empty.
    """

    text: str
    file: str | None = None
    parts: tuple[Part, ...] = ()
    wrapped: bool = True
    note: str = ""


@dataclass(frozen=True, slots=True)
class Book:
    """One body's stretch of a page: who speaks, who leads, under which title.

    ``name`` is the body as the text names it; ``lead`` the department behind ■牵头部门; all may be empty.
    """

    name: str
    title: str
    lead: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Statement:
    """Something that a text says of a measurable thing (see docs, concepts).

    ``value`` and ``upper`` are exact, in the base ``unit`` (4000万元 is 40000000 元); ``upper`` only for a range,
    ``value`` None for a trend or a milestone. ``due`` and ``period`` only where the text names them; ``period`` is
    ``YYYY-MM/YYYY-MM``. ``num`` is the span of the number (or of the predicate word), ``start`` and ``end`` that of
    the quote; ``sentence`` is the quote's sentence with the page's layout undone.
    """

    book: str
    mood: Mood
    kind: Kind
    subject: str
    basis: Basis
    comparator: Comparator
    value: Fraction | None
    upper: Fraction | None
    unit: str
    firmness: Firmness
    due: date | None
    period: str | None
    part_of: str | None
    num: Span
    start: int
    end: int
    sentence: str

    def as_record(self) -> dict[str, object]:
        """The fields as JSON values in the order of the guideline; ``part_of`` only where there is one."""
        record: dict[str, object] = {
            "book": self.book,
            "mood": self.mood,
            "kind": self.kind,
            "subject": self.subject,
            "basis": self.basis,
            "comparator": self.comparator,
            "value": plain(self.value),
            "upper": plain(self.upper),
            "unit": self.unit,
            "firmness": self.firmness,
            "due": self.due.isoformat() if self.due else None,
            "period": self.period,
            "num": list(self.num),
        }
        if self.part_of:
            record["part_of"] = self.part_of
        return record


@dataclass(frozen=True, slots=True)
class Document:
    """A text with the books and the statements found in it, both in text order; ``year`` is that it was read for."""

    source: Source
    books: tuple[Book, ...]
    statements: tuple[Statement, ...]
    year: int | None = None

    @property
    def text(self) -> str:
        """The source as it is."""
        return self.source.text

    @property
    def file(self) -> str | None:
        """The file's name as it was handed in; None for a text."""
        return self.source.file

    def quote(self, statement: Statement) -> str:
        """The raw slice that the statement rests on."""
        return self.text[statement.start : statement.end]

    def place(self, offset: int) -> tuple[Place, int]:
        """The place of a character, and its offset in that place; for plain text the offset itself."""
        parts = self.source.parts
        at = bisect_right(parts, offset, key=lambda part: part.start) - 1
        return (parts[at].place, offset - parts[at].start) if at >= 0 else (Place(), offset)

    def as_record(self, statement: Statement) -> Mapping[str, object]:
        """One line of the ``jsonl`` form: the statement with its quote, sentence, file and place."""
        record = statement.as_record()
        record |= {"quote": self.quote(statement), "start": statement.start, "end": statement.end}
        record |= {"sentence": statement.sentence, "file": self.file}
        if self.source.parts:
            place, offset = self.place(statement.start)
            record["place"] = place.as_record() | {"offset": offset}
        return record


def plain(value: Fraction | None) -> int | float | None:
    """An exact value as a JSON number: an integer where it is one."""
    if value is None:
        return None
    return value.numerator if value.denominator == 1 else float(value)
