"""Counts that share the noun behind the last of them: each counts its own part of the same things.

3个投资5亿元以上、9个投资1亿元以上的项目: the sizes only sort the projects, which are counted twice;
新建24个、提升10个示范村: what is done with them differs.
"""

from __future__ import annotations

from collections.abc import Sequence

from duban.reading.lexicon import Kind, lexicon
from duban.reading.tokens import Mark, Token

_JOINTS = Mark.PAUSE | Mark.AND
_DOES = Kind.OBJECT | Kind.WORK | Kind.NOMINAL | Kind.NEW | Kind.STATE | Kind.EFFORT


def is_open_count(text: str, clause: Sequence[Token], tokens: Sequence[Token], at: int) -> bool:
    """Whether a clause so far ends in a count whose noun is still to come, so that the mark at ``at`` leads on."""
    if tokens[at + 1].figure is not None:
        return _sized(text, clause, len(clause)) is not None
    return _is_done(clause) and _is_done_next(tokens, at)


def each_counted(text: str, tokens: list[Token]) -> list[list[Token]]:
    """A clause's tokens, once for each count of the noun at its end; as they are where there are not two."""
    joints = [at for at, token in enumerate(tokens) if token.mark & _JOINTS and 0 < at < len(tokens) - 1]
    if done := [at for at in joints if _is_done(tokens[:at]) and _is_done_next(tokens, at)]:
        begins, ends = [0, *(at + 1 for at in done)], [*done, done[-1] + 3]
        noun = tokens[done[-1] + 3 :]
        return [tokens[begin:end] + noun for begin, end in zip(begins, ends, strict=True)]
    sized = [(begin, at) for at in joints if (begin := _sized(text, tokens, at)) is not None]
    if not sized:
        return [tokens]
    first, last = sized[0][0], sized[-1][1] + 1
    noun = tokens[last + 3 :]
    if not noun or _sized(text, tokens, last + 3) != last:
        return [tokens]
    return [[*tokens[:first], tokens[at], *noun] for at in (*(begin for begin, _ in sized), last)]


def _is_done(clause: Sequence[Token]) -> bool:
    """Whether it ends in a verb and a count: 新建|24个."""
    return len(clause) > 1 and counts_things(clause[-1]) and clause[-2].kind & _DOES != 0


def _is_done_next(tokens: Sequence[Token], at: int) -> bool:
    """Whether a verb, a count by the same word, and at last the noun stand behind a mark: 提升|10个|示范村."""
    if at + 3 >= len(tokens) or not tokens[at + 1].kind & _DOES or not counts_things(tokens[at + 2]):
        return False
    one, two = tokens[at - 1].figure, tokens[at + 2].figure
    if one is None or two is None or one.unit != two.unit:
        return False
    return _is_done_next(tokens, at + 3) if tokens[at + 3].mark & _JOINTS else not tokens[at + 3].mark


def _sized(text: str, tokens: Sequence[Token], end: int) -> int | None:
    """Where the count stands whose size ends before ``end``: 3个|投资|5亿元以上."""
    size = tokens[end - 1].figure if 2 < end <= len(tokens) else None
    if size is None or size.unit not in lexicon().tails["measure"]:
        return None
    return end - 3 if _measures(text, tokens[end - 2]) and counts_things(tokens[end - 3]) else None


def counts_things(token: Token) -> bool:
    """Whether it is a number of things, not a measure or a share."""
    figure = token.figure
    if figure is None or not figure.unit:
        return False
    tails = lexicon().tails
    return figure.unit not in tails["measure"] and figure.unit not in tails["time"]


def _measures(text: str, token: Token) -> bool:
    """投资, 年产值: what a size is told of, not a thing that is counted (项目投资)."""
    if token.figure is not None or token.mark:
        return False
    noun, heads = text[token.start : token.end], lexicon().tails["head"]
    return noun in heads or noun[1:] in heads
