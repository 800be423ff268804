"""The measures of a plan: what it says will be done without a figure, found by the structure of its sections.

A measure (举措) is a sentence under a numbered heading, or behind a numbered list, in which nothing was read that can
be measured. None are: what stands before the first of them (an opening), the last words of a book (a vow), a look back,
a question, words that only lead to a list, and who is responsible (责任部门：…).
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
_ITEM = re.compile(
    r"\s*(?:（[一二三四五六七八九十\d]{1,3}）|\d{1,2}[.．、](?!\d)|\d{1,2}[.．](?=\d{1,4}[月年])|——|[①-⑳])"
)
_SENTENCE = re.compile(r"[^。！？；\n]+[。！；][”’）]?")
_STOP = re.compile(r"[。：:，；]")
_LABEL = re.compile(r"(?:(?:主要|工作|重点)?(?:任务|举措|措施|内容))：")
_WHO = re.compile(r"(?:责任|牵头|配合|协办|主办|承办|参与)(?:部门|单位|领导|人)[：:]")
_PAST = re.compile(r"回顾|完成情况|(?:主要|取得的)(?:成绩|成效)")
_VOW = re.compile(r"(?:新的一年|新征程上|站在新)[^。]*将|各位代表|同志们|让我们")
_FOR_THE_WHOLE = re.compile(r"(?:贡献|作出).{1,12}(?:力量|贡献)[。！]$")
_HEADING = 40  # characters that a heading may have
_SHORTEST = 6  # characters of a sentence that can say what will be done
Said = tuple[str, int, int]


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
            found.append(Measure(*source, clean.text[start:end], heading))
    return tuple(found)


@dataclass(slots=True)
class _Place:
    """Where a line stands: under which section and item, whether a list came before it, whether something was said."""

    section: str = ""
    item: str = ""
    listed: bool = False
    said: bool = False

    @property
    def heading(self) -> str:
        """The names of the section and the item."""
        return " · ".join(filter(None, (self.section, self.item)))


def _sentences(clean: Clean, books: Sequence[int]) -> Iterator[Said]:
    """The sentences under numbered headings: the heading, and the span in the clean text."""
    place, book = _Place(), 0
    bare: list[list[Said]] = []  # lines without a number since the last that had one
    at = 0
    for line in clean.text.split("\n"):
        source = clean.source(at) if at < len(clean.text) else 0
        if (now := bisect_right(books, source)) != book:
            yield from _without_closing(bare, place)
            place, bare, book = _Place(), [], now
        numbered, begin, own = _entered(line, place)
        if numbered:
            yield from (one for said in bare for one in said)
            bare = []
        if (place.heading or place.listed) and not _PAST.search(place.section):
            said = [(own or place.heading, at + start, at + end) for start, end in _said(line, begin)]
            if numbered:
                place.said = place.said or bool(said)
                yield from said
            elif line.strip():
                bare.append(said)
        at += len(line) + 1
    yield from _without_closing(bare, place)


def _entered(line: str, place: _Place) -> tuple[bool, int, str]:
    """Whether a line has a number, where what it says begins, and its own heading where it names none for others."""
    if head := _SECTION.match(line):
        place.section, begin, _ = _named(line, head.end())
        place.item, place.said = "", False
        return True, begin, ""
    if head := _ITEM.match(line):
        name, begin, names = _named(line, head.end())
        if names and not place.section and head.group().strip() == "——":
            return False, 0, ""  # the line below a report's title: ——在第一届人民代表大会上
        place.item, place.listed = (name if names else ""), place.listed or not names
        return True, begin, "" if names else " · ".join(filter(None, (place.section, name)))
    return False, 0, ""


def _without_closing(bare: list[list[Said]], place: _Place) -> Iterator[Said]:
    """The lines without a number at the end of a book: the last is a vow, unless it is all that its section says."""
    kept = bare[:-1] if len(bare) > 1 or place.said or not place.section else bare
    return (one for said in kept for one in said)


def _said(line: str, begin: int) -> Iterator[tuple[int, int]]:
    """The sentences of a line that can be a measure, without the words that only announce them."""
    for one in _SENTENCE.finditer(line, begin):
        if _VOW.match(one.group().strip()):
            return  # and all that follows it
        start = one.start() + len(one.group()) - len(one.group().lstrip())
        if label := _LABEL.match(line, start):
            start = label.end()
        end = one.start() + len(one.group().rstrip())
        none = _FOR_THE_WHOLE.search(line, start, end) or _WHO.match(line, start)
        if end - start >= _SHORTEST and not none:
            yield start, end


def _named(line: str, begin: int) -> tuple[str, int, bool]:
    """The words of a heading, where what is said under it begins, and whether it names what follows in other lines.

    A heading is a line of its own, or a short sentence before others. An item that is one sentence is said itself.
    """
    end = line.find("。", begin)
    if end < 0 and len(line) <= begin + _HEADING and not line.rstrip().endswith("；"):
        return line[begin:].strip(), len(line), True
    if 0 <= end <= begin + _HEADING and line[end + 1 :].strip():
        return line[begin:end].strip(), end + 1, True
    stop = _STOP.search(line, begin)
    return line[begin : stop.start() if stop else begin + _HEADING].strip(), begin, bool(_SECTION.match(line))
