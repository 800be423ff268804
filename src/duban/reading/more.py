"""增加 before a count: so many new things, as 新增 says, and no change of what stands before it."""

from __future__ import annotations

from collections.abc import Sequence

from duban.reading import nouns
from duban.reading.approach import Approach
from duban.reading.lexicon import Kind
from duban.reading.tokens import Token

_MORE = "增加"


def counts_new(text: str, found: Approach, right: Sequence[Token]) -> bool:
    """增加30个|停车位, 全市|增加8座|公园, 增加|甲村至乙村等5条|线路: the things that are counted are new."""
    if found.noun and found.noun[0].word == _MORE:
        return True
    if _MORE not in found.words or found.compared or not right or right[0].kind & ~Kind.FRIEND:
        return False
    return not found.noun or nouns.ends_in(nouns.noun_of(text, found.noun), "site")
