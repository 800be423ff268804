"""The noun that a figure measures: found in the tokens before or behind it, completed, split where it is several."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from duban.reading.clauses import is_qualifier
from duban.reading.lexicon import Kind, lexicon
from duban.reading.tokens import Mark, Token

# what may stand before a noun in its clause without being part of it
LEADING = (
    Kind.SKIP | Kind.WORK | Kind.NOMINAL | Kind.OBJECT | Kind.EFFORT | Kind.WILL | Kind.ENSURE | Kind.STRIVE
    | Kind.PART | Kind.NEW | Kind.SUM | Kind.EACH | Kind.ALL | Kind.THAN | Kind.UP | Kind.DOWN | Kind.TO
    | Kind.BLOCKER | Kind.STATE | Kind.MOMENT
)  # fmt: skip
_JOINTS = Mark.PAUSE | Mark.AND
_CUTS = Kind.OBJECT | Kind.NEW
_OPENS = Kind.ENSURE | Kind.STRIVE | Kind.PART
_ACTS = Kind.OBJECT | Kind.NOMINAL
_DOES = Kind.WORK | Kind.NOMINAL
_TURNS = Kind.UP | Kind.DOWN
_PREDICATES = (
    Kind.ALL | Kind.EACH | Kind.STATE | Kind.OBJECT | Kind.UP | Kind.DOWN | Kind.ENSURE | Kind.STRIVE | Kind.SKIP
    | Kind.EFFORT
)  # fmt: skip
_UNIT_BRACKET = 4  # characters of a bracket that gives another measure word
_LENGTHS = ("公里", "米", "平方米", "亩")
_INVESTMENTS = ("投资", "计划投资", "年度投资", "年度计划投资")
_JOBS = ("就业", "再就业", "转移就业", "稳定就业")
_SITE = 8  # characters of a place that things are new in
_SHORT_RATE = 3  # characters of a rate that says not of what: 授权率
_LEAST = 2  # characters of a noun that can stand alone behind a verb
_ORDER_HEADS = frozenset("一二三四五六七八九十其第—（(0123456789")  # most nouns begin with none of them
_CONTAINS = re.compile(r"（(?:含|包括|包含)[^（）]*[、和与][^（）]*）$")  # 人才（含国家人才、省人才）
_ORDER = re.compile(
    r"(?:[一二三四五六七八九十][是要]|其[一二三四]|第[一二三四五六七八九十]，|——"
    r"|[（(][一二三四五六七八九十]+[）)]|[一二三四五六七八九十]+、|[0-9]+[.、](?!\d))"
)
_WHITE = (
    " \t\x1f\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"  # in a line
)
_CENTURIES = ("1", "2")
_YEAR = re.compile(r"(?:19|20)\d\d年?")
_EDGES = "的、，：；。" + _WHITE


class _Words(NamedTuple):
    """The words of a kind, and how long those are, falling, that begin or end with a character, which few nouns do."""

    words: frozenset[str]
    firsts: dict[str, list[int]]
    lasts: dict[str, list[int]]


@cache
def _words(kind: str) -> _Words:
    words = lexicon().tails[kind] - {""}
    return _Words(words, _sizes(words, 0), _sizes(words, -1))


def _sizes(words: frozenset[str], at: int) -> dict[str, list[int]]:
    sizes: dict[str, set[int]] = {}
    for word in words:
        sizes.setdefault(word[at], set()).add(len(word))
    return {char: sorted(found, reverse=True) for char, found in sizes.items()}


def ending(noun: str, kind: str) -> str:
    """The longest word of a kind (head, rate, soft, document …) that a noun ends in; "" if none."""
    words, _, lasts = _words(kind)
    for size in lasts.get(noun[-1:], ()):
        if noun[-size:] in words:
            return noun[-size:]
    return ""


def beginning(noun: str, kind: str) -> str:
    """The longest word of a kind in the lexicon that a noun begins with; "" if none."""
    words, firsts, _ = _words(kind)
    for size in firsts.get(noun[:1], ()):
        if noun[:size] in words:
            return noun[:size]
    return ""


def ends_in(noun: str, kind: str) -> bool:
    """Whether a noun ends in a word of a kind in the lexicon."""
    return ending(noun, kind) != ""


def starts_in(noun: str, kind: str) -> bool:
    """Whether a noun begins with a word of a kind in the lexicon."""
    return beginning(noun, kind) != ""


def is_bare(noun: str) -> bool:
    """产值, 占比, 总投资, 落地率: a head that needs the subject before it."""
    tails = lexicon().tails
    return noun in tails["bare"] or (noun.endswith("率") and len(noun) <= _SHORT_RATE and noun not in tails["own"])


def tidy(noun: str) -> str:
    """A noun without list heads, edge marks and half brackets."""
    noun = noun.strip(_EDGES)
    if noun[:1] in _ORDER_HEADS and (order := _ORDER.match(noun)):
        noun = noun[order.end() :].strip(_EDGES)
    if noun in lexicon().tails["average"] or (noun[:1] in _CENTURIES and _YEAR.fullmatch(noun)):
        return ""
    noun = noun.removesuffix("免费")  # 为53万名妇女免费|提供
    if noun.isalnum():
        return noun
    for opening, closing in ("（）", "“”", "《》"):
        if noun.count(opening) != noun.count(closing):
            noun = noun.replace(opening, "").replace(closing, "").strip(_EDGES)
    return _CONTAINS.sub("", noun) if noun[-1:] == "）" else noun


@cache
def _speed_ends() -> frozenset[str]:
    """The last characters of 增速, 降幅 and the like, or of 目标 behind them."""
    return frozenset({*_words("growth").lasts, *_words("decline").lasts, "标", "度"})


def without_growth(noun: str) -> tuple[str, int]:
    """A noun without 增速, 涨幅, 降幅 at its end, and the sign that they gave it: 1, -1, or 0 if there was none."""
    if noun[-1:] not in _speed_ends() or noun.endswith(("自然增长率", "人口增长率")):
        return noun, 0
    if word := ending(noun.removesuffix("目标"), "growth"):
        return noun.removesuffix("目标").removesuffix(word).rstrip(_EDGES), 1
    if word := ending(noun, "decline"):
        return noun.removesuffix(word).rstrip(_EDGES), -1
    if noun.endswith("幅度") and lexicon().kinds.get(noun[-4:-2], 0) & Kind.DOWN:
        return noun[:-4].rstrip(_EDGES), -1  # 核减幅度
    return noun, 0


def without_place(noun: str) -> str:
    """A ranked noun without the field it is ranked in: 花卉产量全球 → 花卉产量."""
    place = ending(noun, "place")
    return noun.removesuffix(place) if len(noun) > len(place) + 1 else noun


def leading(tokens: Sequence[Token]) -> int:
    """How many tokens at the head of a noun's stretch are verbs, modals, times and the like, not noun."""
    at = 0
    while at < len(tokens):
        token = tokens[at]
        joined = at > 0 and token.mark & _JOINTS
        lasting = token.figure is not None and token.figure.unit == "年"  # 连续5年, 3年翻一番
        if not (token.kind & LEADING or joined or lasting):
            break
        single = (token.kind & _TURNS and len(token.word) == 1) or token.word == "全部"
        if single or token.word in lexicon().tails["own"]:
            break
        at += 1
    while at and tokens[at - 1].mark:
        at -= 1
    return at


def noun_of(text: str, tokens: Sequence[Token]) -> str:
    """The noun in the tokens before a figure: verbs at its head go, and all up to the last verb with an object."""
    if not tokens:
        return ""
    if len(tokens) == 1 and not (tokens[0].kind or tokens[0].mark):
        return tidy(text[tokens[0].start : tokens[0].end])
    if (aside := text.find("剔除", tokens[0].start, tokens[-1].end)) > 0:
        tokens = [token for token in tokens if token.end <= aside] or tokens  # 生产总值|剔除不可比因素|增长
    front = leading(tokens)
    if front == len(tokens):
        return _nominal(tokens)
    if front and text.startswith("幅度", tokens[front].start):
        front -= 1  # 核减|幅度
    acts = front + 2 < len(tokens) and not tokens[front].kind & ~Kind.FRIEND and tokens[front + 1].kind & _DOES
    if acts and (placed_noun := _of_place(text, tokens[front:])):
        return placed_noun
    placed = tokens[0].word == "在"  # 在8个县建设基地: where, then the verb
    if front and tokens[front - 1].kind & Kind.NOMINAL and is_bare(text[tokens[front].start : tokens[-1].end]):
        front -= 1  # 销售|金额
    tokens = tokens[front:]
    cut = 0
    for at in range(len(tokens) - 1, -1, -1):
        token = tokens[at]
        if not token.kind:
            continue
        if at + 1 < len(tokens) and (_cuts(text, tokens, at) or (placed and at and token.kind & Kind.NOMINAL)):
            rest = tidy(text[tokens[at + 1].start : tokens[-1].end])
            before = tidy(text[tokens[0].start : token.start])
            if token.kind & Kind.NEW and at and before and len(before) <= _SITE and ends_in(before, "site"):
                new = token.word if rest in lexicon().tails["generic"] else ""
                return before + new + rest  # 园区|新增|企业; 全区|新引进|项目
            if (is_bare(rest) or _is_head(rest) or (rest in _JOBS and token.word == "实现")) and at:
                return before + rest  # 码头泊位|新增|吞吐能力; 就业困难人员|实现|就业
            if rest == "幅度":
                break  # 核减|幅度
            if len(rest) >= _LEAST and not (rest in lexicon().tails["generic"] and at):
                cut = at + 1
                break
        if token.kind & _OPENS and at + 1 < len(tokens):
            cut = at + 1
            break
        if token.kind & Kind.SUM and at + 2 < len(tokens) and tokens[at + 1].kind & _ACTS:
            cut = at + 2  # 社区|累计|走访|企业
            break
    rest_tokens = tokens[cut:]
    while len(rest_tokens) > 1 and rest_tokens[0].mark & _JOINTS:
        rest_tokens = rest_tokens[1:]  # 供需对接|和项目签约
    rest_tokens = rest_tokens[leading(rest_tokens) :] if cut else rest_tokens
    return tidy(_without_times(text, rest_tokens)) if rest_tokens else ""


def _of_place(text: str, tokens: Sequence[Token]) -> str:
    """我县|加固|校舍, 全区|有|医院: a place that does something and the thing; "" where it is no such noun."""
    place = text[tokens[0].start : tokens[0].end]
    acts = next((at for at in range(1, len(tokens)) if not tokens[at].kind & _DOES), len(tokens))
    if acts in (1, len(tokens)) or place not in lexicon().tails["site"] or text.startswith("的", tokens[acts].start):
        return ""
    rest = tidy(text[tokens[acts].start : tokens[-1].end])
    named = len(rest) >= _LEAST and not (rest in lexicon().tails["generic"] or is_bare(rest) or ends_in(rest, "head"))
    return place + rest if named else ""


def _is_head(noun: str) -> bool:
    """A head that is no indicator of its own: its agent says of what (企业|实现|零售额)."""
    return noun in lexicon().tails["head"] and noun not in lexicon().tails["own"]


def _without_times(text: str, tokens: Sequence[Token]) -> str:
    for token in tokens:
        if token.moment is not None:
            return "".join(text[token.start : token.end] for token in tokens if token.moment is None)
    return text[tokens[0].start : tokens[-1].end]


@cache
def _named() -> frozenset[str]:
    tails = lexicon().tails
    return tails["own"] | tails["head"] | tails["granted"]


def _nominal(tokens: Sequence[Token]) -> str:
    """A verb that is an indicator of its own where nothing else is one: 出口, 消费, 就业, 补贴."""
    named = _named()
    return next((t.word for t in reversed(tokens) if t.word in named), "")


def _cuts(text: str, tokens: Sequence[Token], at: int) -> bool:
    """Whether a verb inside a noun's stretch parts it: it takes what follows as its object, no modifier (…的)."""
    token, following = tokens[at], tokens[at + 1]
    turns = token.kind & _TURNS and len(token.word) > 1
    if not (token.kind & _CUTS or turns) or text.startswith("的", following.start):
        return False
    if following.kind & Kind.TO and following.word == "占":
        return False  # 教育投入占财政支出比重
    return not following.mark and "的" not in text[following.start : tokens[-1].end][:-1]


def noun_behind(text: str, tokens: Sequence[Token], *, counts: bool = False) -> tuple[str, int]:
    """The noun behind a figure, and how many tokens it takes: up to the predicate that is said of it."""
    used = 0
    if not tokens:
        return "", 0
    if text[tokens[0].start] == "（":
        unit = tokens[0].end - tokens[0].start <= _UNIT_BRACKET  # 100条（个）河湖
        behind, used = noun_behind(text, tokens[1:], counts=counts) if unit else ("", 0)
        return behind, used + bool(used)
    if tokens[0].word in lexicon().tails["preposition"] and tokens[0].word != "为":
        return "", 0
    if len(tokens) > 1 and tokens[0].figure and tokens[0].figure.unit in _LENGTHS:
        behind, used = noun_behind(text, tokens[1:], counts=counts)  # 23条|65公里|道路
        return behind, used + bool(used)
    for at, token in enumerate(tokens):
        if not token.kind and not token.moment:
            used = at + 1
            continue
        if token.figure and not at and token.figure.unit == "元" and len(tokens) > 1:
            used = 1  # 40户|10亿元以上|企业
            continue
        predicate = token.kind & _PREDICATES
        to = token.kind & Kind.TO and len(token.word) > 1
        if token.figure and is_qualifier(token.figure):
            used = at + 1
            continue
        if (
            (predicate or to or token.moment or token.figure or token.word in lexicon().tails["preposition"])
            and at
            and not (token.kind & Kind.NOMINAL and not token.kind & Kind.STATE and at + 1 == len(tokens))
        ):
            tail = text[token.end : tokens[-1].end]
            if not (
                token.kind & (Kind.OBJECT | Kind.SKIP | Kind.EFFORT | Kind.STATE)
                and "的" in tail[:-1]
                and not token.figure
            ):
                break
        if (token.figure or token.moment) and not at:
            break
        used = at + 1
    state = used < len(tokens) and tokens[used].kind & (Kind.STATE | Kind.ALL | Kind.SKIP)
    joint = next((at for at in range(1, used) if tokens[at].mark & Mark.AND), 0) if state and counts else 0
    used = joint or used  # 6个码头泊位和Ⅱ号港池全面开工: the second is named, not counted
    while used and tokens[used - 1].mark:
        used -= 1
    if not used:
        return "", 0
    return tidy(text[tokens[0].start : tokens[used - 1].end]), used


def heads_of(name: str) -> str:
    """The run of heads at a name's end, leaving at least one character before it: 小浆果设施产量占比 → 产量占比."""
    at = len(name)
    while (head := ending(name[:at], "head")) and len(head) < at:
        at -= len(head)
    return name[at:]


def joined(subject: str, head: str) -> str:
    """A bare head put to the subject that it carries on from; a rival head of that subject gives way."""
    if ends_in(head, "relative") and not ends_in(subject, "rate"):
        return subject if subject.endswith(head) else subject + head
    if head in _INVESTMENTS and (whole := ending(subject, "invested")):
        return subject.removesuffix(whole) + head  # 在建项目总投资额60亿元，完成投资20亿元
    if head == "投资" and not ends_in(subject, "work_object"):
        return head
    if not subject or subject.endswith(head):
        return subject or head
    if is_bare(head) and len(ending(head, "head")) < len(head) and ends_in(subject.partition("（")[0], "own"):
        return head  # 生产总值（GDP）增长7%；工业总产值900亿元
    if (
        head in ("占比", "比重", "比例")
        or (head == "总量" and ends_in(subject, "own"))
        or head == "总规模"
        or head.startswith(("占", "对"))
    ):
        return subject + head
    subject = subject.replace("发生", "")  # 全市|发生|事故 + 死亡
    rival = heads_of(subject)
    return (subject[: len(subject) - len(rival)] or subject) + head
