"""From a source to a document: layout, outline, books, and sentence by sentence the statements."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from duban.reading.books import books as find_books
from duban.reading.clauses import Clause, clauses
from duban.reading.dates import moments
from duban.reading.document import Book, Document, Source, Statement
from duban.reading.draft import Draft
from duban.reading.layout import Clean, unwrap
from duban.reading.lexicon import Kind
from duban.reading.milestones import has_event, has_state, read_milestones
from duban.reading.outline import document_year, paragraphs
from duban.reading.quantities import scan
from duban.reading.setting import Setting
from duban.reading.statements import read_figures
from duban.reading.tokens import tokenise
from duban.reading.topics import settle
from duban.reading.trend_words import has_trend_word
from duban.reading.trends import read_trends

_SENTENCE = re.compile(r"[^。！？\n]+")
_LIST_HEAD = re.compile(
    r"\s*(?:\d{1,2}[.、](?!\d)|（[一二三四五六七八九十\d]{1,3}）|[一二三四五六七八九十]{1,3}、|——|[-•·■●◆](?!\d))"
)
_ENDING = re.compile(r"[。！？]*[”’）]?")
_LAST = 40  # statements back that a trend may carry on from
_DATED = re.compile(r"[年月季去今上明]")


def read_source(source: Source) -> Document:
    """Read a source: its books and its statements, both in text order, spans in the source's own offsets."""
    clean = unwrap(source)
    reading = _Reading(clean)
    found = [_statement(reading, clean, draft, sentence) for draft, sentence in reading.drafts()]
    found.sort(key=lambda statement: (statement.num, statement.start))
    return Document(source, tuple(_placed(book, clean, len(source.text)) for book in reading.books), tuple(found))


class _Reading:
    """One text being read."""

    def __init__(self, clean: Clean) -> None:
        self.text = clean.text
        self.year = document_year(clean.text)
        self.books = find_books(clean)
        self.book_starts = [book.start for book in self.books]
        self.figures = scan(clean.text)
        self.starts = [figure.start for figure in self.figures]

    def drafts(self) -> Iterator[tuple[Draft, str]]:
        """Every statement in the making with its sentence."""
        for paragraph in paragraphs(self.text, self.year):
            setting = Setting(paragraph.frame, self.year)
            head = _LIST_HEAD.match(self.text, paragraph.start, paragraph.end)
            for match in _SENTENCE.finditer(self.text, head.end() if head else paragraph.start, paragraph.end):
                start, end = match.span()
                if drafts := self._sentence(start, end, setting):
                    ending = _ENDING.match(self.text, end)
                    sentence = self.text[start : ending.end() if ending else end].strip()
                    for draft in drafts:
                        yield draft, sentence

    def _sentence(self, start: int, end: int, setting: Setting) -> list[Draft]:
        text = self.text
        first = bisect_left(self.starts, start)
        figures = self.figures[first : bisect_left(self.starts, end, first)]
        trend, state = has_trend_word(text, start, end), has_state(text, start, end)
        event = not state and has_event(text, start, end)
        if not (figures or trend or state or event):
            return []
        times = moments(text, start, end, self.year) if _DATED.search(text, start, end) else []
        may = _May(trend, state or bool(event and times))
        if not (figures or may.trend or may.state):
            return []
        setting.begin_sentence(compared=text.find("同比", start, end) >= 0)
        found: list[Draft] = []
        previous: Clause | None = None
        for clause in clauses(tokenise(text, start, end, figures, times)):
            found += self._clause(clause, setting, may, previous, found)
            previous = clause
        return found

    def _clause(
        self, clause: Clause, setting: Setting, may: _May, previous: Clause | None, earlier: Sequence[Draft]
    ) -> list[Draft]:
        if clause.kinds & Kind.PART:
            settle(self.text, setting)
            setting.parent = setting.subject or None
        setting.enter(clause)
        drafts = read_figures(self.text, clause, setting)
        for draft in drafts:
            draft.mood = setting.clause_mood
            draft.firmness = "plan" if draft.mood == "reported" else draft.firmness or setting.clause_firmness
            draft.due, draft.period = setting.clause_due, setting.clause_period
        if may.trend:
            drafts += read_trends(self.text, clause, setting, [*earlier[-_LAST:], *drafts])
        if may.state:
            drafts += read_milestones(self.text, clause, previous, setting)
        for inner in clause.inner:
            with setting.aside():
                for one in inner:
                    drafts += self._clause(one, setting, may, None, ())
        return drafts


class _May(NamedTuple):
    """What a sentence's words allow to be in it; what they do not is not looked for in its clauses."""

    trend: bool
    state: bool


def _statement(reading: _Reading, clean: Clean, draft: Draft, sentence: str) -> Statement:
    start, end = min(draft.quote[0], draft.num[0]), max(draft.quote[1], draft.num[1])
    begin, stop = clean.source_span(start, end)
    at = bisect_right(reading.book_starts, draft.num[0]) - 1
    book = reading.books[at].name if at >= 0 and draft.num[0] < reading.books[at].end else ""
    return Statement(
        book=book, mood=draft.mood, kind=draft.kind, subject=draft.subject, basis=draft.basis,
        comparator=draft.comparator, value=draft.value, upper=draft.upper, unit=draft.unit,
        firmness=draft.firmness or "plan", due=draft.due, period=draft.period, part_of=draft.part_of,
        num=clean.source_span(*draft.num), start=begin, end=stop, sentence=sentence,
    )  # fmt: skip


def _placed(book: Book, clean: Clean, length: int) -> Book:
    """A book in the source's offsets; the line break that closes the clean text may not be there."""
    start, end = (min(clean.source(at), length) for at in (book.start, book.end))
    return replace(book, start=start, end=length if book.end == len(clean.text) else end)
