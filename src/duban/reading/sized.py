"""Things of one sort counted by their sizes: 3个投资5亿元以上、9个投资1亿元以上的项目 counts the projects twice.

The sizes only sort the things; the noun behind the last of them is what each count counts.
"""

from __future__ import annotations

from collections.abc import Sequence

from duban.reading.lexicon import lexicon
from duban.reading.tokens import Mark, Token

_JOINTS = Mark.PAUSE | Mark.AND


def is_open_size(text: str, tokens: Sequence[Token], following: Token) -> bool:
    """Whether a clause so far ends in a count with its size, so that 、 leads on to the next of them."""
    return following.figure is not None and _item(text, tokens, len(tokens)) is not None


def each_sized(text: str, tokens: list[Token]) -> list[list[Token]]:
    """A clause's tokens, once for each count of a sort of the noun at its end; as they are where there are not two."""
    joints = [at for at, token in enumerate(tokens) if token.mark & _JOINTS]
    items = [(begin, at) for at in joints if (begin := _item(text, tokens, at)) is not None]
    if not items:
        return [tokens]
    first, last = items[0][0], items[-1][1] + 1
    noun = _tail(text, tokens, last)
    if noun is None:
        return [tokens]
    return [[*tokens[:first], tokens[at], *noun] for at in (*(begin for begin, _ in items), last)]


def _item(text: str, tokens: Sequence[Token], end: int) -> int | None:
    """Where the count stands whose size ends before ``end``: 3个|投资|5亿元以上."""
    size = tokens[end - 1].figure if end > 2 else None
    if size is None or size.unit not in lexicon().tails["measure"]:
        return None
    return end - 3 if _measures(text, tokens[end - 2]) and _counts(tokens[end - 3]) else None


def _tail(text: str, tokens: Sequence[Token], at: int) -> list[Token] | None:
    """The noun behind the last count and its size: 9个|投资|1亿元以上|的项目."""
    size = _item(text, tokens, at + 3)
    return list(tokens[at + 3 :]) or None if size == at else None


def _counts(token: Token) -> bool:
    """Whether it is a number of things, not a measure or a share."""
    tails, figure = lexicon().tails, token.figure
    return figure is not None and bool(figure.unit) and figure.unit not in tails["measure"] | tails["time"]


def _measures(text: str, token: Token) -> bool:
    """投资, 年产值: what a size is told of, not a thing that is counted (项目投资)."""
    if token.figure is not None or token.mark:
        return False
    noun, heads = text[token.start : token.end], lexicon().tails["head"]
    return noun in heads or noun[1:] in heads
