"""From a source to a document: layout, outline, books, and sentence by sentence the statements."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import NamedTuple

from duban.reading.books import books as find_books
from duban.reading.clauses import Clause, clauses
from duban.reading.dates import LateYear, Moment, moments
from duban.reading.document import Book, Document, Source, Statement
from duban.reading.draft import Draft
from duban.reading.frame import Frame
from duban.reading.headings import thing_named
from duban.reading.holes import is_whole
from duban.reading.layout import Clean, unwrap
from duban.reading.lexicon import Kind
from duban.reading.milestones import events, read_milestones, states
from duban.reading.outline import paragraphs
from duban.reading.quantities import Quantity, scan
from duban.reading.setting import Setting
from duban.reading.statements import read_figures
from duban.reading.titles import document_year, is_local, is_of_years
from duban.reading.tokens import tokenise
from duban.reading.topics import settle
from duban.reading.trend_words import trend_words
from duban.reading.trends import read_trends

_SENTENCE = re.compile(r"[^。！？\n]+")
LIST_HEAD = re.compile(
    r"\s*(?:\d{1,2}(?:、|\.(?!\d))|\d{1,2}\.(?=\d{1,4}[月年])|"
    r"（[一二三四五六七八九十\d]{1,3}）|[一二三四五六七八九十]{1,3}、|——|[-•·■●◆▶►▪◇○★☆➢](?!\d))"
)
_ENDING = re.compile(r"[。！？]*[”’）]?")
_LOCAL = re.compile(r"我[省市县区镇乡州盟旗]|全[市县镇乡州盟旗](?![面场])|[市县区镇乡]人民政府[市县区镇乡]长")
_AIMS = re.compile(
    r"目标(?:任务)?(?:是|为|[：:])|任务(?:是|为)[：:]?计划|需同比|今年[^，。；]{0,4}同比|明年[^，。；]{0,4}同比"
)  # 主要目标是：能耗同比下降4%
_OUTDONE = re.compile(r"计划[^，。；\n]*，(?=实际|截[至止][^，。；\n]{0,12}已)")  # 计划完成7公里，实际完成22公里
_BESIDE = ("高于", "低于", "快于", "慢于", "高出", "低出")
_LAST = 40  # statements back that a trend may carry on from


def read_source(source: Source, *, report_of: int | None = None, plan: bool = False) -> Document:
    """Read a source: its books and its statements, both in text order, spans in the source's own offsets.

    ``report_of``: it is known to be a report of that year; ``plan``: it is known to be a plan; as in ``duban.read``.
    """
    clean = unwrap(source)
    reading = _Reading(clean, report_of, plan=plan)
    drafts = reading.drafts() if is_whole(clean.text) else _untorn(reading)
    found = [_statement(reading, clean, draft, sentence) for draft, sentence in drafts]
    found.sort(key=lambda statement: (statement.num, statement.start))
    books = tuple(_placed(book, clean, len(source.text)) for book in reading.books)
    return Document(source, books, tuple(found), reading.year)


class _Reading:
    """One text being read."""

    def __init__(self, clean: Clean, report_of: int | None, *, plan: bool) -> None:
        self.text, self.report, self.plan = clean.text, report_of is not None, plan
        self.year = document_year(clean.text) or (LateYear(report_of) if report_of else None)  # it looks back on it
        self.dated = is_of_years(clean.text)
        self.local = is_local(clean.text)
        self.books = find_books(clean)
        self.book_starts = [book.start for book in self.books]
        self.figures = scan(clean.text)
        self.starts = [figure.start for figure in self.figures]
        self.trends, self.states, self.events = trend_words(clean.text), states(clean.text), events(clean.text)
        self.signs = sorted([*self.starts, *self.trends, *self.states, *self.events])  # where something may be stated

    def drafts(self) -> Iterator[tuple[Draft, str]]:
        """Every statement in the making with its sentence."""
        setting: Setting | None = None
        named = ""  # by the heading above
        for paragraph in paragraphs(self.text, self.year, report=self.report, plan=self.plan):
            if paragraph.title:
                continue
            if paragraph.heading:
                named = thing_named(self.text, paragraph.start, paragraph.end)
            answers = setting and paragraph.start and self.text[paragraph.start - 1] != "\n"  # what its line promised
            subject = setting.subject if setting and answers else ""
            setting = None
            head = LIST_HEAD.match(self.text, paragraph.start, paragraph.end)
            for match in _SENTENCE.finditer(self.text, head.end() if head else paragraph.start, paragraph.end):
                start, end = match.span()
                held = self._held(start, end)
                if held is None:
                    if setting is None and head:
                        named = thing_named(self.text, paragraph.start, end) or named
                    continue
                setting = setting or Setting(
                    paragraph.frame, self.year, self.plan, self.local, headed=named, subject=subject or named
                )
                if drafts := self._sentence(start, end, held, setting):
                    ending = _ENDING.match(self.text, end)
                    sentence = self.text[start : ending.end() if ending else end].strip()
                    for draft in drafts:
                        yield draft, sentence

    def _held(self, start: int, end: int) -> _Held | None:
        """What a sentence holds; None where it cannot state anything."""
        if not _is_any(self.signs, start, end):
            return None
        first = bisect_left(self.starts, start)
        figures = self.figures[first : bisect_left(self.starts, end, first)]
        trend = _is_any(self.trends, start, end)
        states = bool(figures) or trend or _is_any(self.states, start, end)
        times = moments(self.text, start, end, self.year, dated=self.dated)
        return _Held(figures, times, trend) if states or times else None  # an event without a time states nothing

    def _sentence(self, start: int, end: int, held: _Held, setting: Setting) -> list[Draft]:
        text = self.text
        goes_on = text.startswith("其中", start)
        aims = _AIMS.search(text, start, end)
        compared = aims is None and text.find("同比", start, end) >= 0
        if aims and (not setting.frame.told or text.endswith("计划", aims.start(), aims.end())):
            setting.frame = Frame(told=False)  # 今年的主要任务是：计划完成…, also in a report
        setting.begin_sentence(compared=compared, goes_on=goes_on)
        found: list[Draft] = []
        previous: Clause | None = None
        for clause in clauses(text, tokenise(text, start, end, held.figures, held.times)):
            found += self._clause(clause, setting, held, previous, found)
            previous = clause
        for outdone in _OUTDONE.finditer(text, start, end) if found and text.find("计划", start, end) >= 0 else ():
            found = [draft for draft in found if not outdone.start() <= draft.num[0] < outdone.end()]
        if self.local and any(draft.subject.startswith("我国") for draft in found):
            return [draft for draft in found if not draft.subject.startswith("我国")]
        return found

    @cached_property
    def local(self) -> bool:
        """Whether a place speaks that is not the whole country: what it says of 我国 is about the world outside."""
        return _LOCAL.search(self.text) is not None

    def _clause(
        self, clause: Clause, setting: Setting, held: _Held, previous: Clause | None, earlier: Sequence[Draft]
    ) -> list[Draft]:
        if clause.kinds & Kind.PART:
            settle(self.text, setting)
            setting.parent = setting.subject or None
        setting.enter(clause, self.text)
        drafts = read_figures(self.text, clause, setting)
        for draft in drafts:
            draft.mood = setting.clause_mood
            draft.firmness = "plan" if draft.mood == "reported" else draft.firmness or setting.clause_firmness
            draft.due, draft.period = setting.clause_due, setting.of_year(self.text, clause, draft)
        if held.trend:
            drafts += read_trends(self.text, clause, setting, [*earlier[-_LAST:], *drafts])
        if clause.kinds & Kind.STATE:
            drafts += read_milestones(self.text, clause, previous, setting)
        for inner in clause.inner:
            if _is_base(clause, inner):
                continue
            with setting.aside():
                for one in inner:
                    drafts += self._clause(one, setting, held, None, ())
        return drafts


def _is_base(clause: Clause, inner: Sequence[Clause]) -> bool:
    """比“十五”末（8.83亿元）增长70%, 高于全省平均（16.8%）0.7个百分点: a bare figure of what is compared with."""
    if len(inner) != 1 or len(inner[0].tokens) != 1 or inner[0].tokens[0].figure is None:
        return False
    for token in reversed([token for token in clause.tokens if token.end <= inner[0].start]):
        if token.figure is not None:
            return False
        if token.kind & Kind.THAN or token.word.startswith(_BESIDE):
            return True
    return False


def _is_any(places: Sequence[int], start: int, end: int) -> bool:
    """Whether one of the places, which are in order, is in a stretch."""
    at = bisect_left(places, start)
    return at < len(places) and places[at] < end


class _Held(NamedTuple):
    """A sentence's figures and times, and whether it may hold a trend; else none is looked for in it."""

    figures: list[Quantity]
    times: list[Moment]
    trend: bool


def _untorn(reading: _Reading) -> Iterator[tuple[Draft, str]]:
    """What is stated where every character could be read: beside one that could not, a figure may be another."""
    for draft, sentence in reading.drafts():
        start, end = min(draft.quote[0], draft.num[0]), max(draft.quote[1], draft.num[1])
        if is_whole(reading.text[start : end + 1]) and is_whole(draft.subject):
            yield draft, sentence


def _statement(reading: _Reading, clean: Clean, draft: Draft, sentence: str) -> Statement:
    start, end = min(draft.quote[0], draft.num[0]), max(draft.quote[1], draft.num[1])
    begin, stop = clean.source_span(start, end)
    whole = stop - begin == end - start  # no layout inside it: its number stands as far from its start as it did
    shift = begin - start
    at = bisect_right(reading.book_starts, draft.num[0]) - 1
    book = reading.books[at].name if at >= 0 and draft.num[0] < reading.books[at].end else ""
    return Statement(
        book=book, mood=draft.mood, kind=draft.kind, subject=draft.subject, basis=draft.basis,
        comparator=draft.comparator, value=draft.value, upper=draft.upper, unit=draft.unit,
        firmness=draft.firmness or "plan", due=draft.due, period=draft.period, part_of=draft.part_of,
        num=(draft.num[0] + shift, draft.num[1] + shift) if whole else clean.source_span(*draft.num),
        start=begin, end=stop, sentence=sentence,
    )  # fmt: skip


def _placed(book: Book, clean: Clean, length: int) -> Book:
    """A book in the source's offsets; the line break that closes the clean text may not be there."""
    start, end = (min(clean.source(at), length) for at in (book.start, book.end))
    return replace(book, start=start, end=length if book.end == len(clean.text) else end)
