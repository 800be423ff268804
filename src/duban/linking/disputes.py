"""Of several figures that could all answer a pledge and disagree, those that are its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from duban.amounts import decimal
from duban.ledger.types import Fact, Pledge
from duban.linking.acts import acts_in

_ROUNDING = Fraction(1, 200)  # two figures nearer than this share of them are one, rounded
_OVER = Fraction(1, 10)  # by so much may a figure be above the round one that it is said to be over
_NUMBERING = re.compile(r"^\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．])\s*")
_PART = "其中"
_OF_THEM = re.compile(r"(?:已|共有|实际|其中|现有|实现)[\u4e00-\u9fff]{0,6}\Z")


def settled(pledge: Pledge, facts: list[Fact]) -> list[Fact]:
    """Of facts that disagree, those that are left when repeats, parts, bounds and other acts are out."""
    for told in (_without_bounds, _without_parts, _without_wholes):
        facts = told(facts)
    if not facts or agree(facts):
        return facts
    return _told_of_one_act(pledge, _without_repeats(pledge, facts))


def agree(facts: Sequence[Fact]) -> bool:
    """Whether all facts say the same: states, or figures that are one but for rounding."""
    first = facts[0]
    if first.value is None or any(fact.value is None for fact in facts):
        return len({(fact.state, fact.comparator) for fact in facts}) == 1 or first.kind == "milestone"
    values = [fact.value for fact in facts if fact.value is not None]
    return max(values) - min(values) <= _ROUNDING * max(abs(value) for value in values)


def _without_repeats(pledge: Pledge, facts: list[Fact]) -> list[Fact]:
    """Without the plan's own sentence, which a report puts over what came of it."""
    own = _bare(pledge.origin.sentence)
    tier = pledge.judged
    value = tier.value if tier else None
    return [fact for fact in facts if not (fact.value == value and _bare(fact.origin.sentence) == own)] or facts


def _bare(sentence: str) -> str:
    return _NUMBERING.sub("", sentence).strip(" \n。；，")


def _without_parts(facts: list[Fact]) -> list[Fact]:
    """Without the parts that a sentence goes on to tell: 新增床位900张，其中公办床位…，改建后新增床位300张."""
    wholes = [fact for fact in facts if not _is_part(fact)]
    return [fact for fact in facts if not any(_holds(whole, fact) for whole in wholes)] or facts


def _without_wholes(facts: list[Fact]) -> list[Fact]:
    """Without how many there are where the clause goes on with how many are done: 90个新建项目已开工85个."""
    return [fact for fact in facts if not any(_is_of_them(fact, other) for other in facts)] or facts


def _is_of_them(whole: Fact, done: Fact) -> bool:
    quote = whole.origin.quote
    if quote != done.origin.quote or whole.unit != done.unit or whole.value is None or done.value is None:
        return False
    first, last = quote.find(decimal(whole.value)), quote.rfind(decimal(done.value))
    return -1 < first < last and done.value <= whole.value and _OF_THEM.search(quote[first:last]) is not None


def _is_part(fact: Fact) -> bool:
    sentence, quote = fact.origin.sentence, fact.origin.quote
    at = sentence.find(quote) if quote else -1
    return at >= 0 and _PART in sentence[: at + len(_PART)]


def _holds(whole: Fact, part: Fact) -> bool:
    """Whether a fact may be a part of one that its sentence told before it."""
    if not _is_part(part) or whole.origin.sentence != part.origin.sentence or whole.unit != part.unit:
        return False
    return whole.value is not None and part.value is not None and abs(part.value) < abs(whole.value)


def _told_of_one_act(pledge: Pledge, facts: list[Fact]) -> list[Fact]:
    """Of facts that disagree, those that tell of the very act that was promised: 新建100公里，改造50公里."""
    if not facts or agree(facts):
        return facts
    own = acts_in(f"{pledge.origin.quote} {pledge.subject}")
    same = [fact for fact in facts if acts_in(f"{fact.origin.quote} {fact.subject}") == own]
    return same or facts


def _without_bounds(facts: list[Fact]) -> list[Fact]:
    """Without 超1900万亩 where 1942万亩 is told as well."""
    exact = [fact.value for fact in facts if fact.comparator in {"=", "~"} and fact.value is not None]
    return [fact for fact in facts if not (_is_floor(fact) and any(_above(fact, value) for value in exact))]


def _is_floor(fact: Fact) -> bool:
    return fact.comparator in {">", ">="} and fact.value is not None and fact.value > 0


def _above(floor: Fact, value: Fraction) -> bool:
    return floor.value is not None and floor.value <= value <= floor.value * (1 + _OVER)
