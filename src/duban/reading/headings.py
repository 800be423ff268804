"""What a heading alone names, so that the sentences below it need not: 二、农村公路。新建100公里."""

from __future__ import annotations

import re

from duban.reading import nouns
from duban.reading.lexicon import Kind
from duban.reading.tokens import tokenise

_HEAD = re.compile(
    r"\s*(?:第?[一二三四五六七八九十]{1,3}(?:部分)?[、.．]|（[一二三四五六七八九十\d]{1,3}）|\d{1,2}[、.．](?!\d)|[-•·■●◆])?\s*"
)
_TAIL = re.compile(r"(?:方面|建设|工作|实施)?[。：:]?\s*$")
_LENGTH = range(3, 15)  # characters of a heading that names a thing
_WITH_TAIL = 20  # characters that it has at most with the words at its end that name nothing
_NAME = re.compile(r"[\u4e00-\u9fffA-Za-z“”]+")
# Headings that say what the section is for, or are of many things at once.
_NO_THING = re.compile(
    r"目标|任务|回顾|总结|情况|要求|打算|措施|指标|原则|思想|思路|安排|要点|实事|问题|成效|成绩|展望|规划|计划|重点(?!建?设?项目|工程)|方面"
    r"|经济|社会|民生|发展|环境|改革|创新|治理|服务业?$|生态|安全|乡村|文化|教育|城市|农业|工业|产业|党|政府|全面|年"
)
_VERBS = Kind.OBJECT | Kind.UP | Kind.DOWN | Kind.FLAT | Kind.STATE | Kind.ENSURE | Kind.STRIVE | Kind.MOMENT


def thing_named(text: str, start: int, end: int) -> str:
    """The thing that a heading names and does nothing with, without its number; empty for any other line."""
    begin = _HEAD.match(text, start, end)
    at = begin.end() if begin else start
    if end - at > _WITH_TAIL:
        return ""
    tail = _TAIL.search(text, at, end)
    stop = tail.start() if tail else end
    said = text[at:stop]
    if len(said) not in _LENGTH or not _NAME.fullmatch(said) or _NO_THING.search(said):
        return ""
    tokens = tokenise(text, at, stop, [], [])
    if not tokens or any(token.kind & _VERBS or token.mark for token in tokens):
        return ""
    return said if nouns.noun_of(text, tokens) == said else ""
