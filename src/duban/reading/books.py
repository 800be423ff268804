"""One page, several books: who speaks in which stretch, which department leads, under which title."""

from __future__ import annotations

import re
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
        re.compile(rf"{body}?(?:20\d\d年度?)?(?:工作)?(?:目标)?任务书(?:\s*20\d\d年度?)?"),
        re.compile(r"■?牵头(?:部门|单位)[:：]?(?P<lead>[\u4e00-\u9fff]{2,16}(?:（[\u4e00-\u9fff]{2,8}）)?)"),
    )


def books(clean: Clean) -> list[Book]:
    """The books of a page in order, with offsets in the clean text; a page without a named body is one book."""
    speaks, titles, leads = _patterns()
    found: list[Book] = []
    at = 0
    name = title = lead = ""
    start = 0
    for line in clean.text.split("\n"):
        end = at + len(line)
        if titled := titles.fullmatch(line):
            if titled["name"] and titled["name"] != name and _speaks_below(clean.text, end, titled["name"]):
                found, name, title, lead, start = (
                    _close(found, name, title, lead, start, at),
                    titled["name"],
                    line,
                    "",
                    at,
                )
            else:
                name, title = name or titled["name"] or "", line
        elif leading := leads.fullmatch(line):
            lead = leading["lead"]
        elif (speaking := speaks.match(line)) and speaking["name"] != name:
            if name or title:
                keep = not name
                found, lead = (found, lead) if keep else (_close(found, name, title, lead, start, at), "")
                title, start = (title, start) if keep else ("", at)
            name = speaking["name"]
        elif line and not title and name and len(line) <= _SLOGAN_LENGTH and line[-1] not in "。：；，！":
            title = line
        at = end + 1
    return _close(found, name, title, lead, start, len(clean.text))


def _speaks_below(text: str, at: int, name: str) -> bool:
    """Whether a title stands above its book: the body speaks in the next lines (on the source page it stands below)."""
    return name in text[at : at + 400]


def _close(found: list[Book], name: str, title: str, lead: str, start: int, end: int) -> list[Book]:
    return [*found, Book(name, title, lead, start, end)] if end > start else found
