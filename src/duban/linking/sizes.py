"""Counts that only size a programme: 安排省重点项目14项，年度投资20亿元 promises the investment, not that there are 14.

So does 总投资 beside the year's: it is what the projects will have cost in the end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from duban.linking.spoken import Spoken

_PROJECTS = re.compile(r"(?:项目|工程)\Z")
# What is done to projects, in the clause that counts them or in their name; without it they are only there.
_DONE_TO = re.compile(
    r"新|开工|动工|启动|建成|竣工|完工|投产|投用|签约|落地|引进|招引|储备|谋划|策划|入库|纳统|争取|申报|推进|实施|完成|开展|验收|达到|突破|超|以上|不少于|力争|确保|办|抓|改造|每"
)
_MONEY = re.compile(r"(?:投资|投资额|投资计划|资金)\Z")
_WHOLE = re.compile(r"(?:总投资|概算投资|估算投资|投资概算|概算)(?:额)?\Z")
_OF_THE_YEAR = re.compile(r"年度|年内|当年|本年|今年|全年|20\d\d年|完成投资|计划投资|投资计划")


def without_sizes(said: Sequence[Spoken]) -> Iterator[Spoken]:
    """What is promised, without the counts and the total costs of programmes that the sentence goes on to speak of."""
    for at, one in enumerate(said):
        behind = [two for two in said[at + 1 :] if two.statement.sentence == one.statement.sentence]
        if not (_counts_projects(one, behind[:1]) or _costs_in_all(one, behind)):
            yield one


def _level(one: Spoken) -> bool:
    statement = one.statement
    plain = statement.comparator == "=" and statement.firmness == "plan"
    return plain and statement.kind == "quantity" and statement.basis == "level" and not one.row


def _counts_projects(one: Spoken, following: Sequence[Spoken]) -> bool:
    """Whether projects are counted with which nothing is done, and what is told next is the money."""
    subject = one.statement.subject
    if not _level(one) or one.statement.unit == "元" or not _PROJECTS.search(subject):
        return False
    told = f"{one.origin.quote} {subject}"
    return not _DONE_TO.search(told) and any(_is_money(two) for two in following)


def _costs_in_all(one: Spoken, following: Sequence[Spoken]) -> bool:
    """Whether it is what projects cost in all, beside what is to be invested in the year."""
    if not _level(one) or not _WHOLE.search(one.statement.subject):
        return False
    return any(
        _is_money(two) and _OF_THE_YEAR.search(f"{two.origin.quote} {two.statement.subject}") for two in following
    )


def _is_money(one: Spoken) -> bool:
    statement = one.statement
    return statement.unit == "元" and statement.basis == "level" and _MONEY.search(statement.subject) is not None
