"""How alike two names are, with a reason: the same, the same but for words that add nothing, of another scope, near.

Wrong links are worse than missing ones, so a difference that no word of the lexicon explains keeps two names apart,
unless it is a slip of the pen in a long name; and names that hold two words of which a thing has one or the other
(城镇, 农村; 合同外资, 实际使用外资) are never the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from duban.linking.names import Name, name_of, plain_name
from duban.linking.words import one_of, table

_NEAR = 90.0  # per cent of the characters that two names must share where nothing explains the rest
_LONG = 7  # characters of a name in which a slip is told from another word
_SAME, _SHORTENED, _LIGHT, _NOTED, _UNSAID, _SLIP = 1.0, 0.97, 0.9, 0.85, 0.78, 0.7
_INDUSTRY = re.compile(r"(?<!企)业$|经济$")
_SCOPE = 0.78  # what is left of a confidence where the scope differs


@dataclass(frozen=True, slots=True)
class Likeness:
    """``confidence`` 0 is not the same thing; ``scope_change`` tells what differs where only the scope does."""

    confidence: float
    reason: str = ""
    scope_change: str | None = None


APART = Likeness(0.0)


@lru_cache(maxsize=1 << 17)
def alike(one: str, two: str) -> Likeness:
    """Whether two subjects name the same thing; ``one`` is the pledge's or the statement's, for the words told."""
    if one == two:
        return Likeness(_SAME, f"事物同名“{one}”")
    first, second = name_of(one), name_of(two)
    found = alike_cores(first, second)
    if not found.confidence or first.scopes == second.scopes:
        return found
    told = f"{_told(first.scopes)} → {_told(second.scopes)}"
    return Likeness(found.confidence * _SCOPE, f"{found.reason}，但口径不同", _joined(found.scope_change, told))


@lru_cache(maxsize=1 << 15)
def alike_things(one: str, two: str) -> Likeness:
    """Whether two names of something built or made are one thing: all but words like 项目 and 工程 must be there."""
    first, second = plain_name(one), plain_name(two)
    if first == second:
        return Likeness(_SAME, f"同一件事“{one}”")
    light = _name_light()
    if (bare := light.sub("", first)) == light.sub("", second) and len(bare) >= 2:
        return Likeness(_LIGHT, f"“{one}”与“{two}”只差“项目”“工程”之类的字")
    return APART


def alike_cores(one: Name, two: Name) -> Likeness:
    """The likeness of two names without their scopes."""
    if one.core == two.core:
        return Likeness(_SHORTENED, f"“{one.written}”与“{two.written}”是同一个事物")
    if one.marks != two.marks or rivals(one.core, two.core):
        return APART
    if one.notes != two.notes and _without_notes(one) == _without_notes(two):
        told = "、".join((*one.notes, *two.notes))
        return Likeness(_NOTED, f"“{one.written}”与“{two.written}”只差括号里的“{told}”")
    rest = _residues(one.core, two.core)
    if all(_light().fullmatch(piece) for piece in rest):
        return Likeness(_LIGHT - 0.02 * len(rest), f"“{one.written}”与“{two.written}”只差“{'、'.join(rest)}”")
    if rest == ("增加值",) and _INDUSTRY.search(min(one.core, two.core, key=len)):
        change = "只有一边说明是增加值"
        return Likeness(_UNSAID, f"“{one.written}”与“{two.written}”只差“增加值”", change)
    return _near(one, two, rest)


def _without_notes(name: Name) -> str:
    core = name.core
    for note in name.notes:
        core = core.replace(note, "")
    return core if len(core) > 1 else name.core


def _near(one: Name, two: Name, rest: tuple[str, ...]) -> Likeness:
    """A slip of the pen in a long name, or the same characters in another order."""
    if min(len(one.core), len(two.core)) < _LONG or _lonely(one.core) != _lonely(two.core):
        return APART
    if _head(one.core) != _head(two.core) and sorted(one.core) != sorted(two.core):
        return APART
    signs = frozenset(table("names")["telling"]["signs"])
    if sorted(one.core) != sorted(two.core) and (
        fuzz.ratio(one.core, two.core) < _NEAR or any(len(piece) > 1 or piece in signs for piece in rest)
    ):
        return APART
    return Likeness(_SLIP, f"“{one.written}”与“{two.written}”几乎同名")


def _residues(one: str, two: str) -> tuple[str, ...]:
    """The stretches of either name that the other does not have, as they come."""
    pieces = []
    for edit in Indel.opcodes(one, two):
        if edit.tag != "equal":
            own, other = one[edit.src_start : edit.src_end], two[edit.dest_start : edit.dest_end]
            pieces += [piece for piece in (own, other) if piece]
    return tuple(pieces)


@lru_cache(maxsize=1 << 15)
def _rival_words(core: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(pattern.findall(core)) for pattern in _groups())


def rivals(one: str, two: str) -> bool:
    """Whether each holds a word of a group that the other's excludes."""
    return any(a and b and a != b for a, b in zip(_rival_words(one), _rival_words(two), strict=True))


@lru_cache(maxsize=1 << 15)
def _lonely(core: str) -> frozenset[str]:
    return frozenset(_alone().findall(core))


@lru_cache(maxsize=1 << 15)
def _head(core: str) -> str:
    """The measure that a name ends in; empty for none."""
    return next((head for head in _heads() if core.endswith(head)), "")


def _told(scopes: frozenset[str]) -> str:
    return "、".join(sorted(scopes)) or "未另说明口径"


def _joined(*changes: str | None) -> str | None:
    return "；".join(filter(None, changes)) or None


@cache
def _groups() -> tuple[re.Pattern[str], ...]:
    return tuple(one_of(group) for group in table("rivals")["groups"])


@cache
def _alone() -> re.Pattern[str]:
    return one_of(table("rivals")["alone"])


@cache
def _heads() -> tuple[str, ...]:
    return tuple(sorted(table("names")["heads"]["words"], key=len, reverse=True))


@cache
def _light() -> re.Pattern[str]:
    """One or more words that add nothing, or acts, which are compared by themselves."""
    acts = [word for sort in ("stages", "others") for words in table("acts")[sort].values() for word in words]
    words = one_of([*table("names")["light"]["words"], *acts, *table("acts")["new"]["words"]])
    return re.compile(f"(?:{words.pattern})+")


@lru_cache(maxsize=1 << 12)
def bare_core(subject: str) -> str:
    """A name without scopes, acts and words that add nothing at its ends: 路口改造 is 路口."""
    core, light = name_of(subject).core, _light().pattern
    return re.sub(rf"\A(?:{light})|(?:{light})\Z", "", core) or core


@cache
def _name_light() -> re.Pattern[str]:
    return one_of(table("names")["name_light"]["words"])
