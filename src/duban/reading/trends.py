"""Trends: a direction or a comparison with no figure, said of a measurable thing that stands before it.

The predicate is looked for first (``trend_words``), then the noun before it is read as for a figure. A thing that
cannot be measured, an effort (扩大…投资), what somebody only works for (推动…增长) and a mere circumstance make none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from duban.reading import nouns
from duban.reading.clauses import Clause
from duban.reading.coordinated import members, spread
from duban.reading.document import Basis, Comparator
from duban.reading.draft import Draft
from duban.reading.lexicon import Kind, lexicon
from duban.reading.setting import Setting
from duban.reading.tokens import Mark, Token
from duban.reading.trend_words import (
    COMPARES,
    MAY_STATE,
    NUMERALS,
    PEAKS,
    RESTS,
    Predicate,
    has_trend_word,
    is_span,
    predicate_at,
)

# what may stand between a noun and its predicate
_APPROACH = Kind.SKIP | Kind.THAN | Kind.ALL | Kind.EACH | Kind.TO | Kind.WILL | Kind.ENSURE | Kind.STRIVE | Kind.ADVERB
_LIGHT = frozenset(("起", "比", "较", "连", "再", "的", "近", "多年来", "以来", "来", "年来"))
# what may stand before the noun without making the clause an effort
_FREE = _APPROACH | Kind.PART | Kind.NEW | Kind.SUM
_VERBS = Kind.OBJECT | Kind.UP | Kind.DOWN
_BRINGS = frozenset(("实现", "做到", "出现", "保持", "达到", "确保", "完成", "创造", "创", "连续"))
_KEEPS = frozenset(("保持", "维持", "稳定"))
_CALM = ("基本", "总体", "大体", "合理")
_WITHIN = re.compile(r"在[^，。在]{1,12}[上下内中](?:的)?$")
_LISTED = re.compile(r"(?<=[^一二三四五六七八九十高中初同均])等(?![级等待候次于离位]).*$")
_AGAINST = re.compile(r"(?:比|较|与|同|和|跟|创|创下|刷新)$")
_ONWARD = re.compile(r"[从由自][^，]{1,10}?(?:起|以来|开始)")
_REAL = re.compile(r"(?:实际|平均|年均|总体|整体|全年|年度|累计|同比|名义)$")
_LEVELS = ("国家", "省", "市")  # 国家和省级人才数: no name of its own
_REGION = re.compile(r"(?:[东中西南北]+部|地区|东北|城镇|乡村|县|省|市)$")
_CONDITION = re.compile(r"(?:只要|如果|假如|一旦)[^。；]*$")
_UNDER = re.compile(r"[^。；]*?(?:形势|情况|背景|条件|前提|环境|压力|局面)下")
_FACING = ("在", "面对", "针对", "应对")
_LEVEL_WITH = ("持平", "相当")
_SINCE = re.compile(r"(?:以来|年来|历年|同期|近年)")
_GROWTH = re.compile(r"增长|增速|增幅|涨幅|增收")
_SPEEDS = frozenset(("增速", "增幅", "涨幅", "降幅", "增长", "增长速度"))
_OPPOSITE: dict[Comparator, Comparator] = {">": "<", "<": ">"}
_GAP = 2  # characters between a clause and the one it carries on from
_FAR = 400  # characters back to a condition that still governs
_LEAST = 2  # characters of a name


@dataclass(frozen=True, slots=True)
class Ground:
    """What stands before a predicate: the noun's tokens and those between the noun and the predicate."""

    noun: list[Token]
    approach: list[Token]

    def passes(self, kind: int) -> bool:
        """Whether a word of a kind stands between the noun and the predicate."""
        return any(token.kind & kind for token in self.approach)


def read_trends(text: str, clause: Clause, setting: Setting, earlier: Sequence[Draft]) -> list[Draft]:
    """The trends of a clause; ``earlier`` are the statements of its sentence so far, its own figures among them."""
    quoted = text.find("“", clause.start, clause.end) >= 0
    if not (clause.kinds & MAY_STATE or quoted) or not has_trend_word(text, clause.start, clause.end):
        return []
    tokens = clause.tokens
    drafts: list[Draft] = []
    begin = 0
    for at, token in enumerate(tokens):
        predicate = predicate_at(text, tokens, at)
        if predicate is None:
            if token.figure is not None and not is_span(token):
                begin = at + 1
            continue
        if not _is_circumstance(text, clause, predicate):
            drafts += _stated(text, clause, setting, [*earlier, *drafts], (begin, at), predicate)
        begin = at + 1
        if predicate.kind & COMPARES:
            break  # what follows is the yardstick
    return drafts


def _is_circumstance(text: str, clause: Clause, predicate: Predicate) -> bool:
    """Whether the clause only says under what circumstances the rest holds: 只要…，就…; 在…的形势下; what is faced."""
    against = clause.kinds & (Kind.AGAINST | Kind.BLOCKER)
    if against and any(t.kind & against for t in clause.tokens if t.start < predicate.num[0]):
        return True
    first = max(0, clause.start - _FAR)
    begin = max(first, *(text.rfind(mark, first, clause.start) + 1 for mark in "。；\n"))
    if _CONDITION.search(text, begin, clause.start):
        return True
    return text.startswith(_FACING, begin) and _UNDER.match(text, predicate.num[1]) is not None


def _stated(
    text: str, clause: Clause, setting: Setting, earlier: Sequence[Draft], span: tuple[int, int], predicate: Predicate
) -> list[Draft]:
    """The trends that one predicate states of the nouns in a span of the clause's tokens, or of what it carries on."""
    left, right = clause.tokens[span[0] : span[1]], clause.tokens[span[1] + 1 :]
    ground = _ground(text, left, predicate)
    if ground is None:
        return []
    names, hint = _names(text, earlier[-1].subject if earlier else "", ground, predicate)
    if names is None:
        return []
    carried_basis: Basis = "level"
    if not names:
        carried = _carried(earlier, clause, together=ground.passes(Kind.ALL), growing=hint != 0)
        names = [draft.subject for draft in carried]
        carried_basis = carried[-1].basis if carried else "level"
    else:
        setting.subject = "、".join(names)
    basis = "growth" if hint else _basis(text, predicate, left, right, carried_basis)
    comparator = _OPPOSITE.get(predicate.comparator, predicate.comparator) if hint < 0 else predicate.comparator
    quote = (clause.start, clause.end)
    since = any(
        text[t.start : t.end].endswith(("以来", "起")) or text.startswith("以来", t.end) for t in left if t.moment
    )
    period = setting.frame.period if since and setting.clause_mood == "reported" else setting.clause_period
    return [
        Draft(
            "trend", name, basis, comparator, None, None, "", predicate.num, quote, setting.parent, setting.clause_mood,
            setting.clause_firmness, setting.clause_due, period,
        )
        for name in names
    ]  # fmt: skip


def _carried(earlier: Sequence[Draft], clause: Clause, *, together: bool, growing: bool) -> list[Draft]:
    """What a clause without a noun carries on from, each subject once: the last figure of the clause right before it.

    均 takes in all of that clause, and 增速均 every growth of the sentence.
    """
    if not earlier or earlier[-1].quote[1] < clause.start - _GAP:
        return []
    last = earlier[-1]
    found: dict[str, Draft] = {}
    for draft in earlier:
        near = draft.num == last.num or (together and draft.quote == last.quote)
        if near or (together and growing and draft.basis == "growth"):
            found[draft.subject] = draft
    return list(found.values())


def _basis(text: str, predicate: Predicate, left: Sequence[Token], right: Sequence[Token], carried: Basis) -> Basis:
    """Growth where a thing is held against one (快于经济增速, 与经济增长同步) or carries on from one."""
    if predicate.kind & COMPARES and right:
        grows = _GROWTH.search(text, right[0].start, right[-1].end) is not None
        return "growth" if grows or carried == "growth" else "level"
    if predicate.kind & Kind.SAME and left:
        return "growth" if _GROWTH.search(text, left[0].start, predicate.num[1]) else "level"
    return "level"


def _ground(text: str, left: Sequence[Token], predicate: Predicate) -> Ground | None:
    """The tokens before a predicate, the yardstick taken out; ``None`` where it needs one and has none."""
    first = next((at for at, token in enumerate(left) if not token.mark), len(left))
    tokens = _before_yardstick(text, list(left[first:]), predicate)
    if tokens is None:
        return None
    stop = next(
        (at for at, t in enumerate(tokens) if at and t.word == "从" and _ONWARD.match(text, t.start)), len(tokens)
    )
    while stop and _is_approach(text, tokens[stop - 1]):
        stop -= 1
    return Ground(tokens[:stop], tokens[stop:])


def _is_approach(text: str, token: Token) -> bool:
    if token.moment or is_span(token) or token.word in _BRINGS:
        return True
    if token.word in lexicon().tails["soft"]:
        return False  # 投入力度加大 is said of the 力度
    if token.kind & _APPROACH:
        return not token.kind & (Kind.UP | Kind.DOWN) or bool(token.kind & Kind.ADVERB)
    words = text[token.start : token.end]
    return words in _LIGHT or not words.strip(NUMERALS)


def _before_yardstick(text: str, tokens: list[Token], predicate: Predicate) -> list[Token] | None:
    """Without what the subject is held against: 与经济增长(同步), 在合理均衡水平上(基本稳定), 为7年来(最高)."""
    places = range(len(tokens) - 1, -1, -1)
    if predicate.kind & Kind.SAME:
        return next((tokens[:at] for at in places if at and tokens[at].mark & Mark.AND), None)
    if predicate.kind & PEAKS:
        if not tokens or not _SINCE.search(text, tokens[0].start, predicate.num[0]):
            return None
        return next((tokens[:at] for at in places if tokens[at].word in ("为", "是", "达", "创", "达到")), [])
    if predicate.kind & RESTS:
        for at in places[:-1]:
            if tokens[at].word == "在" and _WITHIN.match(text[tokens[at].start : tokens[-1].end].removesuffix("基本")):
                return tokens[:at]
            if tokens[at].mark & Mark.AND and text.startswith(_LEVEL_WITH, predicate.num[1] - 2):
                return tokens[:at]
    return tokens


def _names(text: str, carried: str, ground: Ground, predicate: Predicate) -> tuple[list[str] | None, int]:
    """The subjects named: none to carry on, ``None`` where nothing is stated; and the sign that 增速, 降幅 gave."""
    if not ground.noun:
        return ([] if not any(t.word == "完成" for t in ground.approach) else None), 0
    whole = _noun(text, ground.noun)
    if len(whole) < _LEAST or _is_effort(text, ground, whole, predicate):
        return None, 0
    if whole in _SPEEDS:
        return [], -1 if whole == "降幅" else 1
    growing = nouns.without_growth(whole)[1]
    names = _members(text, ground.noun, whole, growing)
    measurable = min(map(len, names)) >= _LEAST and (
        growing or all(_is_measurable(name, ground, predicate) for name in names)
    )
    if not measurable or whole.startswith(tuple(lexicon().tails["outside"])):
        return None, 0
    return [_completed(text, carried, ground.noun, name) for name in names], growing


def _noun(text: str, tokens: Sequence[Token]) -> str:
    """The noun of a stretch; a lone word that is noun and verb (出口, 投资) is a noun here."""
    whole = nouns.noun_of(text, tokens)
    raw = nouns.tidy(text[tokens[0].start : tokens[-1].end])
    if tokens[0].kind & Kind.NEW and raw.endswith(whole):
        return raw
    before = [t for t in tokens if t.end <= tokens[-1].end - len(whole)]
    named = bool(before) and bool(before[-1].kind & Kind.WORK) and not before[-1].kind & (_VERBS | Kind.EFFORT | _FREE)
    if named and nouns.is_bare(whole) and len(before) == 1:
        return raw  # 资助标准, 储备规模: the verb names the head
    return whole or (raw if nouns.ends_in(raw, "head") else "")


def _is_effort(text: str, ground: Ground, whole: str, predicate: Predicate) -> bool:
    """Whether somebody works for what the noun shall do: a verb before it that does not just bring it about."""
    start = text.rfind(whole, ground.noun[0].start, ground.noun[-1].end)
    begin = start if start >= 0 else ground.noun[-1].end
    for token in ground.noun:
        if token.start >= begin:
            break
        if token.kind & Kind.EFFORT or (token.kind & _VERBS and token.word not in _BRINGS and not token.kind & _FREE):
            return True
        if token.word in _KEEPS and not (predicate.kind & RESTS and _is_calm(text, begin, predicate)):
            return True
    nominal = text[(ground.approach or ground.noun)[-1].end - 1] == "的" or text[ground.noun[-1].end - 1] == "的"
    return nominal and not predicate.kind & RESTS and "连" not in text[slice(*predicate.num)]


def _is_calm(text: str, begin: int, predicate: Predicate) -> bool:
    """保持人民币汇率基本稳定: what is kept is stated where it is 基本 or 总体 steady, else it is an effort."""
    return any(word in text[begin : predicate.num[1]] for word in _CALM)


def _members(text: str, tokens: Sequence[Token], whole: str, growing: int) -> list[str]:
    """The names that share the predicate: each one's own, with the head and the modifier that they have in common."""
    raw = members(text, tokens) if any(token.mark for token in tokens) else []
    names = [name for name in (_bare(name, listed=True) for name in raw) if name] if len(raw) > 1 else []
    if not names or len(names) < len(raw) or any(name in lexicon().tails["modifier"] for name in names):
        return [_bare(whole, listed=False)]
    regional = growing and _REGION.search(names[0]) and not nouns.ends_in(names[0], "head")
    if regional or names[0] in _LEVELS:
        return [_bare(whole, listed=False)]
    if (shared := _LISTED.search(raw[-1])) and not nouns.ends_in(names[-1], "head"):
        names[-1] += nouns.heads_of(nouns.without_growth(shared.group())[0])
    return spread(names)


def _bare(name: str, *, listed: bool) -> str:
    """A name without its growth word and what only qualifies that, in a list also without 等七大…"""
    name = nouns.without_growth(_LISTED.sub("", name) if listed else name)[0]
    return _AGAINST.sub("", _REAL.sub("", nouns.tidy(name)))


def _is_measurable(name: str, ground: Ground, predicate: Predicate) -> bool:
    """Whether a name ends in a thing with a unit, or in one that an adverb lets grow (新兴产业快速增长)."""
    head, soft = (len(nouns.ending(name, kind)) for kind in ("head", "soft"))
    if head > soft:
        return True
    if not predicate.kind & (Kind.RISE | Kind.ABOVE | Kind.STEADY | Kind.SAME):
        return False
    qualified = predicate.qualified or ground.passes(Kind.SKIP | Kind.ADVERB)
    return qualified and len(nouns.ending(name, "grown")) > soft


def _completed(text: str, carried: str, tokens: Sequence[Token], name: str) -> str:
    """A bare head (税负, 支出规模) with the subject that it belongs to."""
    if len(name) > _LEAST and carried.endswith(name[:_LEAST]):
        return carried + name[_LEAST:]  # 财政支出210亿元，支出规模…
    if not nouns.is_bare(name):
        return name
    for at in range(1, len(tokens)):
        if tokens[at].word == "实现":
            return nouns.noun_of(text, tokens[:at]) + name
    apart = carried in lexicon().tails["own"]  # 就业增加、收入增长 are two things
    return name if apart else nouns.joined(carried, name)
