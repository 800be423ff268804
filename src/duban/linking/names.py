"""A name as it is compared: without quotes, prefixes and tails that change nothing, in one word for each thing.

``国内生产总值``, ``全镇地区生产总值`` and ``GDP增速`` are one name. What a name says besides the thing is kept apart:
its scope (规上, 不含港区), its marks (亿元以上, 三期, PM2.5), and what is done to the things counted (开工, 竣工).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from duban.linking.words import one_of, table

_QUOTES = re.compile(r"[“”‘’\"'「」『』＂\s]")
_YEAR = re.compile(r"^(?:19|20)\d\d年度?(?:的)?")
_BRACKET = re.compile(r"\(([^()]*)\)")
_UNIT_NOTE = re.compile(r"^(?:单位[:：]?)?(?:[百千万亿]*(?:元|美元|亩|吨|平方米|人|户|套|家|个|项)|%|个百分点)$")
# 超10亿元, 亿元级, 总投资1亿美元以上: a size that tells which projects or firms are counted.
_ABOVE = re.compile(
    r"""(?:总投资|^投资)?(?:超过|超)?(?P<n>\d*\.?\d*)(?P<scale>[十百千万]?亿|[百千]?万)(?P<coin>美元|元)?(?P<how>以上|级)?
    (?=[^\d元]*?(?:项目|企业|工程|园区|产业|集群|镇|村|县))""",
    re.VERBOSE,
)
# 重点项目年计划投资, 重点项目1-11月累计完成投资: of the same investment, planned or done, of whatever months.
_INVESTED = re.compile(
    r"(?<=[^\W\d])(?:(?:\d{1,2}月?(?:-|至|—|~))?(?:\d{1,2}|本)月(?:底|末|份)?)?(?:年度|全年|本年|当年|今年|年内|年)?(?:计划|累计|实际|已)?(?:完成)?投资\Z"
)
# 64个投产项目投资: how many they are is no part of what is invested in them.
_SIZED = re.compile(
    r"^\d+(?:个|项|家)(?=[\u4e00-\u9fff]{2,12}(?:项目|工程|企业)[\u4e00-\u9fff]*(?:投资|产值|收入|支出)\Z)"
)
_TWICE = re.compile(r"(项目|工程|任务|企业)\1")  # 60个重点项目共有47个项目开工
# What two names must share to the letter: Latin words, sizes, numbers, ordinals (三期, 第二产业).
_MARKS = re.compile(
    r"""[A-Z][A-Z0-9.&]* | \d[\d.]*(?:[十百千万亿]*(?:美元|元)(?:以上)?)?
    | [一二三四五六七八九十]+(?=[期批轮号段类级星]|产业)""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Name:
    """A name taken apart. ``core`` is what is compared; ``dropped`` are the words taken off, for the reason told."""

    written: str
    core: str
    scopes: frozenset[str] = frozenset()
    notes: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()


@lru_cache(maxsize=1 << 15)
def name_of(written: str) -> Name:
    """A subject or an indicator's name, taken apart."""
    text = _QUOTES.sub("", unicodedata.normalize("NFKC", written)).upper()
    text, scopes, notes = _brackets(text)
    text, dropped = _stripped(text)
    text = _SIZED.sub("", text)
    text = _INVESTED.sub("投资", _TWICE.sub(r"\1", text))
    text = _one_word(_above(text))
    text, more = _scoped(text)
    core = table("same")["whole"].get(text, text)
    core, tails = _untailed(core)
    if set(tails) & set(table("names")["tails"]["growth"]):
        core = table("same")["whole"].get(core, core)
    return Name(written, core, scopes | more, notes, tuple(sorted(_MARKS.findall(core))), (*dropped, *tails))


@lru_cache(maxsize=1 << 15)
def plain_name(written: str) -> str:
    """The name of something built or made: no quotes, brackets, separators; all that is left must be the same."""
    text = _QUOTES.sub("", unicodedata.normalize("NFKC", written)).upper()
    return re.sub(r"[()《》、,，·\-—]", "", text)


def _brackets(text: str) -> tuple[str, frozenset[str], tuple[str, ...]]:
    """Brackets resolved: a scope becomes one, a unit or a remark goes, anything else stays in the name."""
    scopes: set[str] = set()
    notes: list[str] = []

    def resolve(match: re.Match[str]) -> str:
        inner = match[1].strip()
        if match[0] == "(限)" or match[0] == "(规)":
            return inner
        found = _scopes_in(inner)
        if found or re.search(table("scopes")["brackets"]["scope"], inner):
            scopes.update(found or {inner})
        elif not inner or _UNIT_NOTE.match(inner) or re.search(table("scopes")["brackets"]["note"], inner):
            pass
        else:
            notes.append(inner)
            return inner
        return ""

    return _BRACKET.sub(resolve, text).replace("(", "").replace(")", ""), frozenset(scopes), tuple(notes)


def _stripped(text: str) -> tuple[str, tuple[str, ...]]:
    """Without the words in front that say whose and when."""
    dropped: list[str] = []
    prefix, friends = _patterns()
    while True:
        found = _YEAR.match(text) or (None if friends.match(text) else prefix.match(text))
        if not found or len(text) - found.end() < 2:
            return text, tuple(dropped)
        dropped.append(found[0])
        text = text[found.end() :]


def _untailed(text: str) -> tuple[str, tuple[str, ...]]:
    """Without the words at the end that say how it is told (增速, 总额), as long as a name is left."""
    dropped: list[str] = []
    words, friends = _tails()
    while True:
        tail = next((word for word in words if text.endswith(word)), None)
        if tail is None or len(text) - len(tail) < 2 or any(text.endswith(friend) for friend in friends):
            return text, tuple(dropped)
        dropped.append(tail)
        text = text.removesuffix(tail)


def _above(text: str) -> str:
    """One form for a threshold of size: 超10亿元, 10亿元级, 总投资10亿元以上 → 10亿元以上."""

    def one_form(match: re.Match[str]) -> str:
        if not (match["how"] or match["coin"] or match["n"] or "超" in match[0]):
            return match[0]
        return f"{match['n'] or '1'}{match['scale']}{match['coin'] or '元'}以上"

    return _ABOVE.sub(one_form, text)


def _one_word(text: str) -> str:
    """One word for each thing: the synonyms, again over what they gave, then the patterns."""
    replace = _synonyms()
    replaced = replace(replace(text))
    for name, pattern in table("same")["patterns"].items():
        replaced = re.sub(pattern, name, replaced)
    return replaced


def _scoped(text: str) -> tuple[str, frozenset[str]]:
    """Without the words that name a scope, and the scopes."""
    words, scopes = _scope_words(False)
    found: set[str] = set()

    def take_off(match: re.Match[str]) -> str:
        found.add(scopes[match[0]]["name"])
        return scopes[match[0]].get("means", "")

    # 集群规上工业增加值: what a scope leaves in the name stands there already.
    left = words.sub(take_off, text).replace("工业工业", "工业")
    return (left, frozenset(found)) if len(left) >= 2 else (text, frozenset())


def _scopes_in(text: str) -> set[str]:
    words, scopes = _scope_words(True)
    return {scopes[word]["name"] for word in words.findall(text)}


@cache
def _scope_words(bracket: bool) -> tuple[re.Pattern[str], Mapping[str, Mapping[str, str]]]:
    """The words of scopes, the longest first, and what each names; some are one only inside brackets."""
    told = [one for one in table("scopes")["scope"] if bracket or one.get("only") != "bracket"]
    named = {word: one for one in told for word in one["words"]}
    return one_of(named), named


def scope_sort(scope: str) -> str:
    """What kind of scope a word is: threshold, territory, cluster or method; territory where it is not known."""
    return next((one["sort"] for one in table("scopes")["scope"] if one["name"] == scope), "territory")


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    prefixes = table("names")["prefixes"]
    return one_of(prefixes["words"]), one_of(prefixes["friends"])


@cache
def _tails() -> tuple[tuple[str, ...], tuple[str, ...]]:
    tails = table("names")["tails"]
    return tuple(sorted(tails["words"], key=len, reverse=True)), tuple(tails["friends"])


@cache
def _synonyms() -> Callable[[str], str]:
    """One pass over all synonyms, the longest first; a friend stays as it is."""
    become = {word: one["name"] for one in table("same")["same"] for word in one["words"]}
    become |= {friend: friend for friend in table("same")["friends"]}
    pattern = one_of(become)
    return lambda text: pattern.sub(lambda match: become[match[0]], text)
