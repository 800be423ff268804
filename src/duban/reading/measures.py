"""The measures of a plan: what it says will be done without a figure, found by the structure of its sections.

A measure (举措) is a sentence under a numbered heading in which nothing was read that can be measured. What stands
before the first heading and after the last section (an opening, a closing vow) is none.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from duban.reading.document import Document
from duban.reading.layout import Clean, unwrap

# 一、 · （一） · 1． · ——: what a section or an item of it begins with; the words up to the first stop name it.
_SECTION = re.compile(r"\s*[一二三四五六七八九十]{1,3}、")
_ITEM = re.compile(r"\s*(?:（[一二三四五六七八九十\d]{1,3}）|\d{1,2}[.．、](?!\d)|——|[①-⑳])")
_SENTENCE = re.compile(r"[^。！？；\n]+[。！？；]?[”’）]?")
_STOP = re.compile(r"[。：:，；]")
_HEADING = 40  # characters that a heading may have
_SHORTEST = 6  # characters of a sentence that can say what will be done


@dataclass(frozen=True, slots=True)
class Measure:
    """``start`` and ``end`` are offsets in the document's text; ``sentence`` has the layout undone; ``heading`` names
    the section and the item that it stands in."""

    start: int
    end: int
    sentence: str
    heading: str


def measures(document: Document) -> tuple[Measure, ...]:
    """The measures of a document, in text order."""
    clean = unwrap(document.source)
    starts = sorted(book.start for book in document.books)
    spoken = sorted(one.num[0] for one in document.statements)
    found = []
    for heading, start, end in _sentences(clean, starts):
        source = clean.source_span(start, end)
        if bisect_left(spoken, source[0]) == bisect_left(spoken, source[1]):
            found.append(Measure(*source, clean.text[start:end].strip(), heading))
    return tuple(found)


def _sentences(clean: Clean, books: Sequence[int]) -> Iterator[tuple[str, int, int]]:
    """The sentences under numbered headings: the heading, and the span in the clean text."""
    section = item = ""
    held: list[tuple[str, int, int]] = []  # of lines without a number: the last ones of a book are its closing words
    at, book = 0, 0
    for line in clean.text.split("\n"):
        begin, source, bare = 0, clean.source(at) if at < len(clean.text) else 0, False
        if (now := bisect_right(books, source)) != book:
            section, item, held, book = "", "", [], now
        if head := _SECTION.match(line):
            section, begin = _named(line, head.end())
            item = ""
        elif head := _ITEM.match(line):
            item, begin = _named(line, head.end())
        else:
            bare = True
        if section or item:
            heading = " · ".join(filter(None, (section, item)))
            said = [(heading, at + one.start(), at + one.end()) for one in _said(line, begin)]
            if not bare:
                yield from held
                held = []
                yield from said
            else:
                held += said
        at += len(line) + 1


def _said(line: str, begin: int) -> Iterator[re.Match[str]]:
    return (one for one in _SENTENCE.finditer(line, begin) if len(one.group().strip()) >= _SHORTEST)


def _named(line: str, begin: int) -> tuple[str, int]:
    """The words of a heading, and where what is said under it begins: behind it, where it is a sentence of its own."""
    end = line.find("。", begin)
    if end < 0 and len(line) <= begin + _HEADING:
        return line[begin:].strip(), len(line)
    if end < 0 or end > begin + _HEADING:
        stop = _STOP.search(line, begin)
        return line[begin : stop.start() if stop else begin + _HEADING].strip(), begin if stop else len(line)
    return line[begin:end].strip(), end + 1
