"""Figures as statements: is it one, what does it measure, on which basis, one record or several.

Every figure of a clause is asked in this order. The tokens before it are read backwards as its *approach*: direction,
“to”, 均/分别, modals; what stands before the approach is the noun, unless the noun stands behind the figure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from duban.reading import nouns
from duban.reading.clauses import Clause
from duban.reading.document import Basis, Comparator
from duban.reading.document import Kind as StatementKind
from duban.reading.lexicon import Kind, lexicon
from duban.reading.quantities import Quantity
from duban.reading.setting import Setting
from duban.reading.tokens import Mark, Token

_APPROACH = (
    Kind.UP | Kind.DOWN | Kind.FLAT | Kind.TO | Kind.EACH | Kind.ALL | Kind.SUM | Kind.SKIP | Kind.THAN | Kind.ENSURE
    | Kind.STRIVE | Kind.WILL
)  # fmt: skip
_VERBS = Kind.OBJECT | Kind.WORK | Kind.NEW | Kind.STATE | Kind.EFFORT
_TIMES = frozenset(("年", "个月", "月", "天", "日", "小时", "分钟", "秒", "周", "个工作日", "工作日", "岁", "年级", "周岁", "点", "时", "号", "强", "届"))
_COUNTS_NOT = frozenset(("%", "‰", "个百分点", "倍", "元", "美元", "欧元", "港元", "日元", "亩", "平方米", "平方公里", "公里", "吨", "千瓦", "千瓦时", "立方米", "公顷", ""))
_STOCKS = ("余额", "里程", "总量", "人数", "存款", "贷款", "面积", "数量", "规模")
_WON = frozenset(("新增", "净增", "净增长", "新增加"))
_CAPPED = frozenset(("控制在", "严格控制在", "控制"))
_FLIP: dict[Comparator, Comparator] = {">=": "<=", "<=": ">=", ">": "<", "<": ">"}
_AIM = ("到", "至", "为", "达")


@dataclass(slots=True)
class Draft:
    """A statement in the making, in offsets of the clean text."""

    kind: StatementKind
    subject: str
    basis: Basis
    comparator: Comparator
    value: Fraction | None
    upper: Fraction | None
    unit: str
    num: tuple[int, int]
    quote: tuple[int, int]
    part_of: str | None = None
    setting: tuple[object, ...] = ()


@dataclass(slots=True)
class Approach:
    """What stands between a noun and its figure, and the noun's tokens before it."""

    noun: list[Token]
    sign: int = 0
    to: bool = False
    toward: str = ""
    each: bool = False
    all: bool = False
    verb: str = ""
    words: list[str] = field(default_factory=list)


def approach(tokens: Sequence[Token]) -> Approach:
    """Read the tokens before a figure backwards until the noun begins."""
    found = Approach([])
    at = len(tokens)
    while at:
        token = tokens[at - 1]
        kind = token.kind
        if kind & (Kind.UP | Kind.DOWN) and not found.sign:
            found.sign = 1 if kind & Kind.UP else -1
            found.to = found.to or token.word[-1:] in _AIM and len(token.word) > 1
        elif kind & _APPROACH:
            found.each |= bool(kind & Kind.EACH)
            found.all |= bool(kind & Kind.ALL)
            if kind & Kind.TO:
                found.toward = found.toward or token.word
                found.to = found.to or token.word in ("到", "至", "达到", "达", "为", "控制在", "保持在", "稳定在", "维持在")
        elif kind & _VERBS and not found.verb:
            found.verb = token.word
        elif not (token.moment or (token.mark & Mark.COLON)):
            break
        found.words.append(token.word)
        at -= 1
    found.noun = list(tokens[:at])
    return found


def read_figures(text: str, clause: Clause, setting: Setting) -> list[Draft]:
    """The statements that the figures of a clause make."""
    tokens = _without_origin(clause.tokens)
    drafts: list[Draft] = []
    begin = 0
    groups = _groups(tokens)
    for index, (first, last) in enumerate(groups):
        stop = groups[index + 1][0] if index + 1 < len(groups) else len(tokens)
        left, right = tokens[begin:first], tokens[last + 1 : stop]
        if index + 1 < len(groups) and _is_bound(text, tokens[first:last + 1], right):
            continue
        drafts += _read_group(text, clause, setting, left, tokens[first : last + 1], right)
        begin = last + 1
    return drafts


def _without_origin(tokens: list[Token]) -> list[Token]:
    """从A提高到B, 由1997年的A增加到B: the stretch from 从 to the verb says where the figure came from, and goes."""
    for at, token in enumerate(tokens):
        if token.word not in ("从", "由", "分别由", "分别从"):
            continue
        for to in range(at + 1, len(tokens)):
            turn = tokens[to]
            aims = turn.kind & (Kind.UP | Kind.DOWN | Kind.TO) and turn.word not in ("从", "由", "为", "在")
            if aims and any(t.figure for t in tokens[at:to]) and any(t.figure for t in tokens[to:]):
                return tokens[:at] + tokens[to:]
    return tokens


def _groups(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """Figures that only 、 or 和 parts are one group: 15、22个百分点."""
    found: list[tuple[int, int]] = []
    for at, token in enumerate(tokens):
        if token.figure is None:
            continue
        if found and at - found[-1][1] == 2 and tokens[at - 1].mark & (Mark.PAUSE | Mark.AND):
            found[-1] = (found[-1][0], at)
        else:
            found.append((at, at))
    return found


def _is_bound(text: str, group: Sequence[Token], between: Sequence[Token]) -> bool:
    """Whether a figure only sizes the noun that the next figure counts: 超10亿元项目3个, 14个产业产值占…80%."""
    states = any(t.kind & (Kind.STATE | Kind.UP | Kind.DOWN) or (t.kind & Kind.OBJECT and at) for at, t in enumerate(between))
    if between and text.startswith("的", between[0].start):
        return True
    return not states


def _read_group(
    text: str, clause: Clause, setting: Setting, left: Sequence[Token], group: Sequence[Token], right: Sequence[Token]
) -> list[Draft]:
    figures = [t.figure for t in group if t.figure is not None]
    figure = figures[-1]
    found = approach(left)
    rank = figure.form == "rank"
    subjects, basis_hint = _subjects(text, setting, found, figures, right, rank=rank)
    if not _states(text, setting, found, figure, subjects, left, right):
        return []
    if rank:
        return _ranks(clause, setting, figures, subjects, basis_hint)
    basis, sign, unit = _basis(found, figure, subjects, basis_hint, left)
    drafts = []
    paired = _paired(subjects, figures, each=found.each)
    for subject, one in paired:
        drafts.append(_quantity(clause, setting, found, subject, one, figure, basis, sign, unit))
    return drafts


def _paired(subjects: list[str], figures: list[Quantity], *, each: bool) -> list[tuple[str, Quantity]]:
    """Names and figures put together: in order where there are as many, else every name with the one figure."""
    if len(figures) == 1:
        return [(subject, figures[0]) for subject in subjects]
    if len(subjects) == len(figures):
        return list(zip(subjects, figures, strict=True))
    del each
    return [(subjects[min(at, len(subjects) - 1)], one) for at, one in enumerate(figures)]


def _subjects(
    text: str, setting: Setting, found: Approach, figures: list[Quantity], right: Sequence[Token], *, rank: bool
) -> tuple[list[str], int]:
    """The subjects of a group of figures, and the sign of a growth word that stood in their noun."""
    tokens = found.noun
    whole = nouns.noun_of(text, tokens)
    whole, hint = nouns.without_growth(whole)
    if rank:
        whole = nouns.without_place(whole)
    behind, _ = nouns.noun_behind(text, right)
    figure = figures[-1]
    counts = figure.unit not in _COUNTS_NOT and not rank
    if behind and (counts or found.verb) and (not whole or counts) and not rank:
        prefix = whole if whole and not found.verb and counts else ""
        setting.counted = behind
        setting.subject = prefix + behind
        return [setting.subject], hint
    if not whole:
        if behind and not setting.subject:
            setting.subject = behind
        return [setting.subject or behind], hint
    several = found.each or found.all or len(figures) > 1 or _each_measured(text, tokens, figure, found, hint, rank=rank)
    names = nouns.members(text, tokens) if several else [whole]
    names = [nouns.without_growth(nouns.without_place(name) if rank else name)[0] for name in names] or [whole]
    if len(names) > 1 and len(figures) > 1 and len(names) != len(figures):
        names = [whole]
    names = nouns.spread(names) if len(names) > 1 else names
    names = [nouns.joined(setting.subject, name) if nouns.is_bare(name) else name for name in names]
    setting.subject = names[-1] if len(names) == 1 else whole
    return names, hint


def _each_measured(text: str, tokens: Sequence[Token], figure: Quantity, found: Approach, hint: int, *, rank: bool) -> bool:
    """Whether coordinated names each have the figure: a growth, a rate or a rank over names that end in a head."""
    if not any(t.mark & (Mark.PAUSE | Mark.AND) for t in tokens):
        return False
    if not (rank or hint or found.sign or figure.form == "set"):
        return False
    names = nouns.members(text, tokens)
    return len(names) > 1 and all(len(name) <= 20 for name in names) and (nouns.ends_in(names[-1], "head") or hint != 0 or rank)


def _basis(
    found: Approach, figure: Quantity, subjects: list[str], hint: int, left: Sequence[Token]
) -> tuple[Basis, int, str]:
    """Level, growth or change, the sign that a fall gives the figure, and the unit."""
    unit = figure.unit
    sign = found.sign
    fronted = next((t for t in left if not t.moment and not t.kind & (Kind.ENSURE | Kind.STRIVE | Kind.SKIP | Kind.WILL)), None)
    if not sign and fronted is not None and fronted.kind & Kind.DOWN and found.noun and not found.to:
        sign = -1
    elif not sign and fronted is not None and fronted.kind & Kind.UP and figure.unit in ("%", "个百分点", "倍") and not found.to:
        sign = 1
    if unit == "个百分点":
        return ("growth" if hint else "change"), sign or 1, unit
    if figure.form == "set" and figure.unit == "%":
        return ("growth", sign or 1, unit) if sign or hint or figure.value in (10, 100) else ("level", 1, unit)
    if hint:
        return "growth", sign if sign and not found.to else hint, unit
    if not sign:
        stock = subjects[-1].endswith(_STOCKS) and found.verb in _WON
        return ("change" if stock else "level"), 1, unit
    if found.to:
        return "level", 1, unit
    if unit in ("%", "倍", "‰"):
        rate = nouns.ends_in(subjects[-1], "rate") and not subjects[-1].endswith(("生产率", "效率"))
        return ("change" if rate and not _grows(found) else "growth"), sign, unit
    if sign > 0 and fronted is not None and fronted.kind & Kind.UP and found.noun:
        return "level", 1, unit
    return "change", sign, unit


def _grows(found: Approach) -> bool:
    return any("增长" in word for word in found.words)


def _quantity(
    clause: Clause, setting: Setting, found: Approach, subject: str, one: Quantity, last: Quantity,
    basis: Basis, sign: int, unit: str,
) -> Draft:  # fmt: skip
    value, upper, comparator = one.value, one.upper, one.comparator
    if one is not last and not one.unit and unit:
        unit = last.unit
    elif one is not last:
        unit = one.unit
    if comparator == "=" and found.toward in _CAPPED:
        comparator = "<="
    elif comparator == "=" and (found.toward in ("达到", "达") or last.comparator == ">=" and "达" in found.words):
        comparator = ">="
    if sign < 0 and value is not None:
        value, upper = (-value, None) if upper is None else (-upper, -value)
        comparator = _FLIP.get(comparator, comparator)
    return Draft(
        "quantity", subject, basis, comparator, value, upper, unit, (one.start, one.end), (clause.start, clause.end), setting.parent
    )


def _ranks(clause: Clause, setting: Setting, figures: list[Quantity], subjects: list[str], hint: int) -> list[Draft]:
    basis: Basis = "growth" if hint else "level"
    return [
        Draft("rank", subject, basis, one.comparator, one.value, None, "位", (one.start, one.end), (clause.start, clause.end), setting.parent)
        for one in figures
        for subject in subjects
    ]


def _states(
    text: str, setting: Setting, found: Approach, figure: Quantity, subjects: list[str], left: Sequence[Token], right: Sequence[Token]
) -> bool:
    """Whether the figure is what the clause states of its subject (the guideline's “what is not a statement”)."""
    if any(t.kind & Kind.BLOCKER for t in left) or not subjects[0]:
        return False
    if figure.form == "ordinal":
        return False
    if figure.form == "rank":
        return _is_ranked(text, found, figure, left)
    if figure.unit in _TIMES:
        return bool(found.noun) and (found.sign != 0 or nouns.ends_in(subjects[-1], "head")) and not _is_followed(text, right)
    if text.startswith("的", figure.outer_end):
        return _is_of(text, found, figure, right)
    behind, used = nouns.noun_behind(text, right)
    if not figure.unit and figure.form == "number" and not _is_measured(found, figure, subjects):
        return bool(behind) and (figure.value or 0) >= 10000
    if behind and not nouns.noun_of(text, found.noun):
        return _is_counted(setting, found, figure, behind, right[used:])
    if behind and figure.unit in ("元", "美元") and not found.verb:
        return False
    return text[figure.start] not in "百千万亿" or not behind


def _is_ranked(text: str, found: Approach, figure: Quantity, left: Sequence[Token]) -> bool:
    word = text[figure.start : figure.end]
    if word[-1] in "位名" or word.startswith(("前", "保", "冲")):
        return True
    before = text[left[0].start if left else figure.start : figure.start]
    return found.toward != "" or before.endswith(("成为", "全国", "全省", "全球", "世界", "保持", "全市", "嘉兴", "西部"))


def _is_followed(text: str, right: Sequence[Token]) -> bool:
    return bool(right) and not right[0].mark and not text.startswith(("，", "。"), right[0].start)


def _is_of(text: str, found: Approach, figure: Quantity, right: Sequence[Token]) -> bool:
    """N的…: a figure bound into a noun is none, but for a rate or a size that is what is promised."""
    behind, _ = nouns.noun_behind(text, right)
    if figure.unit == "%" and found.verb and nouns.ends_in(behind, "rate"):
        return True
    return nouns.ends_in(nouns.noun_of(text, found.noun), "head")


def _is_measured(found: Approach, figure: Quantity, subjects: list[str]) -> bool:
    return figure.comparator != "=" or found.sign != 0 or found.to or nouns.ends_in(subjects[-1], "head") or (figure.value or 0) >= 10000


def _is_counted(setting: Setting, found: Approach, figure: Quantity, behind: str, after: Sequence[Token]) -> bool:
    """N个…: a count is stated when the things are brought about, not when they are only worked on or named."""
    if behind in lexicon().tails["parts"] or any(behind.startswith(part) for part in lexicon().tails["parts"]):
        return False
    reached = any(t.kind & (Kind.STATE | Kind.ALL | Kind.OBJECT) for t in after)
    words = lexicon().kinds
    effort = bool(found.verb and words[found.verb] & Kind.EFFORT and not words[found.verb] & Kind.NEW)
    if effort and not reached and figure.comparator == "=":
        return False
    if setting.clause_mood == "reported":
        return True
    return bool(found.verb) or reached or figure.comparator != "="
