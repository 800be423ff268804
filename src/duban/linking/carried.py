"""What statements that stand side by side say only together: whose each figure is.

城乡居民人均可支配收入分别增长8%和9% is of the towns' and of the villages' income; 重点项目50个，年度投资计划17.68亿元。
其中省重点项目11个，年度投资计划5.71亿元 plans the investment of the projects that are counted before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from duban.reading.document import Statement

_BOTH = "城乡"
_EACH = ("城镇", "农村")
_PLANNED = re.compile(r"(?:项目)?(?:年度|本年度?|当年|今年)?(?:投资计划|计划(?:完成)?投资|完成投资|投资)(?:额)?")
_PROJECTS = re.compile(r"(?:项目|工程)\Z")
# How a sentence begins that goes on with what was counted before: 1-4月，完成投资96亿元.
_GOES_ON = re.compile(r"截[至止]|目前|上半年|前[一二三四\d]|\d{1,2}月?\s*[-—－–~～至]\s*\d{1,2}月")
_LEVELS = frozenset({"国家级", "省级", "州级", "市级", "县级", "区级"})
_COUNTED = frozenset({"个", "项", "宗", "件", ""})


def carried(statements: Sequence[Statement]) -> Iterator[Statement]:
    """The statements in their order, each with the whole name of what its figure is of."""
    planned = [one.mood for one in statements if _is_planned(one)]
    told = list(_each_its_own([_of_its_cell(one) for one in statements]))
    counted: Statement | None = None  # the projects that the sentence speaks of
    for one in told:
        several = planned.count(one.mood) > 1 and sum(map(_counts, told)) > 1
        if several and counted is not None and _is_planned(one) and _goes_on(counted, one):
            yield replace(one, subject=f"{counted.subject}投资")
            continue
        if _counts(one):
            counted = one
        elif counted is not None and one.sentence != counted.sentence and not _GOES_ON.match(one.sentence):
            counted = None
        yield one


def _counts(one: Statement) -> bool:
    """Whether projects are counted, by what they are or by whose they are (省级6项)."""
    counts = one.kind == "quantity" and one.basis == "level" and one.unit in _COUNTED
    return counts and (_PROJECTS.search(one.subject) is not None or one.subject in _LEVELS)


def _of_its_cell(one: Statement) -> Statement:
    """A subject does not begin in the cell before its own: 老旧小区改造, and beside it 改造老旧小区21个."""
    own = one.subject.rpartition("\t")[2].strip()
    return replace(one, subject=own) if own and own != one.subject else one


def _each_its_own(statements: Sequence[Statement]) -> Iterator[Statement]:
    """Two figures of 城乡 in one clause, the first of the towns and the second of the villages."""
    at = 0
    while at < len(statements):
        pair = statements[at : at + 2]
        if len(pair) == len(_EACH) and _are_of_both(*pair):
            yield from (
                replace(one, subject=one.subject.replace(_BOTH, each)) for one, each in zip(pair, _EACH, strict=True)
            )
            at += 2
        else:
            yield statements[at]
            at += 1


def _are_of_both(one: Statement, two: Statement) -> bool:
    alike = (one.subject, one.kind, one.basis, one.unit, one.start, one.end, one.mood, one.firmness)
    return (
        _BOTH in one.subject
        and one.kind == "quantity"
        and one.value is not None
        and alike == (two.subject, two.kind, two.basis, two.unit, two.start, two.end, two.mood, two.firmness)
    )


def _is_planned(one: Statement) -> bool:
    money = one.kind == "quantity" and one.basis == "level" and one.unit in {"元", "美元"}
    return money and _PLANNED.fullmatch(one.subject) is not None


def _goes_on(counted: Statement, one: Statement) -> bool:
    """Whether it is told in the same sentence, or in the next one, which begins with its months."""
    return counted.sentence == one.sentence or _GOES_ON.match(one.sentence) is not None
