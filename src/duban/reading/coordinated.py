"""Coordinated names (A、B和C) that each have what is said, with the head, owner or modifier that they share."""

from __future__ import annotations

import re
from collections.abc import Sequence

from duban.reading.lexicon import lexicon
from duban.reading.nouns import beginning, ending, ends_in, is_bare, noun_of
from duban.reading.tokens import Mark, Token

_SHORTEST = 2  # characters of an owner that only goes with the first (营业)
_SHORT = 3  # characters of a name or a rate that says not of what: 授权率
_SISTERS = "感量"  # ends of short names that share the owner before the first
_ORDINALS = tuple("一二三四五")
_PREFIX_PLACE = re.compile(r"^(?:[\u4e00-\u9fff]{1,6}?(?:镇|县|自治州|省|村))(?=[\u4e00-\u9fff]{2})")


def members(text: str, tokens: Sequence[Token], *, marks: int = Mark.PAUSE | Mark.AND) -> list[str]:
    """The names that 、 and 和 coordinate in a noun's stretch, each without verbs at its head; ``marks``: by which."""
    parts: list[list[Token]] = [[]]
    for token in tokens:
        if token.mark & marks:
            parts.append([])
        else:
            parts[-1].append(token)
    names = [noun_of(text, part) for part in parts if part]
    return [name.removesuffix("等") or name for name in names if name]


def spread(names: Sequence[str]) -> list[str]:
    """Coordinated names with what they share said of each: the last one's head, the first one's modifier."""
    first, last = names[0], names[-1]
    if len(names) == 1:
        return [first]
    if all(name in _ORDINALS for name in [*names[:-1], last[:1]]):
        return [*(name + last[1:] for name in names[:-1]), last]  # 一、二、三|产业
    least = _head_of(last)
    if least:
        names = [
            *(name if _has_head(name, last) else name + _shared_head(name, last, least) for name in names[:-1]),
            last,
        ]
    modifier = _modifier(first)
    owner = first.removesuffix(_least_head(first)) if _least_head(first) else modifier
    scope = modifier if modifier in lexicon().tails["scope"] or _PREFIX_PLACE.match(first) else ""
    return [names[0], *(_owned(name, first, owner, scope) for name in names[1:])]


def _owned(name: str, first: str, owner: str, scope: str) -> str:
    """A coordinated name with the owner before it: all of it before a bare head, its scope before a name of its own.

    A short name that ends as the first does has the first one's owner: 居民|幸福感、安全感; 企业|订单量、出货量.
    """
    if not name:
        return ""  # 增速、投资增速: what is left of 增速 names nothing
    if is_bare(name):
        own = owner.removesuffix("总")  # 规上工业|总产值、增加值
        return own + name if own == owner or len(own) > _SHORTEST else name  # 营业|总收入、利润总额
    if beginning(name, "modifier") or beginning(name, "wide") or name in lexicon().tails["own"]:
        return name
    alike = len(name) <= _SHORT < len(first) - 1 and name[-1] == first[-1] and name[-1] in _SISTERS
    return (first[: -len(name)] if alike else scope) + name


def _has_head(name: str, last: str) -> bool:
    """Whether a coordinated name has a head of its own and needs not the last one's."""
    if not name:
        return True
    if name in lexicon().tails["pollutant"]:
        return False
    relative = ends_in(last, "relative") and not (ends_in(name, "relative") or name.endswith(("度", "感", "数")))
    return ends_in(name, "head") and not relative


def _shared_head(name: str, last: str, least: str) -> str:
    """How much of the last name all share: what is behind the part that stands as the other name does.

    小学、初中入学率 → 入学率; 城镇、农村居民可支配收入 → 居民可支配收入; at least its head.
    """
    most = len(last) - len(least)
    split = min(len(name), most)
    alike = [at for at in range(max(1, split - 3), min(most, split + 3) + 1) if last[at - 1] == name[-1]]
    split = min(alike, key=lambda at: abs(at - split), default=split)
    return last[split:]


def _head_of(name: str) -> str:
    """The one head at a name's end; of a rate without a head of its own, its last three characters (发放率)."""
    head = ending(name, "head")
    if len(head) == len(name):
        return ""
    return name[-3:] if head == "率" and len(name) > _SHORT else head


def _least_head(name: str) -> str:
    """The shortest head of two characters or more at a name's end: 生产安全事故|起数."""
    heads = lexicon().tails["head"]
    return next((name[-size:] for size in range(2, min(len(name), 7)) if name[-size:] in heads), "")


def _modifier(name: str) -> str:
    place = _PREFIX_PLACE.match(name)
    modifier = beginning(name, "modifier") or (place.group() if place else "")
    return modifier if len(modifier) < len(name) else ""
