"""Trends: a direction or a comparison with no figure, said of a measurable thing that stands before it.

The predicate is looked for first: a comparison (高于, 不及) wherever a yardstick follows it, every other word only where
its clause, or one of the coordinated parts of it, ends. Then the noun before it is read as for a figure. A thing that
cannot be measured, an effort (扩大…投资) and what somebody only works for (推动…增长) make none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from duban.reading import nouns
from duban.reading.clauses import Clause
from duban.reading.document import Basis, Comparator
from duban.reading.lexicon import Kind, lexicon
from duban.reading.setting import Setting
from duban.reading.statements import Draft
from duban.reading.tokens import Mark, Token
from duban.reading.trie import longest

_COMPARES = Kind.ABOVE | Kind.BELOW
_TURNS = Kind.RISE | Kind.FALL
_RESTS = Kind.STEADY | Kind.KEPT
_PEAKS = Kind.MOST | Kind.LEAST
_PREDICATE = _COMPARES | _TURNS | _RESTS | _PEAKS | Kind.SAME
# what may stand between a noun and its predicate
_APPROACH = Kind.SKIP | Kind.THAN | Kind.ALL | Kind.EACH | Kind.TO | Kind.WILL | Kind.ENSURE | Kind.STRIVE | Kind.ADVERB
# what may stand before the noun without making the clause an effort
_FREE = (
    Kind.SKIP | Kind.THAN | Kind.ALL | Kind.EACH | Kind.WILL | Kind.ENSURE | Kind.STRIVE | Kind.PART | Kind.NEW | Kind.SUM
    | Kind.ADVERB | Kind.TO
)  # fmt: skip
_VERBS = Kind.OBJECT | Kind.EFFORT | Kind.UP | Kind.DOWN | Kind.BLOCKER
_BRINGS = frozenset(("实现", "做到", "出现", "保持", "达到", "确保", "完成", "创造", "创", "连续"))
_KEEPS = frozenset(("保持", "维持", "稳定"))
_NUMERALS = "一二两三四五六七八九十"
_TAILS = ("趋势", "态势", "势头", "过快", "完成")
_STOPS = "。！？；，”）"
_STREAK = re.compile(rf"[“\"]([{_NUMERALS}]+连[增升涨快降])[”\"]")
_WITHIN = re.compile(r"在[^，。在]{1,12}[上下内中](?:的)?$")
_LISTED = re.compile(r"等(?:[一二三四五六七八九十\d]+)?(?:[大类项个种].*)?$")
_AGAINST = re.compile(r"(?:比|较|与|同|和|跟)$")
_REAL = re.compile(r"(?:实际|平均|年均|总体|整体|全年|年度|累计|同比|名义)$")
_REGION = re.compile(r"(?:[东中西南北]+部|地区|东北|城镇|乡村|县|省|市)$")
_CONDITION = re.compile(r"(?:只要|如果|假如|一旦)[^。；]*$")
_UNDER = re.compile(r"[^。；]*?(?:形势|情况|背景|条件|前提|环境|压力|局面)下")
_EXPECTED = re.compile(r"目标|预期|平均|水平")
_SINCE = re.compile(r"(?:以来|年来|历年|同期|近年)")
_GROWTH = re.compile(r"增长|增速|增幅|涨幅|增收")
_BARE_SPEED = frozenset(("增速", "增幅", "涨幅", "降幅", "增长", "增长速度"))
_GAP = 2  # characters between a clause and the one it carries on from


@dataclass(frozen=True, slots=True)
class Predicate:
    """What is said: its words, the relation they state, and whether an adverb is part of it (快速增长)."""

    num: tuple[int, int]
    comparator: Comparator
    kind: Kind
    qualified: bool = False


@cache
def _anchor() -> re.Pattern[str]:
    kinds = lexicon().kinds
    ends = longest(word for word, kind in kinds.items() if kind & _PREDICATE and not kind & _COMPARES)
    compares = longest(word for word, kind in kinds.items() if kind & _COMPARES)
    return re.compile(rf"(?:{ends})(?=[，。；、：！”）\n]|和|及|了|{'|'.join(_TAILS)}|$)|{compares}")


def has_trend_word(text: str, start: int, end: int) -> bool:
    """Whether a sentence may state a trend: a cheap test before anything is made into tokens."""
    return _anchor().search(text, start, end) is not None


def read_trends(text: str, clause: Clause, setting: Setting, earlier: Sequence[Draft]) -> list[Draft]:
    """The trends of a clause; ``earlier`` are the statements of its sentence so far, its own figures among them."""
    tokens = clause.tokens
    drafts: list[Draft] = []
    begin = 0
    for at, token in enumerate(tokens):
        said = token.kind & _PREDICATE or not token.word
        predicate = _predicate(text, tokens, at) if said else None
        if predicate is None:
            if token.figure is not None and not _spans_years(token):
                begin = at + 1
            continue
        drafts += _stated(text, clause, setting, [*earlier, *drafts], tokens[begin:at], predicate, tokens[at + 1 :])
        begin = at + 1
    return drafts


def _predicate(text: str, tokens: Sequence[Token], at: int) -> Predicate | None:
    """The predicate that a token is, if it can be the main one of its clause."""
    token = tokens[at]
    if token.figure is not None:
        return _against_figure(text, tokens, at)
    if not token.kind:
        streak = _STREAK.search(text, token.start, token.end)
        if streak is None or text[token.start] != "“":
            return None
        return Predicate(streak.span(1), "<" if streak.group(1)[-1] == "降" else ">", Kind.RISE)
    if token.kind & _COMPARES:
        behind = tokens[at + 1 :]
        if not behind or any(t.figure is not None for t in behind) or behind[0].mark:
            return None
        return Predicate((token.start, token.end), ">" if token.kind & Kind.ABOVE else "<", token.kind)
    measured = at > 0 and tokens[at - 1].figure is not None and not _spans_years(tokens[at - 1])
    if not _ends_part(text, tokens, at) or (measured and token.kind & _TURNS):
        return None
    if token.kind & _TURNS and any(t.kind & Kind.SAME for t in tokens[at + 1 :]):
        return None
    start, end = _core(text, token)
    return Predicate((start, end), _relation(tokens, at), token.kind, qualified=start > token.start)


def _against_figure(text: str, tokens: Sequence[Token], at: int) -> Predicate | None:
    """低于13%左右的预期目标: a figure that is only the yardstick's."""
    start, word = tokens[at].start, text[tokens[at].start : tokens[at].start + 2]
    kind = lexicon().kinds.get(word, Kind(0)) & _COMPARES
    yardstick = text[tokens[at].end : tokens[-1].end]
    if not kind or not yardstick.startswith("的") or not _EXPECTED.search(yardstick):
        return None
    return Predicate((start, start + 2), ">" if kind & Kind.ABOVE else "<", kind)


def _relation(tokens: Sequence[Token], at: int) -> Comparator:
    kind = tokens[at].kind
    if kind & Kind.SAME:
        near = (*(t.word for t in tokens[max(0, at - 2) : at]), tokens[at].word[:2])
        rough = any(word in ("基本", "大体", "总体") for word in near)
        return "~" if rough else "="
    if kind & Kind.KEPT:
        return "="
    if kind & Kind.STEADY:
        return "~"
    return ">" if kind & (Kind.RISE | Kind.MOST) else "<"


def _ends_part(text: str, tokens: Sequence[Token], at: int) -> bool:
    """Whether nothing but a mark, a conjunction or a light tail (趋势, 过快) follows in the clause."""
    if at + 1 == len(tokens):
        return True
    following = tokens[at + 1]
    behind = following.start + text.startswith("了", following.start)
    if behind >= tokens[-1].end or text[behind] in _STOPS:
        return True
    return bool(following.mark) or text.startswith(_TAILS, following.start)


def _core(text: str, token: Token) -> tuple[int, int]:
    """The span of the predicate as written: 快速增长 → 增长, 连增 → 十二连增."""
    word, start = token.word, token.start
    if word.startswith("连"):
        while text[start - 1] in _NUMERALS:
            start -= 1
    elif token.kind & Kind.SAME and word.endswith("同步"):
        start = token.end - 2
    elif token.kind & _TURNS and lexicon().kinds.get(word[-2:], Kind(0)) & _TURNS and word[-2:] not in ("新高", "新低"):
        start = token.end - 2
    return start, token.end


def _stated(
    text: str, clause: Clause, setting: Setting, earlier: Sequence[Draft], left: Sequence[Token], predicate: Predicate,
    right: Sequence[Token],
) -> list[Draft]:  # fmt: skip
    """The trends that one predicate states."""
    found = _without_approach(text, left, predicate)
    if found is None or _is_circumstance(text, clause, predicate):
        return []
    stretch, approach = found
    names, hint = _names(text, setting.subject if earlier else "", stretch, approach, predicate)
    if names is None:
        return []
    if not names:
        carried = _carried(earlier, clause, everything=any(t.kind & Kind.ALL for t in approach))
        names = [draft.subject for draft in carried]
        basis = _basis(text, predicate, hint, left, right, carried[-1].basis if carried else "level")
    else:
        basis = _basis(text, predicate, hint, left, right, "level")
        setting.subject = names[-1] if len(names) == 1 else "、".join(names)
    comparator = predicate.comparator
    if hint < 0:
        comparator = {">": "<", "<": ">"}.get(comparator, comparator)  # type: ignore[assignment]
    quote = (clause.start, clause.end)
    drafts = [Draft("trend", name, basis, comparator, None, None, "", predicate.num, quote, setting.parent) for name in names]
    for draft in drafts:
        draft.mood, draft.firmness = setting.clause_mood, setting.clause_firmness
        draft.due, draft.period = setting.clause_due, setting.clause_period
    return drafts


def _is_circumstance(text: str, clause: Clause, predicate: Predicate) -> bool:
    """Whether the clause only says under what circumstances the rest holds: 只要…，就…; 在…的形势下; what is faced."""
    begin = max(text.rfind(mark, 0, clause.start) for mark in "。；\n") + 1
    before = text[begin : clause.start]
    if any(t.kind & (Kind.AGAINST | Kind.BLOCKER) for t in clause.tokens if t.start < predicate.num[0]):
        return True
    if _CONDITION.search(before):
        return True
    return _UNDER.match(text, predicate.num[1]) is not None and re.match("在|面对|针对|应对", text[begin : begin + 2]) is not None


def _carried(earlier: Sequence[Draft], clause: Clause, *, everything: bool) -> list[Draft]:
    """What a clause without a noun carries on from: the statements of the clause right before it, each subject once."""
    if not earlier or earlier[-1].quote[1] < clause.start - _GAP:
        return []
    last = earlier[-1]
    found: dict[str, Draft] = {}
    for draft in earlier:
        if draft.num == last.num or (everything and draft.basis == last.basis):
            found[draft.subject] = draft
    return list(found.values())


def _basis(text: str, predicate: Predicate, hint: int, left: Sequence[Token], right: Sequence[Token], carried: Basis) -> Basis:
    """Growth where the subject is one (增速, 涨幅), or is held against one; else its level."""
    if hint:
        return "growth"
    if predicate.kind & _COMPARES and right:
        yardstick = text[right[0].start : right[-1].end]
        if _GROWTH.search(yardstick):
            return "growth"
        return "growth" if carried == "growth" else "level"
    if predicate.kind & Kind.SAME:
        words = text[left[0].start : predicate.num[1]] if left else ""
        return "growth" if _GROWTH.search(words) else "level"
    return "level"


def _spans_years(token: Token) -> bool:
    return token.figure is not None and token.figure.unit in ("年", "个月", "个季度", "季度", "岁")


def _without_approach(
    text: str, left: Sequence[Token], predicate: Predicate
) -> tuple[list[Token], list[Token]] | None:
    """The noun's stretch before a predicate, and what stood between the two; ``None`` without the needed yardstick."""
    first = next((at for at, token in enumerate(left) if not token.mark), len(left))
    tokens = _before_yardstick(text, list(left[first:]), predicate)
    if tokens is None:
        return None
    stop = len(tokens)
    while stop and _is_approach(text, tokens, stop - 1):
        stop -= 1
    return tokens[:stop], tokens[stop:]


def _is_approach(text: str, tokens: Sequence[Token], at: int) -> bool:
    token = tokens[at]
    if token.moment or _spans_years(token) or token.word in _BRINGS:
        return True
    if token.kind & _APPROACH:
        return not (token.kind & (Kind.UP | Kind.DOWN) and not token.kind & Kind.ADVERB)
    words = text[token.start : token.end].strip("“”")
    return all(char in _NUMERALS for char in words) or words in ("起", "比", "较", "连", "再", "的", "近", "多年来", "起逐月")


def _before_yardstick(text: str, tokens: list[Token], predicate: Predicate) -> list[Token] | None:
    """Without what the subject is held against: 与经济增长(同步), 在合理均衡水平上(基本稳定), 为7年来(最高)."""
    if predicate.kind & Kind.SAME:
        for at in range(len(tokens) - 1, 0, -1):
            if tokens[at].mark & Mark.AND or tokens[at].word in ("同", "与"):
                return tokens[:at]
        return None
    if predicate.kind & _PEAKS:
        if not tokens or not _SINCE.search(text[tokens[0].start : predicate.num[0]]):
            return None
        for at in range(len(tokens) - 1, -1, -1):
            if tokens[at].word in ("为", "是", "达", "创", "达到", "创下"):
                return tokens[:at]
        return []
    if predicate.kind & _RESTS:
        for at in range(len(tokens) - 1, 0, -1):
            if tokens[at].word == "在" and _WITHIN.match(text[tokens[at].start : tokens[-1].end].removesuffix("基本")):
                return tokens[:at]
            if tokens[at].mark & Mark.AND and all(t.moment or t.kind & Kind.THAN for t in tokens[at + 1 :]):
                return tokens[:at]
    return tokens


def _names(
    text: str, carried: str, stretch: list[Token], approach: Sequence[Token], predicate: Predicate
) -> tuple[list[str] | None, int]:
    """The subjects that a stretch names: none to carry on, ``None`` where it states nothing; and the sign of 增速, 降幅."""
    if not stretch:
        kept = any(t.word in _BRINGS - {"实现"} and t.kind & Kind.OBJECT for t in approach)
        return ([] if not kept else None), 0
    whole = _noun(text, stretch)
    if not whole or _is_effort(text, stretch, whole, approach, predicate):
        return None, 0
    if any(whole.startswith(word) for word in lexicon().tails["outside"]):
        return None, 0
    if whole in _BARE_SPEED:
        return [], -1 if whole == "降幅" else 1
    growing = nouns.without_growth(whole)[1]
    names = _members(text, stretch, whole, growing)
    if not all(growing or _is_measurable(name, approach, predicate) for name in names):
        return None, 0
    return [_completed(text, carried, stretch, name) for name in names], growing


def _noun(text: str, stretch: Sequence[Token]) -> str:
    """The noun of a stretch; a lone word that is noun and verb (出口, 投资) is a noun here."""
    whole = nouns.noun_of(text, stretch)
    raw = nouns.tidy(text[stretch[0].start : stretch[-1].end])
    if stretch[0].kind & Kind.NEW and raw.endswith(whole):
        return raw
    return whole or (raw if nouns.ends_in(raw, "head") else "")


def _is_effort(text: str, stretch: Sequence[Token], whole: str, approach: Sequence[Token], predicate: Predicate) -> bool:
    """Whether somebody works for what the noun shall do: a verb before it that does not just bring it about."""
    start = text.rfind(whole, stretch[0].start, stretch[-1].end)
    begin = start if start >= 0 else stretch[-1].end
    for token in stretch:
        if token.start >= begin:
            break
        if token.kind & Kind.EFFORT or token.kind & _VERBS and token.word not in _BRINGS and not token.kind & _FREE:
            return True
        if token.word in _KEEPS:
            calm = any(t.word in ("基本", "总体", "大体", "合理") for t in approach) or "基本" in text[begin : predicate.num[1]]
            if not (predicate.kind & _RESTS and calm):
                return True
    nominal = text[stretch[-1].end - 1] == "的" or (approach and text[approach[-1].start : approach[-1].end] == "的")
    streak = "连" in text[slice(*predicate.num)]
    return bool(nominal) and not predicate.kind & _RESTS and not streak


def _members(text: str, stretch: Sequence[Token], whole: str, growing: int) -> list[str]:
    """The names that share the predicate: each one's own, with the head and the modifier that they have in common."""
    names = [_bare(name) for name in nouns.members(text, stretch)]
    names = [name for name in names if name] or [whole]
    regional = _REGION.search(names[0]) is not None and not nouns.ends_in(names[0], "head")
    if len(names) == 1 or (regional and growing):
        return [_bare(whole)]
    return nouns.spread(names)


def _bare(name: str) -> str:
    """A name without 等七大…, its growth word and what only qualifies that."""
    name = nouns.without_growth(_LISTED.sub("", name))[0]
    return _AGAINST.sub("", _REAL.sub("", nouns.tidy(name)))


def _is_measurable(name: str, approach: Sequence[Token], predicate: Predicate) -> bool:
    """Whether a name ends in a thing with a unit, or in one that an adverb lets grow (新兴产业快速增长)."""
    head, soft = _tail(name, "head"), _tail(name, "soft")
    if head > soft:
        return True
    if soft or not predicate.kind & (Kind.RISE | Kind.ABOVE | Kind.STEADY | Kind.SAME):
        return False
    qualified = predicate.qualified or any(t.kind & (Kind.SKIP | Kind.ADVERB) or t.word == "连续" for t in approach)
    return qualified and _tail(name, "grown") > _tail(name, "soft")


def _tail(name: str, kind: str) -> int:
    """The length of the longest word of a kind that a name ends in; 0 if it ends in none."""
    words = lexicon().tails[kind]
    return next((size for size in range(min(len(name), 8), 0, -1) if name[-size:] in words), 0)


def _completed(text: str, carried: str, stretch: Sequence[Token], name: str) -> str:
    """A bare head (税负, 支出规模) with the subject that it belongs to."""
    if not nouns.is_bare(name):
        return name
    for at in range(1, len(stretch)):
        if stretch[at].word == "实现":
            return nouns.noun_of(text, stretch[:at]) + name
    return name if carried in lexicon().tails["own"] else nouns.joined(carried, name)
