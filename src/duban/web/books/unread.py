"""Sentences that hold figures and from which nothing was taken: pointed out, so that nothing is lost in silence.

What was read counts as looked at, whatever was decided on it; a clause left out keeps its sentence from being asked
for again.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.db.models.functions import Length

from duban.reading.layout import unwrap
from duban.reading.quantities import scan
from duban.web.books.models import Book, BookText, Clause
from duban.web.books.reading import source_of

_SENTENCE = re.compile(r"[^。！？；\n]+[。！？；]?")


@dataclass(frozen=True, slots=True)
class Unread:
    """A sentence by its stretch of the book's text; ``text`` has the layout undone."""

    start: int
    end: int
    text: str

    @property
    def spans(self) -> tuple[tuple[int, int]]:
        """Its stretch, as a clause names its own."""
        return ((self.start, self.end),)


def unread(book: Book, clauses: Iterable[Clause]) -> list[Unread]:
    """The sentences of a book with a figure that no clause of it touches, in text order."""
    asked = BookText.objects.current().filter(key=book.text).annotate(long=Length("text"))
    row = asked.values_list("pk", "long").first()
    if row is None:
        return []
    taken = sorted((start, end) for one in clauses for start, end in one.spans)
    ends = _furthest(taken)
    found = []
    for one in figured(*row):
        before = bisect_left(taken, (one.end, 0))
        if book.start <= one.start and one.end <= book.end and not (before and ends[before - 1] > one.start):
            found.append(one)
    return found


@lru_cache(maxsize=64)
def figured(number: int, _length: int) -> tuple[Unread, ...]:
    """The sentences of a text that hold a figure; it is never changed but by a purge, which leaves another length."""
    clean = unwrap(source_of(BookText.objects.get(pk=number)))
    starts = [one.start for one in scan(clean.text)]
    found = []
    for one in _SENTENCE.finditer(clean.text):
        start = one.start() + len(one.group()) - len(one.group().lstrip())
        end = one.start() + len(one.group().rstrip())
        if bisect_left(starts, start) != bisect_left(starts, end):
            found.append(Unread(*clean.source_span(start, end), clean.text[start:end]))
    return tuple(found)


def forget() -> None:
    """Ask anew: another store stands behind the connection (tests)."""
    figured.cache_clear()


def _furthest(taken: list[tuple[int, int]]) -> list[int]:
    """How far the stretches up to each one reach."""
    ends: list[int] = []
    for _start, end in taken:
        ends.append(max(end, ends[-1] if ends else 0))
    return ends
