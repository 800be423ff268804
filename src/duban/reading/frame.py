"""What stands over a stretch of a document: its mood, the period that it reports on, the day its pledges are due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from duban.reading.document import Mood


@dataclass(frozen=True, slots=True)
class Frame:
    """What the headings say of a paragraph: its mood, the period it reports on, the day its pledges are due.

    ``years``: the longer stretch that a heading names beside its own year (2015年和“十二五”工作回顾), over which
    averages go. ``told``: a title, a heading or an opening says so; else it is only what is taken for granted.
    """

    mood: Mood = "pledged"
    period: str | None = None
    due: date | None = None
    told: bool = True
    years: str | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of the clean text with its frame; ``title``: it is the document's title, which states nothing."""

    start: int
    end: int
    frame: Frame
    title: bool = False
    heading: bool = False
