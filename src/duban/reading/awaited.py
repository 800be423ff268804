"""Pledges whose figure comes from above later: 完成上级下达的节能减排任务, 单位GDP能耗下降率完成上级下达任务.

They are no statements, since there is nothing yet that a later reader could check; but whoever keeps a book of pledges
must have them, to write the figure in when it comes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from duban.reading.approach import approach
from duban.reading.dates import moments
from duban.reading.document import Document, Firmness
from duban.reading.layout import unwrap
from duban.reading.lexicon import Kind
from duban.reading.outline import paragraphs
from duban.reading.quantities import Quantity
from duban.reading.reader import LIST_HEAD
from duban.reading.setting import Setting
from duban.reading.subjects import find_subjects
from duban.reading.titles import document_year
from duban.reading.tokens import Token, tokenise

_ABOVE = r"(?:上级(?:部门|政府)?|[国省市县区州]家?(?:里|级|委|政府)?)"
_FROM_ABOVE = re.compile(
    rf"(?<!已)完成(?P<said>好?{_ABOVE}(?:新)?下达(?:给?我[省市县区州镇乡]|[的给])*(?P<thing>[^，。；：、（）\n]{{0,20}}?)"
    r"(?:目标任务|任务目标|任务指标|指标任务|任务数|目标数|任务|目标|指标))(?!的?\s*\d|了)"
)
_SENTENCE = re.compile(r"[^。！？\n]+")
_BREAKS = "，；：\n。"
_FOR_ALL = re.compile(r"^(?:的|各项|各类|所有|全部|年度|全年|当年|有关|相关|主要|其他|其它|约束性|新|一系列)+")
_RATE = re.compile(r"(?:下降|降低|增长|提升|减少)(?:率|幅)")
_AND = re.compile(r"、|和|及")
_LIGHT = Kind.ENSURE | Kind.STRIVE | Kind.WILL | Kind.SKIP | Kind.ALL | Kind.EACH | Kind.ADVERB


@dataclass(frozen=True, slots=True)
class Awaited:
    """``start`` and ``end`` are offsets in the document's text; ``sentence`` has the layout undone."""

    subject: str
    firmness: Firmness
    start: int
    end: int
    sentence: str


def awaited(document: Document) -> tuple[Awaited, ...]:
    """The pledges of a document whose figure is still to come, in text order; a set that names none of its things
    (其他约束性指标) is none."""
    clean = unwrap(document.source)
    text = clean.text
    if "下达" not in text:
        return ()
    year = document_year(text)
    found = []
    for paragraph in paragraphs(text, year):
        if paragraph.frame.mood != "pledged":
            continue
        head = LIST_HEAD.match(text, paragraph.start, paragraph.end)
        begin = head.end() if head else paragraph.start
        for match in _FROM_ABOVE.finditer(text, begin, paragraph.end):
            setting = Setting(paragraph.frame, year)
            start = max(begin, *(text.rfind(mark, 0, match.start()) + 1 for mark in _BREAKS))
            names, firmness = _read(text, start, match, setting)
            sentence = next(s for s in _SENTENCE.finditer(text, begin) if s.end() >= match.end())
            span = clean.source_span(start, match.end())
            found += [Awaited(name, firmness, *span, sentence[0].strip()) for name in names]
    return tuple(found)


def _read(text: str, start: int, match: re.Match[str], setting: Setting) -> tuple[list[str], Firmness]:
    """What is pledged, named before 完成 or inside the task, and how firmly; nothing of what is over."""
    times = moments(text, start, match.start(), setting.year)
    tokens = tokenise(text, start, match.start(), [], times)
    firmness: Firmness = "plan"
    if any(token.kind & (Kind.ENSURE | Kind.STRIVE) for token in tokens):
        firmness = "ensure" if any(token.kind & Kind.ENSURE for token in tokens) else "strive"
    thing = _FOR_ALL.sub("", match["thing"])
    names = [thing] if thing else _before(text, tokens, match, setting)
    past = any(time.tense == "past" for time in times)
    return [] if past else [name for name in names if name and not name.endswith("指标")], firmness


def _before(text: str, tokens: list[Token], match: re.Match[str], setting: Setting) -> list[str]:
    """The things named before 完成: as before a figure, but for a rate of change, which is a thing itself (下降率)."""
    own = [token for token in tokens if not (token.kind & _LIGHT or token.moment or token.mark)]
    if own and _RATE.search(text, own[0].start, own[-1].end):
        return [name for name in _AND.split(text[own[0].start : own[-1].end]) if name]
    at, end = match.span("said")
    figure = Quantity(at, end, at, end, Fraction(0), None, "", ">=", "number")
    return find_subjects(text, setting, approach(text, tokens, rank=False), [figure], [], rank=False).names
