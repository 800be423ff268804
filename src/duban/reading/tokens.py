"""A sentence as tokens: figures, moments, words of the lexicon, marks, and the plain text between.

Everything after this reads tokens; nothing runs a pattern over the text again. Quotations and titles become plain text,
unless a figure or a direction inside them is what the sentence states (“三下降”, “保二冲一”).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from operator import attrgetter, itemgetter

from duban.reading.dates import Moment
from duban.reading.lexicon import Kind, lexicon
from duban.reading.quantities import Quantity
from duban.reading.trie import Trie


@dataclass(slots=True)
class Marks:
    """Punctuation, by what it does: bits; ``NONE`` for a word or text."""

    NONE: int = 0
    COMMA: int = 1 << 0
    PAUSE: int = 1 << 1
    SEMICOLON: int = 1 << 2
    COLON: int = 1 << 3
    AND: int = 1 << 4
    OPEN: int = 1 << 5
    CLOSE: int = 1 << 6
    TAB: int = 1 << 7
    QUOTE: int = 1 << 8


Mark = Marks()
_MARKS = {
    "，": Mark.COMMA,
    "、": Mark.PAUSE,
    "；": Mark.SEMICOLON,
    "……": Mark.SEMICOLON,
    "：": Mark.COLON,
    "\t": Mark.TAB,
    "（": Mark.OPEN,
    "）": Mark.CLOSE,
    "“": Mark.QUOTE,
    "”": Mark.QUOTE,
}
_STATED = re.compile(
    r"[一二两三四五六七八九十]+个?(?:下降|上升|提升|提高|增长|翻番|倍增|减少)|保.冲.|十.连增|^“?十件|全部列.{2,4}前"
)
_BASE = r"(?:上一?年度?|去年|前年|往年|上一?季度|上月|年初|(?:19|20)\d\d年度?)[初末底]?(?:的?同[期月])?"
_COMPARED = re.compile(rf"[与同和跟]{_BASE}(?:相比较?|比较?)|相[比较]于?{_BASE}")
_THAN = "比上年"  # what _COMPARED is read as
_GREW = ("增量", "增长", "增幅")
_SORTS = ("和", "及", "、", "以上", "级", "项目", "企业")
_IS_MADE = re.compile(
    r"年产[^，。；、：]+[\u4e00-\u9fff]$"
)  # 年产6万吨减水剂: how much a works makes, not what is made
_COUNT = re.compile(r"“[一二两三四五六七八九十]+个?(?=[降升提增翻倍减上下])")
_QUOTE = re.compile(r"“[^“”]{0,60}”|《[^《》]{0,60}》")


@dataclass(slots=True, eq=False)
class Token:
    """A stretch ``[start, end)`` of the clean text and what it is; exactly one of the last four says so.

    Nobody changes one. It is not frozen since there are as many as there are words, and that would double their cost.
    """

    start: int
    end: int
    word: str = ""
    kind: int = 0
    mark: int = Mark.NONE
    figure: Quantity | None = None
    moment: Moment | None = None


@cache
def _trie() -> Trie[tuple[str, int, int]]:
    """The words and the marks, each as a token has it: as it is written, with its kind or its mark."""
    marks = {word: (word, 0, mark) for word, mark in _MARKS.items()}
    words = {
        word: (word, 0, Mark.AND) if kind & Kind.AND else (word, kind, Mark.NONE)
        for word, kind in lexicon().kinds.items()
    }
    return Trie(words | marks)


def tokenise(text: str, start: int, end: int, figures: Sequence[Quantity], moments: Sequence[Moment]) -> list[Token]:
    """The tokens of ``text[start:end]``; ``figures`` and ``moments`` are those of the sentence, in order."""
    fixed = _quotations(text, start, end, moments) + _comparisons(text, start, end)
    if fixed:
        fixed.sort(key=attrgetter("start"))
        quoted = [(token.start, token.end) for token in fixed]
        figures = [figure for figure in figures if not _is_inside(figure.start, quoted)]
        moments = [moment for moment in moments if not _is_inside(moment.start, quoted)]
    for figure in figures:
        if not _names(text, figure):
            begin = figure.outer_start + 2 * text.startswith("不得", figure.outer_start)  # 不得 is the modal before it
            fixed.append(Token(begin, figure.outer_end, "", Kind.FIGURE, Mark.NONE, figure))
    for moment in moments:
        fixed.append(Token(moment.start, moment.end, "", Kind.MOMENT, Mark.NONE, None, moment))
    if len(fixed) > 1:
        fixed.sort(key=lambda token: (token.start, token.moment is None))
    return _fill(text, start, end, fixed)


def _comparisons(text: str, start: int, end: int) -> list[Token]:
    """与2004年相比, 同上年同期比较, 相比于2021年末: what it is compared with, told in other words than 比."""
    if text.find("比", start, end) < 0:
        return []
    found = _COMPARED.finditer(text, start, end)
    return [Token(*match.span(), _THAN, Kind.THAN) for match in found]


def _is_inside(at: int, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether a place stands in one of the spans, which are in order."""
    before = bisect_right(spans, at, key=itemgetter(0)) - 1
    return before >= 0 and at < spans[before][1]


def _quotations(text: str, start: int, end: int, times: Sequence[Moment]) -> list[Token]:
    """Quotations and titles as plain tokens, and what counts in those that state something themselves."""
    found: list[Token] = []
    if text.find("“", start, end) < 0 and text.find("《", start, end) < 0:
        return found
    for match in _QUOTE.finditer(text, start, end):
        a, b = match.span()
        if times and any(a < time.end and time.start < b for time in times):
            continue
        if not _speaks(text, a, b):
            found.append(Token(a, b))
        elif count := _COUNT.match(text, a):
            found.append(Token(a, count.end(), kind=Kind.SKIP))  # “四个翻番”: how many there are is said by the names
    return found


def _speaks(text: str, start: int, end: int) -> bool:
    """Whether a quotation states something itself: a count of falls or rises, a pair of places, a doubling."""
    return text[start] == "“" and _STATED.search(text, start, end) is not None


def _names(text: str, figure: Quantity) -> bool:
    """Whether a number is part of a name or a measure: 每千人, 亿元以上项目, 百亿级, 零 in 零增长 is none."""
    if text[figure.start - 1 : figure.start] == "每" and figure.start:
        return True
    if text.startswith(("连", "制"), figure.outer_end):  # “十八连冠”, 十二连增, 3人制
        return True
    if text.endswith("海拔", 0, figure.start) or (
        text.startswith("年产", figure.start - 2) and _IS_MADE.match(text, figure.start - 2, figure.outer_end + 1)
    ):
        return True
    if (
        text[figure.start] not in "百千万亿"
        or figure.form in ("percent", "points", "fraction")
        or text.startswith(_GREW, figure.outer_end)
    ):
        return False
    return figure.outer_start == figure.start or text.startswith(_SORTS, figure.end)


def _fill(text: str, start: int, end: int, fixed: list[Token]) -> list[Token]:
    tokens: list[Token] = []
    at = start
    for token in fixed:
        if token.start < at:
            continue
        _words(text, at, token.start, tokens)
        if token.end > token.start:
            tokens.append(token)
        at = token.end
    _words(text, at, end, tokens)
    return tokens


def _words(text: str, start: int, end: int, tokens: list[Token]) -> None:
    at = start
    for a, b, (word, kind, mark) in _trie().find(text, start, end):
        if a > at:
            tokens.append(Token(at, a))
        if mark != Mark.QUOTE:  # the marks of a quotation that states something itself go
            tokens.append(Token(a, b, word, kind, mark))
        at = b
    if end > at:
        tokens.append(Token(at, end))
