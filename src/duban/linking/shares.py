"""Shares of a target that a report tells: 完成年度目标的71.2%, 完成率98.5%, 任务已完成85%.

Such a figure is not one of the thing itself. Where the plan pledges no rate of that name, it is heard as a share of
what the plan pledges; of a share that stands beside its amount only a contradiction is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from duban.amounts import decimal, in_words, near_share
from duban.errors import Finding
from duban.ledger.types import Fact, Pledge
from duban.linking.acts import acts_in
from duban.linking.likeness import alike
from duban.linking.propose import Index

_OF_TARGET = re.compile(
    r"(?P<name>.+)占[^占]{0,14}?(?:计划|目标|任务|预算|进度|指标|投资)(?:任务|目标|投资)?(?:数|量)?"
)
_RATE = re.compile(
    r"(?P<name>.{2,}?)(?:年度|全年)?(?:目标|任务|计划|预算)*(?:累计|总体|平均)?(?:完成|达成|进度)(?:率|比例|比率|进度|百分比)"
)
_STAGE_RATE = re.compile(r"(?P<name>.{2,}?)(?:实现|累计|的)?(?P<stage>新?开工|投产|竣工|完工|建成|签约|落地|投用)率")
_DONE = re.compile(r"完成(?:了|率?达到?|率?为|约|近|超)?\Z")
_BEYOND = re.compile(r"超额?完成(?:了|率?达到?|约|近)?\Z")  # 超额完成20% is 120%
_TASK = re.compile(r"(?P<name>.{2,}?)(?:目标任务|任务|目标)")
_SEVERAL = re.compile(r"(?P<names>.+)分别")
_LIKE = 0.6
_ROW = re.compile(r"^[A-Z]+(?=\d)")  # of C12 the row
_SUMS = frozenset({"level", "change"})


def heard_as_shares(facts: Sequence[Fact], pledges: Iterable[Pledge], indicators: Index | None) -> Iterator[Fact]:
    """The facts, those of a text that tell a share of a target told as such."""
    pledges = list(pledges)
    rates = [one.subject for one in pledges if one.kind == "quantity" and one.unit == "%" and one.basis == "level"]
    staged = [one for one in pledges if one.kind == "quantity" and one.basis == "level" and one.unit != "%"]
    several: dict[tuple[str, str], int] = {}
    for one in facts:
        name = _shared(one) or _staged(one, staged)
        if not name or any(alike(rate, one.subject).confidence >= _LIKE for rate in rates):
            yield one
            continue
        if found := _SEVERAL.fullmatch(name):
            place = (one.subject, one.origin.sentence)
            at = several[place] = several.get(place, -1) + 1
            names = re.split("[、和与及]", found["names"])
            name = names[at] if at < len(names) else found["names"]
        yield _share(_whole(one), name, indicators)


def _staged(fact: Fact, pledges: Iterable[Pledge]) -> str:
    """What a rate of a stage (开工率, 投产率) tells the share of, where just so many were promised of that stage."""
    found = _STAGE_RATE.fullmatch(fact.subject) if fact.unit == "%" and fact.basis == "level" else None
    if found is None:
        return ""
    stages = acts_in(found["stage"]).stages
    same = [one for one in pledges if stages and acts_in(f"{one.origin.quote} {one.subject}").stages == stages]
    near = [one for one in same if alike(one.subject, found["name"]).confidence >= _LIKE]
    return f"{found['stage']}{found['name']}" if len(near) == 1 else ""


def _shared(fact: Fact) -> str:
    if fact.kind != "quantity" or fact.basis != "level" or not fact.origin.sentence:
        return ""
    return shared_name(fact.subject, fact.unit, fact.value, fact.origin.quote)


def shared_name(subject: str, unit: str, value: Fraction | None, quote: str) -> str:
    """The name of what a figure may tell the share of; empty where it tells none."""
    if unit != "%":
        return ""
    if found := _OF_TARGET.fullmatch(subject) or _RATE.fullmatch(subject):
        return found["name"].removesuffix("投资计划")
    if not _DONE.search(quote.partition(decimal(value or Fraction(0)))[0]):
        return ""
    task = _TASK.fullmatch(subject)
    return task["name"] if task else subject


def _whole(fact: Fact) -> Fact:
    """A share that is told beyond the target, with the target."""
    before = fact.origin.quote.partition(decimal(fact.value or Fraction(0)))[0]
    return replace(fact, value=Fraction(100) + (fact.value or Fraction(0))) if _BEYOND.search(before) else fact


def _share(fact: Fact, name: str, indicators: Index | None) -> Fact:
    fact = replace(fact, basis="share", subject=name, indicator="")
    if indicators is None:
        return fact
    chosen = indicators.propose(name, org_unit=fact.org_unit).chosen
    return replace(fact, indicator=chosen.target, scope=chosen.scope) if chosen else fact


def beside_amounts(unmatched: Iterable[Fact], facts: Iterable[Fact]) -> Iterator[Fact]:
    """What answers nothing, without the shares that a sentence or a row tells beside an amount."""
    told = {_place(one) for one in facts if one.basis != "share"}
    yield from (one for one in unmatched if one.basis != "share" or _place(one) not in told)


def _place(fact: Fact) -> tuple[str, ...]:
    return fact.origin.file, fact.origin.sentence or _ROW.sub("", fact.origin.place)


def contradicted(pledge: Pledge, share: Fact, amount: Fact) -> Finding | None:
    """That a share and an amount of the same months do not go together, more than rounding explains."""
    tier = pledge.judged
    if pledge.basis not in _SUMS or tier is None or not tier.value or tier.upper is not None:
        return None
    if share.value is None or amount.value is None or pledge.polarity == "lower" or tier.value < 0:
        return None
    reckoned = amount.value * 100 / tier.value
    if near_share(share.value, reckoned):
        return None
    what = (
        f"“{pledge.subject}”{amount.period.words}报{in_words(amount.value, amount.unit)}，"
        f"按目标算是{decimal(reckoned, 2)}%，报告却说完成了目标的{decimal(share.value, 2)}%，对不上"
    )
    do = "按数额判；请核对是不是另有目标（调整过、上级下达的），还是写错了"
    return Finding("share-differs", share.origin.place or share.key, what, do)
