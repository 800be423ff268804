"""The predicates of trends: which words of a clause say that something rises, falls, stands still or is compared.

A comparison (高于, 不及) is one wherever a yardstick without a figure follows it, every other word only where its
clause, or one of the coordinated parts of it, ends: 提高质量 is an effort, 质量提高 a trend.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from duban.reading.document import Comparator
from duban.reading.lexicon import Kind, lexicon
from duban.reading.tokens import Token
from duban.reading.trie import spotted

COMPARES = Kind.ABOVE | Kind.BELOW
TURNS = Kind.RISE | Kind.FALL
RESTS = Kind.STEADY | Kind.KEPT
PEAKS = Kind.MOST | Kind.LEAST
NUMERALS = "一二两三四五六七八九十"
_PREDICATE = COMPARES | TURNS | RESTS | PEAKS | Kind.SAME
MAY_STATE = _PREDICATE | Kind.FIGURE  # a figure may begin with a comparison (低于13%的预期目标)
_ROUGHLY = frozenset(("基本", "大体", "总体"))
_AT_LEAST: dict[str, Comparator] = {"不低于": ">=", "不慢于": ">=", "不高于": "<=", "不快于": "<="}
_TAILS = ("趋势", "态势", "势头", "过快", "完成")  # what may follow a predicate and change nothing
_STOPS = "。！？；，”）"
_RECORDS = ("新高", "新低")  # words that stay whole: 创历史新高
_QUOTED = re.compile(rf"“(?:[{NUMERALS}]+(?=连)|[双{NUMERALS}]+个?(?!连))([^“”]{{2,4}})”")
_EXPECTED = re.compile(r"目标|预期|平均|水平")
_SPANS = frozenset(("年", "个月", "个季度", "季度", "岁"))


@dataclass(frozen=True, slots=True)
class Predicate:
    """What is said: its words, the relation they state, and whether an adverb is part of it (快速增长)."""

    num: tuple[int, int]
    comparator: Comparator
    kind: int
    qualified: bool = False


@cache
def _anchor() -> re.Pattern[str]:
    """Every predicate where it may stand."""
    end = rf"(?=[，。；、：！？”）\n]|和|及|了|{'|'.join(_TAILS)}|$)"
    kinds = lexicon().kinds
    return re.compile(
        spotted({word: "" if kinds[word] & COMPARES else end for word in kinds if kinds[word] & _PREDICATE})
    )


def trend_words(text: str) -> list[int]:
    """Where the words stand that may state a trend: a sentence without one need not be looked at."""
    return [match.start() for match in _anchor().finditer(text)]


def has_trend_word(text: str, start: int, end: int) -> bool:
    """Whether a clause may state a trend: a cheap test before its tokens are looked at."""
    return _anchor().search(text, start, end) is not None


def is_span(token: Token) -> bool:
    """Whether a figure is a stretch of years or an age, which belongs to the words around it (连续9年, 0~3岁幼儿)."""
    return token.figure is not None and token.figure.unit in _SPANS


def predicate_at(text: str, tokens: Sequence[Token], at: int) -> Predicate | None:
    """The predicate that a token is, if it can be the main one of its clause."""
    token = tokens[at]
    if token.figure is not None:
        return _with_figure(text, tokens, at)
    if not token.word:
        return _quoted(text, token)
    if token.kind & COMPARES:
        behind = tokens[at + 1 :]
        if not behind or behind[0].mark or any(t.figure is not None for t in behind):
            return None
        return Predicate((token.start, token.end), _relation(tokens, at), token.kind)
    if not token.kind & _PREDICATE or not _ends_part(text, tokens, at):
        return None
    if token.kind & TURNS:
        measured = at > 0 and tokens[at - 1].figure is not None and not is_span(tokens[at - 1])
        if measured or any(t.kind & Kind.SAME for t in tokens[at + 1 :]):
            return None
    start = _core(text, token)
    return Predicate((start, token.end), _relation(tokens, at), token.kind, qualified=start > token.start)


def _with_figure(text: str, tokens: Sequence[Token], at: int) -> Predicate | None:
    """低于13%左右的预期目标: a figure that is only the yardstick's."""
    start, word = tokens[at].start, text[tokens[at].start : tokens[at].start + 2]
    kind = lexicon().kinds.get(word, 0) & COMPARES
    yardstick = text[tokens[at].end : tokens[-1].end]
    if not kind or not yardstick.startswith("的") or not _EXPECTED.search(yardstick):
        return None
    return Predicate((start, start + 2), ">" if kind & Kind.ABOVE else "<", kind)


def _quoted(text: str, token: Token) -> Predicate | None:
    """“双下降”, “八连增”: a count of turns in quotation marks."""
    quoted = _QUOTED.match(text, token.start, token.end)
    kind = lexicon().kinds.get(quoted.group(1), 0) & TURNS if quoted else 0
    if quoted is None or not kind:
        return None
    start = token.start + 1 if quoted.group(1).startswith("连") else quoted.start(1)
    return Predicate((start, quoted.end(1)), ">" if kind & Kind.RISE else "<", kind)


def _relation(tokens: Sequence[Token], at: int) -> Comparator:
    kind = tokens[at].kind
    if kind & Kind.SAME:
        near = {*(t.word for t in tokens[max(0, at - 2) : at]), tokens[at].word[:2]}
        return "~" if near & _ROUGHLY else "="
    if kind & Kind.KEPT:
        return "="
    if kind & Kind.STEADY:
        return "~"
    if kind & COMPARES and tokens[at].word in _AT_LEAST:
        return _AT_LEAST[tokens[at].word]
    return ">" if kind & (Kind.ABOVE | Kind.RISE | Kind.MOST) else "<"


def _ends_part(text: str, tokens: Sequence[Token], at: int) -> bool:
    """Whether nothing but a mark, a conjunction or a light tail (了, 趋势, 过快) follows in the clause."""
    if at + 1 == len(tokens):
        return True
    following = tokens[at + 1]
    behind = following.start + text.startswith("了", following.start)
    if behind >= tokens[-1].end or text[behind] in _STOPS:
        return True
    return bool(following.mark) or text.startswith(_TAILS, following.start)


def _core(text: str, token: Token) -> int:
    """Where the predicate itself begins: 快速增长 → 增长, 基本稳定 → 稳定, and back over the count in 十二连增."""
    word, start = token.word, token.start
    if word.startswith("连"):
        while text[start - 1] in NUMERALS:
            start -= 1
        return start
    turn = token.kind & TURNS and lexicon().kinds.get(word[-2:], 0) & TURNS and not word.endswith(_RECORDS)
    calm = token.kind & (Kind.SAME | Kind.STEADY) and word[:2] in _ROUGHLY
    return token.end - 2 if turn or calm else start
