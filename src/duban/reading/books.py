"""One page, several books: who speaks in which stretch, which department leads, under which title."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from duban.reading.document import Book
from duban.reading.layout import Clean
from duban.reading.lexicon import lexicon

_SLOGAN_LENGTH = 45


class _Patterns(NamedTuple):
    speaks: re.Pattern[str]
    title: re.Pattern[str]
    lead: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    """How a body begins to speak, what a title looks like, who leads; a body is told by how its name ends."""
    ends = "|".join(sorted(lexicon().tails["body"], key=len, reverse=True))
    body = rf"(?P<name>[\u4e00-\u9fff]{{2,14}}?(?:{ends})(?:（[\u4e00-\u9fff]{{2,8}}）)?)"
    return _Patterns(
        re.compile(rf"(?:(?:20\d\d年|今年|新的一年)，)?{body}(?=将|的主要|作为|坚持|围绕|要|全面|以|深入)"),
        re.compile(
            rf"{body}?(?:20\d\d年度?)?(?:(?:工作)?(?:目标)?任务书|[\u4e00-\u9fff]{{0,10}}?(?:责任书|责任状|承诺书|军令状))"
            r"(?:\s*20\d\d年度?)?"
        ),
        re.compile(r"■?牵头(?:部门|单位)[:：]?(?P<lead>[\u4e00-\u9fff]{2,16}(?:（[\u4e00-\u9fff]{2,8}）)?)"),
    )


def books(clean: Clean) -> list[Book]:
    """The books of a page in order, with offsets in the clean text; a page without a named body is one book.

    A title or a body that begins to speak opens the next book, unless it is the name of the one that is open: a title
    may stand above its book or, as on a newspaper page, below it.
    """
    speaks, titles, leads = _patterns()
    found: list[Book] = []
    book = Book("", "", "", 0, 0)
    at = 0
    for line in clean.text.split("\n"):
        titled, speaking = titles.fullmatch(line), speaks.match(line)
        name = (titled or speaking or {"name": None})["name"]
        if name and name != book.name:
            if book.name:
                found.append(replace(book, end=at))
                book = Book(name, "", "", at, at)
            book = replace(book, name=name)
        if titled:
            book = replace(book, title=line)
        elif leading := leads.fullmatch(line):
            book = replace(book, lead=leading["lead"])
        elif not speaking and line and not book.title and book.name and _is_slogan(line):
            book = replace(book, title=line)
        at += len(line) + 1
    return [*found, replace(book, end=len(clean.text))]


def _is_slogan(line: str) -> bool:
    """The heading that stands over a place's book instead of a title."""
    return len(line) <= _SLOGAN_LENGTH and line[-1] not in "。：；，！"
