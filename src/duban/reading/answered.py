"""Circulars on how tasks stand: an item says what was promised, and then in the same line what came of it.

1．引进亿元项目100个，开工80个。上半年，引进107个… In such a section the words before the answer
are the pledge, although the section looks back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from duban.reading.frame import Frame, Paragraph

_CIRCULAR = re.compile(r"(?:指标|任务|目标|实事|承诺|事项|项目)[^，。]{0,10}(?:完成|进展|落实|办理|推进|实施)情况")
_SECTION = re.compile(r"\s*(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）])")
_ITEM = re.compile(r"\s*(?:\d{1,2}[.．、](?!\d)|[（(]\d{1,2}[)）]|[①-⑳])")
_ANSWER = re.compile(
    r"(?<=。)(?=(?:截[至止]|目前[，,已]|上半年|前?[一二三]季度|今年以来|\d{1,2}[-—–~～至]\d{1,2}月|"
    r"(?:完成|进展|落实|办理)情况[：:]))"
)
_DONE = re.compile(r"已|了|同比|比上年|累计|截[至止]")


def answered(text: str, found: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """The paragraphs; an item that is answered in its own line as two, the pledge and what came of it."""
    circular = False
    for paragraph in found:
        if paragraph.title or paragraph.heading:
            tells = _CIRCULAR.search(text, paragraph.start, paragraph.end) is not None
            circular = tells or (circular and _SECTION.match(text, paragraph.start, paragraph.end) is None)
        elif circular and paragraph.frame.mood == "reported" and (cut := answer(text, paragraph.start, paragraph.end)):
            yield replace(paragraph, end=cut, frame=Frame())
            paragraph = replace(paragraph, start=cut)
        yield paragraph


def answer(text: str, start: int, end: int) -> int | None:
    """Where the answer of a numbered item begins; None where it has none, or tells at once what was done."""
    item = _ITEM.match(text, start, end)
    found = _ANSWER.search(text, start, end) if item else None
    if found is None or _DONE.search(text, start, found.start()):
        return None
    return found.start()
