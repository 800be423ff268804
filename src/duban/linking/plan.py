"""For which year a plan is, and how that was found."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePath

from duban.periods import five_years
from duban.reading.document import Document
from duban.reading.layout import unwrap
from duban.reading.titles import document_year

_TITLE_LENGTH = 60
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=年|年度|$|\D)")


@dataclass(frozen=True, slots=True)
class PlanYear:
    """A plan's year, and in plain Chinese how it was found."""

    year: int
    how: str


def plan_year(document: Document) -> PlanYear | None:
    """The year that a plan is for: of its books' titles, of its own title or date, of its file's name; else None.

    A five-year plan begins with its first year.
    """
    titled = {int(year) for book in document.books for year in _YEAR.findall(book.title)}
    if len(titled) == 1:
        return PlanYear(titled.pop(), "按书名里的年份")
    if not titled and (first := _of_five(document)) is not None:
        return PlanYear(first, f"五年规划从{first}年起")
    if (year := document_year(unwrap(document.source).text)) is not None:
        return PlanYear(year, "按标题、日期或开头写到的年份")
    named = {int(year) for year in _YEAR.findall(PurePath(document.file or "").stem)}
    return PlanYear(named.pop(), "按文件名里的年份") if len(named) == 1 else None


def _of_five(document: Document) -> int | None:
    """The first year of the five that a title without a year of its own plans: 2021 for the 14th."""
    title = document.text.lstrip().partition("\n")[0].partition("：")[0].strip()
    return None if len(title) > _TITLE_LENGTH or "。" in title else five_years(title)
