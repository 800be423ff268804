"""Targets that a report says again beside its result, so that the pledge is known by its figure and half of its name.

计划新造林8400亩，…，实际完成8850亩; 建成健身场地35个，超额完成32个的年度目标; 已减少129个，完成率119.4%.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import Match, SequenceMatcher
from fractions import Fraction
from functools import lru_cache

from duban.amounts import near_share
from duban.ledger.types import Fact, Pledge
from duban.linking.acts import Acts, acts_in, rival_acts
from duban.linking.answers import Answer
from duban.linking.likeness import rivals
from duban.linking.names import name_of
from duban.linking.words import table
from duban.reading.quantities import Quantity, scan

_SURE = 0.72
_BASES = frozenset({"level", "change"})
_BRACKETED = re.compile(r"（[^（）]*）")
_BEFORE = re.compile(r"(?:计划|目标|任务|指标|下达|应|预期)(?!的|完成率)[^，。；\d]{0,16}\Z")
_BEHIND = re.compile(r"[^，。；、\d]{0,6}?(?:年度|全年|年初|既定|考核|总)*(?:目标|任务|计划|指标)")
# 全县60个新开工项目已有47个开工: of so many as were to be done.
_OF_THEM = re.compile(r"[^，。；、\d]{2,16}?(?:已有?|共有|实现|实际|累计)[^，。；、\d]{0,6}")
# 已完成9公里，占目标任务数8公里的112%
_OUT_OF = re.compile(r"，?(?:占|为|是|完成|达到?)[^，。；、\d]{0,8}(?:目标|任务|计划|指标)[^，。；、\d]{0,4}")
_RESULT = re.compile(r"(?:实际|已|现|共|累计|完成|建成|达到|达)[^，。；\d]{0,16}\Z")
_STAGED = re.compile(r"^新?(?:开工|竣工|建成|投产|签约|落地|入库)")
_ANY = frozenset({"个", "项", "件", ""})  # measure words of whatever there is
_CLAUSES = re.compile("[。；：]")
_EXACT = Fraction(1, 20)  # of a percentage point: what rounding to one place may make
_NAMED = 60  # characters before a figure in which its name stands


def of_its_own_target(pledge: Pledge, facts: list[Fact]) -> list[Fact]:
    """Of facts that disagree those that are told beside the pledge's own target: 占目标任务数90公里的110%."""
    tier = pledge.judged
    if tier is None or not tier.value:
        return facts
    own = [one for one in facts if one.origin.sentence and one.value and _says_it(abs(tier.value), pledge, one)]
    return own or facts


def echoed(pledge: Pledge, facts: Iterable[Fact]) -> list[tuple[Answer, Fact]]:
    """The facts beside which a report says the pledge's own target; none where two such disagree."""
    tier = pledge.judged
    if pledge.kind != "quantity" or pledge.basis not in _BASES or tier is None or not tier.value or tier.upper:
        return []
    of_text = [one for one in facts if one.origin.sentence and one.value]
    told = [one for one in of_text if (one.kind, one.basis, one.unit) == (pledge.kind, pledge.basis, pledge.unit)]
    told = [one for one in told if not rival_acts(_acts(pledge), _acts(one))]
    shares = [one for one in of_text if one.basis == "share"]
    found = [one for one in told if _says_it(abs(tier.value), pledge, one) or _implied(pledge, one, shares)]
    found = found or [one for one in told if _alone_implied(pledge, one, shares)]
    if len({one.value for one in found}) != 1:
        return []
    why = f"名称只对上一部分，但报告同一句里说的任务数就是承诺的{pledge.subject}"
    return [(Answer(_SURE, why), one) for one in found]


def _says_it(value: Fraction, pledge: Pledge, fact: Fact) -> bool:
    """Whether the sentence tells the target in so many words, and the fact as what came of it."""
    sentence = fact.origin.sentence
    figures = [one for one in _figures(sentence) if one.unit == pledge.unit]
    own = next((one for one in figures if one.value is not None and one.value == abs(fact.value or 0)), None)
    if own is None:
        return False
    for at, one in enumerate(figures):
        near = (sentence[: one.start], sentence[: own.start])
        if one.value != value or one is own or not any(_is_half(pledge, fact, before) for before in near):
            continue
        behind = _BEHIND.match(sentence, one.end) is not None
        if behind and at and figures[at - 1] is own:
            return True
        if own.end < one.start and _OUT_OF.fullmatch(sentence[own.end : one.start]):
            return True
        if own.start > one.end and _OF_THEM.fullmatch(sentence[one.end : own.start]):
            return True
        quoted = sentence.count("“", 0, one.start) > sentence.count("”", 0, one.start)
        before = quoted or _BEFORE.search(sentence[: one.start]) is not None
        if before and own.start > one.end and _RESULT.search(sentence[: own.start]):
            return not any(
                _BEFORE.search(sentence[: each.start]) for each in figures if one.end < each.start < own.start
            )
    return False


def _implied(pledge: Pledge, fact: Fact, shares: Sequence[Fact]) -> bool:
    """Whether the share of the target that is told beside the fact makes the target the pledge's."""
    value = pledge.judged.value if pledge.judged else None
    beside = [one for one in shares if one.origin.sentence == fact.origin.sentence and one.subject == fact.subject]
    if not value or not beside or not (_is_half(pledge, fact, "") or _is_of_the_stage(pledge, fact)):
        return False
    return any(one.value and near_share(one.value, (fact.value or 0) * 100 / value) for one in beside)


def _alone_implied(pledge: Pledge, fact: Fact, shares: Sequence[Fact]) -> bool:
    """Whether a share with decimals makes the target just the pledge's, and both names end in the same thing (资金)."""
    value = pledge.judged.value if pledge.judged else None
    core, other = name_of(pledge.subject).core, name_of(fact.subject).core
    if not value or core[-2:] != other[-2:] or rivals(core, other) or fact.value is None:
        return False
    beside = [one for one in shares if one.origin.sentence == fact.origin.sentence and one.subject == fact.subject]
    told = [one.value for one in beside if one.value and one.value.denominator > 1]
    return any(abs(share - fact.value * 100 / value) <= _EXACT for share in told)


def _is_half(pledge: Pledge, fact: Fact, before: str) -> bool:
    """Whether more than half of the pledge's name, in one piece, is in the fact's, or right before the figure."""
    core, other = name_of(pledge.subject).core, name_of(fact.subject).core
    if rivals(core, other):
        return False
    if core in table("names")["generic"]["words"]:
        return bool(before) and core == other
    near = name_of(_CLAUSES.split(_BRACKETED.sub("", before))[-1][-_NAMED:]).core if before else ""
    return any(_shared(core, text) * 2 > len(core) for text in (other, near))


def _shared(core: str, text: str) -> int:
    """How many characters of a name stand in a text in the same order, in pieces of two or more."""
    return sum(size for _, _, size in _pieces(core, text) if size > 1)


def _pieces(core: str, text: str) -> list[Match]:
    return SequenceMatcher(None, core, text, autojunk=False).get_matching_blocks()


def _is_of_the_stage(pledge: Pledge, fact: Fact) -> bool:
    """Whether a fact that says no more than 新开工项目 tells of the stage that was promised, in a unit of its own."""
    core = name_of(_STAGED.sub("", fact.subject)).core
    one, two = _acts(pledge).stages, _acts(fact).stages
    return core in table("names")["generic"]["words"] and bool(one) and one == two and pledge.unit not in _ANY


def _acts(one: Pledge | Fact) -> Acts:
    return acts_in(f"{one.origin.quote} {one.subject}")


@lru_cache(maxsize=1 << 10)
def _figures(sentence: str) -> tuple[Quantity, ...]:
    return tuple(scan(sentence))
