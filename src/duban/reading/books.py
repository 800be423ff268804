"""One page, several books: who speaks in which stretch, which department leads, under which title."""

from __future__ import annotations

import re

from duban.reading.document import Book
from duban.reading.layout import Clean

_BODY = r"(?:[\u4e00-\u9fff]{2,14}?(?:镇|乡|街道|经济技术开发区|经济开发区|开发区|高新区|新区|园区|示范区|专项行动|攻坚行动|行动|管委会|委员会|局|委|办|集团|公司|农场|县|区|市|园)(?:（[\u4e00-\u9fff]{2,8}）)?)"
_SPEAKS = re.compile(rf"(?:(?:20\d\d年|今年|新的一年)，)?(?P<name>{_BODY})(?=将|的主要|作为|坚持|围绕|要|全面|以|深入)")
_TITLE = re.compile(rf"(?P<name>{_BODY})?(?:20\d\d年度?)?(?:工作)?(?P<kind>目标)?任务书(?:\s*20\d\d年度?)?")
_LEAD = re.compile(r"■?牵头(?:部门|单位)[:：]?(?P<lead>[\u4e00-\u9fff]{2,16}(?:（[\u4e00-\u9fff]{2,8}）)?)")
_SLOGAN_LENGTH = 45


def books(clean: Clean) -> list[Book]:
    """The books of a page in order, with offsets in the clean text; a page without a named body is one book."""
    found: list[Book] = []
    at = 0
    name = title = lead = ""
    start = 0
    for line in clean.text.split("\n"):
        end = at + len(line)
        if titled := _TITLE.fullmatch(line):
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
        elif leading := _LEAD.fullmatch(line):
            lead = leading["lead"]
        elif (speaking := _SPEAKS.match(line)) and speaking["name"] != name:
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
