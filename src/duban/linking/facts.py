"""A document's reported statements → the ledger's facts.

A fact has a period: the one that the text names, else the plan year's months up to the date of judging, which is told.
A milestone's fact is its state, with the day where the text names one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from duban.errors import Finding
from duban.ledger.types import Fact, FactStatus, Pledge
from duban.linking.bodies import Bodies
from duban.linking.cellstates import done_in_words, states_of_cells
from duban.linking.judged import without_the_judgement
from duban.linking.pledges import link_findings, proposed_for
from duban.linking.progress import is_done, of_the_summary, told_of_all, years_named
from duban.linking.propose import Index
from duban.linking.rows import row_answers
from duban.linking.senses import held_against_a_target, is_as_planned, is_planned, is_restated
from duban.linking.shares import shared_name
from duban.linking.spoken import Spoken, body_of, numbered, slug, source_name, spoken
from duban.periods import Month, Period, find, parse, to_date
from duban.periods import year as whole_year
from duban.reading.document import Document

_HOW = {"growth": "增长", "change": "增减", "level": ""}
_KIND = {"rank": "名次", "trend": "走势"}
_DAY = re.compile(r"(?:(?P<year>(?:19|20)\d\d)年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})日")
_UP_TO = re.compile(
    r"(?P<to>截至到?|截止到?|(?<!\d)1月份?(?:至|到|[-—－–~～]{1,2}))?(?:(?:19|20)\d\d年)?(?<!\d)(?P<month>\d{1,2})月"
)
_NEAR = 50  # characters behind a figure that say that it is a target
_MENTION = 300  # characters before a figure in which its month is named
_SO_FAR = re.compile(r"今年以?来|年初以来|目前|现已|截[至止]到?(?:现在|今日)")  # words that no whole year is told with
_MONTHS = re.compile(
    r"(?<!\d)1月?\s*[-—－–~～至]\s*(1[0-2]|[1-9])月|截[至止]到?(?:(?:19|20)\d\d年)?(1[0-2]|[1-9])月[底末]"
)
_WHOLE = re.compile(r"全年|(?:19|20)\d\d年")
_SAYS_THE_PLAN = re.compile(r"(?:任务|目标|计划)(?:是|为|：)[^。；]{0,20}\Z")
_TURNS_TO_DEEDS = re.compile(r"已|完成|实际|截[至止]|目前|现|\d月|占|；")
_LAST_DECEMBER = re.compile(r"去年(?:12月(?:底|末)?|年?[底末])")
# 3153人，占目标任务的210%: such a figure is of the year so far, whatever month or quarter is named beside it.
_YEARS_TARGET = r"(?:全年|年度|年|省|市|县)*(?:下达的?)?(?:目标|任务|计划){1,2}(?:数|总数|量)?的?"
_OF_THE_TARGET = re.compile(rf"，?(?:占|为|是|完成|达到?)(?:了)?{_YEARS_TARGET}\d")
_OF_THE_TASK = re.compile(rf"(?:占|为|完成){_YEARS_TARGET}\Z")
_SUM = ("quantity", "level")
_BEFORE = 40  # characters before a figure that say that it is planned
_STATUS: tuple[tuple[str, FactStatus], ...] = (
    ("预计", "estimate"),
    ("快报", "flash"),
    ("初步核算", "preliminary"),
    ("初步统计", "preliminary"),
)


@dataclass(frozen=True, slots=True)
class _Asked:
    """For which plan year and up to which day facts are asked for, and with what they are named."""

    year: int
    as_of: date | None
    indicators: Index | None
    bodies: Bodies | None

    @property
    def default(self) -> Period:
        """The months that a figure without a period is taken to cover."""
        if self.as_of is None or self.as_of.year > self.year:
            return whole_year(self.year)
        return to_date(Month(self.year, self.as_of.month if self.as_of.year == self.year else 1))

    def until(self, period: Period) -> Period:
        """A stretch of years up to the day of judging: what is reported “十三五”以来 in 2018 is not of 2020 yet."""
        last = Month.of(self.as_of) if self.as_of else period.end
        goes_on = period.start.year < period.end.year and period.start <= last < period.end
        return Period(period.start, last) if goes_on else period


def facts_of(
    document: Document,
    *,
    year: int,
    as_of: date | None = None,
    indicators: Index | None = None,
    bodies: Bodies | None = None,
    pledges: Iterable[Pledge] = (),
    a_report: bool = False,
) -> tuple[tuple[Fact, ...], tuple[Finding, ...]]:
    """The facts of a document in text order, with unique keys, and what is to be told of them.

    ``year`` is the plan year that they shall answer, ``as_of`` the day of judging. A statement without a period is
    taken for the plan year's months up to ``as_of`` (finding ``no-period``). ``pledges`` are this document's own
    (:func:`duban.linking.pledges.pledges_of`): a fact in a progress table gets the pledge of its row as ``answers``.
    ``a_report``: whoever hands it in says that it is one, and its title is asked what it tells (``progress``).
    Findings also: ``open-indicator``, ``unit-refused``, ``unknown-body``.
    """
    asked = _Asked(year, as_of, indicators, bodies)
    findings: list[Finding] = []
    told = [one for one in spoken(document) if one.mood == "reported" or (a_report and is_done(document, one))]
    said = list(_without_the_plan(document, told))
    if a_report and not said:
        said = list(_without_the_plan(document, told_of_all(document, list(spoken(document)), as_of)))
    facts = list(_beside_the_target(document, said, [_fact(document, one, asked, findings) for one in said]))
    keys = numbered(fact.key for fact in facts)
    named = [replace(fact, key=key) for fact, key in zip(facts, keys, strict=True)]
    rows = {one.origin: one.row for one in spoken(document) if one.row and one.mood == "pledged"}
    of_rows = [(one.row, fact) for one, fact in zip(said, named, strict=True)]
    asks = [(rows.get(pledge.origin, ""), pledge) for pledge in pledges]
    answered = tuple(row_answers(of_rows, asks))
    with_figure = {fact.answers for fact in answered if fact.answers}
    in_words = done_in_words(document, asks, with_figure, asked.default)
    return (*answered, *states_of_cells(document, asks, asked.default), *in_words), tuple(_once(findings))


def _fact(document: Document, one: Spoken, asked: _Asked, findings: list[Finding]) -> Fact:
    statement = one.statement
    org_unit, subject, problem = body_of(one, asked.bodies)
    subject = without_the_judgement(subject, one.origin.quote)
    if problem:
        findings.append(Finding("unknown-body", one.origin.place, problem, "请在单位表里写上这个名称"))
    proposed = proposed_for(one, subject, org_unit, asked.indicators)
    if not shared_name(subject, statement.unit, statement.value, one.origin.quote):
        findings += link_findings(one, proposed, asked.indicators)
    chosen = proposed.chosen if proposed else None
    day = _day(one, asked.year) if statement.kind == "milestone" else None
    period = of_the_summary(document, one, asked.until(_period(one, day, asked, findings)))
    period = _so_far(document, one, _of_last_year(document, one, asked, period))
    if period == whole_year(asked.year):
        period = _narrowed(document, one, asked)
    how = statement.unit if statement.kind == "milestone" else _HOW[statement.basis]
    name = slug(one.body or source_name(document), subject, _KIND.get(statement.kind, ""), how, str(period))
    return Fact(
        key=name,
        org_unit=org_unit,
        subject=subject,
        kind=statement.kind,
        basis=statement.basis,
        unit="" if statement.kind == "milestone" else statement.unit,
        period=period,
        value=statement.value,
        comparator=statement.comparator,
        upper=statement.upper,
        indicator=chosen.target if chosen else "",
        scope=chosen.scope if chosen and statement.kind != "rank" else one.scope,
        state=statement.unit if statement.kind == "milestone" else "",
        day=day,
        status=_status(one),
        source=one.origin.book or source_name(document),
        origin=one.origin,
    )


def _period(one: Spoken, day: date | None, asked: _Asked, findings: list[Finding]) -> Period:
    """The statement's period; a milestone's day gives its month; else the default, which is told."""
    if day is not None:
        return Period(Month.of(day), Month.of(day))
    named = parse(one.statement.period) if one.statement.period else None
    if named is None and one.mood == "pledged":
        named = years_named(one)
    if named is not None:
        return named
    taken = asked.default
    what = f"“{one.statement.subject}”没有写明是哪段时间的，按{taken.words}算"
    findings.append(Finding("no-period", one.origin.place, what, "不对时请给出时间"))
    return taken


def _without_the_plan(document: Document, told: Iterable[Spoken]) -> Iterator[Spoken]:
    """What is told of how things are; a sentence that says what was planned goes on with it up to 已 or 完成."""
    planned: Spoken | None = None
    for one in told:
        between = document.text[planned.statement.num[1] : one.statement.num[0]] if planned else ""
        if _of_the_plan(document, one):
            before = document.text[max(0, one.statement.num[0] - _BEFORE) : one.statement.num[0]]
            planned = one if _SAYS_THE_PLAN.search(before) else None
        elif planned and "。" not in between and not one.row and not _TURNS_TO_DEEDS.search(between):
            continue
        else:
            planned = None
            yield one


def _of_the_plan(document: Document, one: Spoken) -> bool:
    """Whether a figure tells of the plan, or how far from it things are, and not how they are."""
    before = document.text[one.statement.start : one.statement.num[0]]
    after = document.text[one.statement.num[1] : one.statement.num[1] + _NEAR]
    since = document.text[max(0, one.statement.num[0] - _MENTION) : one.statement.num[0]]
    told = (held_against_a_target(one.statement, before) and "占" not in one.statement.subject) or is_restated(
        since, after
    )
    return told or (not one.row and (is_planned(one.statement, before) or is_as_planned(since)))


def _narrowed(document: Document, one: Spoken, asked: _Asked) -> Period:
    """The months of the plan year that a figure covers which is told of the year as a whole.

    A title that names the year alone: what its cells tell is told of the day of judging, and so is what a line says
    behind 目前 or 今年以来. What a line says behind 1-5月, and without a time of its own, is of these months.
    """
    line = document.text[document.text.rfind("\n", 0, one.statement.num[0]) + 1 : one.statement.num[0]]
    if one.row:
        return asked.default
    named = None if _WHOLE.search(line[line.rfind("。") + 1 :]) else find(line, asked.year)
    if named and named.start == Month(asked.year, 1) and named.end.year == asked.year:
        return named
    since = _MONTHS.finditer(document.text, 0, one.statement.num[0])
    earlier = [int(found[1] or found[2]) for found in since]
    if not _WHOLE.search(line) and earlier and asked.default.end.month >= earlier[-1] > 0:
        return to_date(Month(asked.year, earlier[-1]))  # the text told other things of these months before
    return asked.default if _SO_FAR.search(line) else whole_year(asked.year)


def _beside_the_target(document: Document, said: Sequence[Spoken], facts: Sequence[Fact]) -> Iterator[Fact]:
    """9月，…达5600人，占全年目标的110%: what makes so much of a year's target is told of the year so far.

    Not where the report tells the year so far as well: 二季度…完成全年任务的36%, 今年以来…完成全年任务的68%.
    """
    whole = {(one.subject, one.unit, one.basis) for one in facts if one.period.start.month == 1}
    for one, fact in zip(said, facts, strict=True):
        statement, of_month = one.statement, fact.period.start.month > 1
        of_month = of_month and fact.period.start.year == fact.period.end.year and (fact.kind, fact.basis) == _SUM
        clause = document.text[statement.start : statement.num[0]]
        beside = of_month and (_OF_THE_TARGET.match(document.text, statement.num[1]) or _OF_THE_TASK.search(clause))
        alone = beside and (fact.subject, fact.unit, fact.basis) not in whole
        yield replace(fact, period=to_date(fact.period.end)) if alone else fact


def _of_last_year(document: Document, one: Spoken, asked: _Asked, period: Period) -> Period:
    """截至去年12月底 in a report that was written after the year that it tells of: it names that December itself."""
    if period != whole_year(asked.year - 1) or asked.as_of is None or asked.as_of.year < asked.year:
        return period
    title = document.text.lstrip().partition("\n")[0]
    looks_back = f"{asked.year}年" in title and "去年" in one.origin.sentence
    if looks_back and "今年" not in document.text and f"{asked.year - 1}年" not in document.text:
        return whole_year(asked.year)  # 2023年目标完成情况: 去年，…
    line = document.text[document.text.rfind("\n", 0, one.statement.num[0]) + 1 : one.statement.num[0]]
    told = _LAST_DECEMBER.search(one.origin.sentence) or _LAST_DECEMBER.search(line)
    return whole_year(asked.year) if told and f"{asked.year}年12月" in document.text else period


def _so_far(document: Document, one: Spoken, period: Period) -> Period:
    """The months from January, where a text that names one month says that it is the last: 截至7月底, 1月至7月."""
    if period.start != period.end or one.statement.kind != "quantity" or one.statement.basis != "level":
        return period
    clause = document.text[one.statement.start : one.statement.num[0]]
    if "累计" in clause or (clause.startswith("达") and one.statement.comparator == ">="):
        return to_date(period.end)  # 4月，收入累计完成2.4亿元; 9月，…新增230例，达1900例
    before = document.text[max(0, one.statement.num[0] - _MENTION) : one.statement.num[0]]
    named = [found for found in _UP_TO.finditer(before) if int(found["month"]) == period.end.month]
    return to_date(period.end) if named and named[-1]["to"] else period


def _day(one: Spoken, year: int) -> date | None:
    """The day that the clause names for a milestone, or the sentence where it names only one."""
    found = list(_DAY.finditer(one.origin.quote)) or list(_DAY.finditer(one.origin.sentence))
    if len(found) != 1:
        return None
    named = found[0]
    in_year = named["year"] or (one.statement.period or "")[:4] or str(year)
    try:
        return date(int(in_year), int(named["month"]), int(named["day"]))
    except ValueError:
        return None


def _status(one: Spoken) -> FactStatus:
    return next((status for word, status in _STATUS if word in one.origin.quote), "final")


def _once(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Each unknown body once, however often it is named; everything else as it is."""
    seen: set[str] = set()
    for one in findings:
        if one.code == "unknown-body" and one.what in seen:
            continue
        seen.add(one.what)
        yield one
