"""A book's text as paragraphs of marked stretches, for the page: the layout undone, every character's offset kept."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.db.models.functions import Length

from duban.reading.layout import unwrap
from duban.web.books.models import Book, BookText, Clause
from duban.web.books.reading import source_of
from duban.web.books.unread import Unread

# A run of the source without a break in it: its offset and its length; length 0 ends a paragraph.
Run = tuple[int, int]
Owner = Clause | Unread | None


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters of one paragraph, all of one clause or of none, as runs of ``(offset, text)`` without layout.

    ``first`` where the mark of its owner begins: a clause, or a sentence from which nothing was read.
    """

    runs: list[tuple[int, str]]
    owner: Owner = None
    first: bool = False

    @property
    def clause(self) -> Clause | None:
        """The clause that says it."""
        return self.owner if isinstance(self.owner, Clause) else None

    @property
    def unread(self) -> Unread | None:
        """The sentence with a figure from which nothing was read."""
        return self.owner if isinstance(self.owner, Unread) else None

    @property
    def text(self) -> str:
        """All of its characters."""
        return "".join(text for _, text in self.runs)


def paper(book: Book, clauses: Sequence[Clause], unread: Sequence[Unread] = ()) -> Iterator[list[Stretch]]:
    """The paragraphs of a book, in text order."""
    if not book.text:
        return
    row = BookText.objects.current().annotate(long=Length("text")).values_list("pk", "long").get(key=book.text)
    text, runs = _text(*row)
    cuts, owners = _owners([*clauses, *unread])
    seen: set[int] = set()
    paragraph: list[Stretch] = []
    for at, length in _within(runs, book.start, book.end):
        if not length:
            if paragraph:
                yield paragraph
            paragraph = []
            continue
        for start, end, owner in _pieces(at, at + length, cuts, owners):
            if paragraph and paragraph[-1].owner is owner:
                paragraph[-1].runs.append((start, text[start:end]))
                continue
            paragraph.append(Stretch([(start, text[start:end])], owner, owner is not None and id(owner) not in seen))
            seen.add(id(owner))
    if paragraph:
        yield paragraph


@lru_cache(maxsize=256)
def _text(pk: int, _length: int) -> tuple[str, tuple[Run, ...]]:
    """A text and its runs; a row is never changed but by a purge, which leaves another length: so this may be kept."""
    row = BookText.objects.get(pk=pk)
    clean = unwrap(source_of(row))
    ends = (*clean.starts[1:], len(clean.text))
    runs = (
        (source, 0 if clean.text[start:end] == "\n" else end - start)
        for start, end, source in zip(clean.starts, ends, clean.sources, strict=True)
    )
    return row.text, tuple(runs)


def forget() -> None:
    """Ask anew: another store stands behind the connection (tests)."""
    _text.cache_clear()


def _within(runs: Iterable[Run], start: int, end: int) -> Iterator[Run]:
    for at, length in runs:
        if not length:
            if start <= at <= end:
                yield at, 0
            continue
        first, last = max(at, start), min(at + length, end)
        if first < last:
            yield first, last - first


def _owners(marked: Sequence[Clause | Unread]) -> tuple[list[int], list[Owner]]:
    """Where ownership changes in the text, and who owns what follows: the shortest stretch wins where they overlap."""
    spans = sorted(
        ((start, end, one) for one in marked for start, end in one.spans),
        key=lambda span: span[1] - span[0],
    )
    bounds = sorted({0, *(at for start, end, _ in spans for at in (start, end))})
    owners: list[Owner] = [None] * len(bounds)
    for start, end, one in reversed(spans):
        for at in range(bisect_right(bounds, start) - 1, bisect_right(bounds, end - 1)):
            owners[at] = one
    return bounds, owners


def _pieces(start: int, end: int, cuts: Sequence[int], owners: Sequence[Owner]) -> Iterator[tuple[int, int, Owner]]:
    at = bisect_right(cuts, start) - 1
    while start < end:
        stop = min(cuts[at + 1], end) if at + 1 < len(cuts) else end
        yield start, stop, owners[at] if owners else None
        start, at = stop, at + 1
