"""What a report's title says of how it is to be read: a bulletin on a plan tells what is done, though it names a plan.

《政府工作报告》目标任务完成情况 and 计划执行情况 are titles of reports; the reader, who is not told what a document was
handed in as, reads under them as under a plan's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from duban.linking.spoken import Spoken
from duban.periods import Month, Period, find
from duban.periods import year as whole_year
from duban.reading.answered import answer
from duban.reading.document import Document

_PROGRESS = re.compile(
    r"(?:计划|规划|目标|任务|工作报告|重点工作|实事|责任书).{0,8}(?:(?:执行|完成|落实|进展|实施|推进|兑现)情况|自评|中期评估)"
)
_SUMMARY = re.compile(rf"(?P<year>(?:19|20)\d\d)年(?:(?!.*计划).*(?:总结|自评|小结|述职)|.*{_PROGRESS.pattern})")
_YEARS = re.compile(
    r"(?P<of>(?:19|20)\d\d)年?(?:(?:至|到|[-—－–]{1,2})(?P<to>(?:19|20)\d\d)年)?(?:，|,|累计|全[国省市县区镇])"
)
_YEAR = re.compile(r"(?:19|20)\d\d(?=年)")
_HEADED = re.compile(r"^[^\n。，；：\d]{0,8}(?P<year>(?:19|20)\d\d)年[^\n。，；]{0,24}$", re.MULTILINE)
_NEXT = re.compile(r"下一?步|下阶段|下一阶段|打算|(?:工作|任务|计划)安排|工作要求|今后|明年")
_ALL_DONE = re.compile(r"(?<!未)(?:已|全部|全面|均)+(?:完成|建成|办结)")
_TO_COME = re.compile(
    r"力争|确保|争取|(?<!年初)(?<!年度)(?<!全年)(?<!既定)计划(?!的)|预计(?:全年|年底|年内)|将|拟|要求|目标"
)


_PLAN = re.compile(r"(?:计划|规划|要点|安排|方案|意见|目标|任务|部署|清单|责任分工)[^，。]{0,6}\Z")


def _title(document: Document) -> str:
    return document.text.lstrip().partition("\n")[0]


def years_named(one: Spoken) -> Period | None:
    """The years that a sentence begins with: 2022年，…; 2021年至2022年累计…"""
    found = _YEARS.match(one.statement.sentence)
    if found is None or int(found["to"] or found["of"]) < int(found["of"]):
        return None
    return Period(Month(int(found["of"]), 1), Month(int(found["to"] or found["of"]), 12))


def is_done(document: Document, one: Spoken) -> bool:
    """Whether a report's statement that was read as a promise tells what is done: its title says so, and it no other.

    Not in a progress table, whose columns say which is which; not after a word of the next steps. Under the title of a
    plan of years all is read as due in the last of them: a sentence that begins with earlier years is of those.
    """
    statement, named = one.statement, years_named(one)
    if one.mood != "pledged" or one.row or statement.kind == "milestone" or statement.firmness != "plan":
        return False
    if statement.due and (named is None or named.end > Month.of(statement.due)):
        return False
    title = _title(document)
    if not _PROGRESS.search(title) or _NEXT.search(title) or _is_answered(document, one):
        return False
    before = document.text[len(title) : statement.start]
    if _of_a_later_year(title, before):
        return False
    return not _NEXT.search(before) and not _TO_COME.search(document.text[statement.start : statement.end])


def told_of_all(document: Document, said: Sequence[Spoken], as_of: date | None) -> list[Spoken]:
    """What a report tells in which nothing was read as done: all of it, but what is to come.

    县里今年危房改造进度第一 is a headline that reads like a plan's. Not under the title of a plan.
    """
    title = _title(document)
    if _PLAN.search(title) and not _PROGRESS.search(title):
        return []
    return [one for one in said if _may_be_done(document, one, as_of)]


def _may_be_done(document: Document, one: Spoken, as_of: date | None) -> bool:
    statement, text = one.statement, document.text
    if one.mood != "pledged" or one.row or statement.kind == "milestone" or statement.firmness != "plan":
        return False
    if statement.due is not None and (as_of is None or statement.due > as_of):
        return False
    sentence = max(text.rfind(mark, 0, statement.num[0]) for mark in "。；\n") + 1
    clause = max(sentence, text.rfind("，", 0, statement.num[0]) + 1)
    return not _NEXT.search(text[:sentence]) and not _TO_COME.search(text[clause : statement.num[0]])


def _is_answered(document: Document, one: Spoken) -> bool:
    """Whether its line says behind it what came of it, but not that all was done: 20座。截至目前，已建成18座."""
    text, at = document.text, one.statement.num[0]
    end = text.find("\n", at) if "\n" in text[at:] else len(text)
    cut = answer(text, text.rfind("\n", 0, at) + 1, end)
    if cut is None or at >= cut:
        return False
    told = any(said.mood == "reported" and cut <= said.num[0] < end for said in document.statements)
    return told or not _ALL_DONE.search(text, cut, end)


def _of_a_later_year(title: str, before: str) -> bool:
    """Whether the last heading that names a year names one after the title's: 二、2024年主要目标."""
    own = [int(year) for year in _YEAR.findall(title)]
    named = [int(found["year"]) for found in _HEADED.finditer(before)]
    return bool(own and named) and named[-1] > max(own)


def of_the_summary(document: Document, one: Spoken, period: Period) -> Period:
    """一年来 in a 2023年工作总结 is 2023: who sums up a year, or the first half of it, speaks of that."""
    title = _title(document)
    summed = _SUMMARY.search(title)
    if summed is None or period != whole_year(int(summed["year"]) - 1):
        return period
    paragraph = document.text[document.text.rfind("\n", 0, one.statement.start) + 1 : one.statement.num[0]]
    if re.search(rf"{int(summed['year']) - 1}年|去年|上年|上一年", paragraph):
        return period
    own = find(title)
    return own if own and own.start.year == int(summed["year"]) else whole_year(int(summed["year"]))
