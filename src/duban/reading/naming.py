"""The names that a noun coordinates: X、Y等一批项目, 银座、广越等企业新项目, 办法和制度.

What only says a kind (重点产业项目), counts (6个泊位) or describes is no name and falls out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from duban.reading import nouns
from duban.reading.lexicon.named import beginning, ending, is_generic, words
from duban.reading.tokens import Mark, Token

JOINT = Mark.PAUSE | Mark.AND
AND_SO_ON = re.compile(r"(?<![平高中均优同初对特何相劣])等(?![级待于同候额距值学教])")
_COUNT = re.compile(r"(?:[一二两三四五六七八九十百千万亿几数\d.]+[余多]?|多)[个家项条座所批处套户名场件类台回种]")
_SIZED = re.compile(r"\d[\d.]*[余多]?[万亿]?[余多]?[个家项条户名人]")
_VAGUE = re.compile(
    "一系列|一批|相关|有关|一揽子|^[本该此](?![市省县区镇乡村级地土科届])"
)  # 制定本方案: the text itself
_SIZES = frozenset(("元", "美元", "兆瓦", "千瓦", "英寸", "千伏"))  # units that size a thing inside its name
_HOLDS = re.compile("涵盖|包括|覆盖|包含")
_SIZE = re.compile(r"^(?:规模)?[超近约逾]?[\d.]+[万千百]?亿?元(?:以上)?")
_LEAST, _LONGEST = 2, 40


def stretch(text: str, tokens: Sequence[Token]) -> tuple[int, int]:
    """From the first token to the end of the last, less the sentence's full stop."""
    start, end = tokens[0].start, tokens[-1].end
    while end > start and text[end - 1] in "。！？；，、：":
        end -= 1
    return start, end


def members(text: str, tokens: Sequence[Token]) -> list[str]:
    """The names that are coordinated in a noun, each with what it shares with the others; counts are left out."""
    if not tokens:
        return []
    start, end = _after_size(text, tokens)
    cut = AND_SO_ON.search(text, start, end)
    inner = tokens if start <= tokens[0].start else [t for t in tokens if t.start >= start]
    parts = _parts(text, inner, start, cut.start() if cut else end)
    parts = _summed_up(text, inner, parts, end) if cut is None and len(parts) > 1 else parts
    if cut is None and beginning("unnamed").match(text, start):
        return []
    names = [name for name in (_clean(part) for part in parts) if name]
    if cut is None:
        described = any("的" in part for part in parts[1:])  # 覆盖城乡、功能比较齐全的…
        return [] if described else _sharing(names)
    if "、" in text[cut.end() : end] or _HOLDS.search(text, cut.end(), end):
        return []
    own, rest = _held(text[cut.end() : end])
    return [name + own for name in names] + ([] if own else rest)


def _after_size(text: str, tokens: Sequence[Token]) -> tuple[int, int]:
    """规模10亿元的母基金: a size before 的 is no part of the name."""
    start, end = stretch(text, tokens)
    for token in tokens:
        if token.figure is not None and text.startswith("的", token.end):
            start = token.end + 1
    return (start, end) if start < end else (tokens[0].start, end)


def _parts(text: str, tokens: Sequence[Token], start: int, end: int) -> list[str]:
    """The stretches between 、 and 和, without those that a count opens."""
    found: list[str] = []
    at, counted = start, False
    for token in tokens:
        if token.start >= end:
            break
        if token.figure is not None and token.end >= end:
            return []  # 开工建设公寓房940套: the count is the figure's statement
        if token.figure is not None and token.start == at:
            counted = _counts(text, token)
        bare = token.mark & Mark.AND and token.start - at < _LEAST  # 安和港: one character is no name
        if token.mark & JOINT and token.start > at and not bare and _parts_here(text, token, start, end):
            if not counted:
                found.append(text[at : token.start])
            at, counted = token.end, False
    if not counted:
        found.append(text[at:end])
    return found


def _summed_up(text: str, tokens: Sequence[Token], parts: list[str], end: int) -> list[str]:
    """东桥、西桥|两座|桥梁, 永安、长宁|两座|变电站: as many names as the count says, the noun behind it their own."""
    token = tokens[-2] if len(tokens) > 1 else None
    if token is None or token.figure is None or token.figure.value != len(parts) or not _counts(text, token):
        return parts
    names, noun = [*parts[:-1], parts[-1][: token.start - end]], text[token.end : end]
    return [name if is_generic(noun) or ending("thing").search(name) else name + noun for name in names]


def _counts(text: str, token: Token) -> bool:
    """Whether a figure at the head of a name counts things: not in 第三人民医院, 千万吨级炼油厂, 10兆瓦反应堆."""
    figure = token.figure
    if figure is None or text[token.start] == "第" or text.startswith("级", token.end):
        return False
    return figure.comparator != "=" or figure.unit not in _SIZES


def _parts_here(text: str, token: Token, start: int, end: int) -> bool:
    """Whether a joining word joins two names: not in 上海和江苏的合作, not when too little would be left."""
    if token.mark & Mark.PAUSE:
        return True
    rest = text[token.end : end]
    if len(rest) <= _LEAST or ("的" in rest and "、" not in rest):
        return False
    before = text[start : token.start]
    return "、" in before or "、" in rest or ending("thing").search(before) is not None


def _held(rest: str) -> tuple[str, list[str]]:
    """Behind 等: what each name has (企业新项目 → 新项目), or further names after a 和."""
    stripped = re.sub(r"^(?:的)?(?:一批|多[个家])?", "", rest)
    holder = beginning("holder").match(stripped)
    if holder:
        own = _clean(stripped[holder.end() :].removeprefix("的"))
        if (own and not is_generic(own)) or own.endswith("项目"):
            return own, []
    if rest in words("shared") or rest in ("改革", "试点", "改革试点"):
        return rest, []
    more = re.split(r"[、和及与]", rest)[1:]
    return "", [_clean(one) for one in more if len(one) > _LEAST and not _COUNT.match(one)]


def _clean(name: str) -> str:
    """A name without the asides at its edges and the bare 建设 at its end."""
    name = nouns.tidy(name)
    while match := beginning("aside").match(name):
        if len(name) - match.end() < _LEAST:
            return ""
        name = name[match.end() :]
    name = _SIZE.sub("", name)
    if name.endswith("建设") and len(name) > 2 + _LEAST:
        name = name.removesuffix("建设")
    return nouns.tidy(name)


def _sharing(names: list[str]) -> list[str]:
    """卫生院、垃圾中转站迁建工作: what is done to the last one is done to each."""
    if len(names) < 2 or any(ending("shared_work").search(name) for name in names[:-1]):
        return names
    match = ending("shared_work").search(names[-1])
    if match is None or match.start() < _LEAST:
        return names
    return [*(name + match.group() for name in names[:-1]), names[-1]]


def is_named(name: str) -> bool:
    """Whether a name names: not a bare kind of things, nothing counted, nothing that cannot reach a state."""
    if not _LEAST <= len(name) <= _LONGEST or is_generic(name) or _COUNT.match(name) or _SIZED.search(name):
        return False
    return "“" in name or ending("never").search(name) is None


def documents(text: str, tokens: Sequence[Token]) -> list[str]:
    """The named documents of a noun; a stretch that ends in none belongs to the one that follows it."""
    if not tokens:
        return []
    start, end = stretch(text, tokens)
    cut = AND_SO_ON.search(text, start, end)
    end = cut.start() if cut else end
    found: list[str] = []
    at = start
    for stop, following in [*((t.start, t.end) for t in tokens if t.mark & JOINT and t.end <= end), (end, end)]:
        name = text[at:stop].removeprefix("了")
        title = name.strip("“”")
        if title.startswith("《") and title.endswith("》"):
            found.append(title[1:-1])
            at = following
        elif nouns.ends_in(name, "document"):
            found.append(nouns.tidy(name).lstrip("和与并及"))
            at = following
    return [
        name
        for name in found
        if not ("的" in name or _VAGUE.search(name) or is_generic(name, "plain_document") or _COUNT.match(name))
    ]
