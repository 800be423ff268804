"""Pledges × facts → links: which reported figure answers which pledge, how surely and why.

Wrong links are worse than missing ones. What a fact says of itself (``answers``) decides first; then body, thing, way
of telling, unit and period must all fit. A change of scope is linked with less confidence and told with the link; two
facts that could answer and disagree are left open.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from pathlib import Path

from duban.errors import Finding
from duban.ledger.types import Fact, Pledge
from duban.linking.against import beside, is_apart, is_other
from duban.linking.answers import (
    Answer,
    Heard,
    answer,
    chain,
    heard,
    in_window,
    is_to_date,
    same_pledge,
    told_alike,
)
from duban.linking.disputes import agree, settled
from duban.linking.echoed import echoed, of_its_own_target
from duban.linking.shares import contradicted
from duban.periods import Month, Period

_RIVAL = 0.12  # a pledge or a fact that has a surer partner by this much takes no other
_SURER = 0.05  # of two facts that disagree, the one that is surer by this much answers
_VIA = 0.97
_OFFICE = re.compile(r"(?:局|委|委员会|办|办公室|厅|部|处|科|中心|联|联合会|公司|总队|支队)\Z")
_NAMED = 6  # figures that a sentence tells; of more it says so
_NO_BODY, _OTHER_BODY = 0.95, 0.85
# Of several facts of one period that answer a trend, the first kind that is there.
_TREND_ORDER = (("quantity", "growth"), ("quantity", "change"), ("quantity", "level"), ("trend", ""))


@dataclass(frozen=True, slots=True)
class Link:
    """A fact that answers a pledge: ids, how surely in [0, 1], why, and what differs in scope (None: nothing).

    ``last_year`` is the key of last year's level, where a level answers a trend beside it; ``other`` that of the growth
    which a trend's is held against.
    """

    pledge: str
    fact: str
    confidence: float
    reason: str
    scope_change: str | None = None
    last_year: str = ""
    other: str = ""


@dataclass(frozen=True, slots=True)
class Open:
    """Facts of one period that could all answer a pledge and disagree; nobody is linked until somebody chooses."""

    pledge: str
    facts: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Matches:
    """Links in the order of the pledges; ids and keys of what found no partner; what is open; what is to be told."""

    links: tuple[Link, ...]
    unmatched_pledges: tuple[str, ...]
    unmatched_facts: tuple[str, ...]
    open: tuple[Open, ...]
    findings: tuple[Finding, ...] = ()


@dataclass(slots=True)
class _Candidate:
    """A series of facts that may answer a pledge."""

    answer: Answer
    facts: list[Fact]
    last_year: Mapping[Period, str] = field(default_factory=dict)


def match(
    pledges: Sequence[Pledge], facts: Sequence[Fact], *, as_of: date | None = None, via: Sequence[Pledge] = ()
) -> Matches:
    """Link facts to the pledges that they answer.

    ``as_of`` is the day of judging: no fact whose months end after that month is linked. ``via`` are the pledges that
    a report's own progress tables repeat; a fact that answers one of them answers the same pledge of the plan too.
    """
    until = Month.of(as_of) if as_of else None
    matching = _Matching(pledges, facts, via, until)
    found = {pledge.id: matching.candidates(pledge) for pledge in pledges}
    matching.compete(found)
    links: list[Link] = []
    open_: list[Open] = []
    for pledge in pledges:
        linked, left_open = _links(pledge, found[pledge.id], matching.findings)
        links += matching.beside(pledge, linked) if pledge.against else linked
        open_ += left_open
    return _matches(pledges, facts, links, open_, [*matching.findings, *_out_of_years(pledges, facts, until)], found)


class _Matching:
    """The facts sorted so that a pledge meets only series of its own body."""

    def __init__(
        self, pledges: Sequence[Pledge], facts: Sequence[Fact], via: Sequence[Pledge], until: Month | None
    ) -> None:
        self.until = until
        self.findings: list[Finding] = []
        self._pledges = pledges
        self._ids = {pledge.id for pledge in pledges}
        self._growths = [one for one in facts if one.kind == "quantity" and one.basis == "growth"]
        self._by_key = {one.key: one for one in facts}
        self._direct: dict[str, list[Fact]] = {}
        self._series: dict[Heard, list[Fact]] = {}
        self._speakers = {pledge.org_unit for pledge in pledges}
        for fact in facts:
            if fact.answers:
                self._direct.setdefault(fact.answers, []).append(fact)
            if fact.answers not in self._ids:
                self._series.setdefault(heard(fact), []).append(fact)
        self._by_body: dict[str, list[Heard]] = {}
        for one in self._series:
            self._by_body.setdefault(one.org_unit, []).append(one)
        self._via = [pledge for pledge in via if pledge.id not in self._ids]

    def candidates(self, pledge: Pledge) -> list[_Candidate]:
        """Every series that may answer a pledge: what names it, what its row in the report says, what is like it."""
        if direct := self._direct.get(pledge.id):
            return list(self._named(pledge, direct))
        if through := list(self._through(pledge)):
            return through
        return list(self._alike(pledge)) or list(self._echoed(pledge))

    def _echoed(self, pledge: Pledge) -> Iterator[_Candidate]:
        """Facts beside which the report says the pledge's own target again."""
        bodies = {body for body, _, _ in self._bodies_for(pledge)}
        own = [fact for body in bodies for one in self._by_body.get(body, ()) for fact in self._series[one]]
        for found, fact in echoed(pledge, (fact for fact in own if self._fits(pledge, fact))):
            yield _Candidate(found, [fact])

    def _named(self, pledge: Pledge, facts: Iterable[Fact]) -> Iterator[_Candidate]:
        """Facts that say themselves which pledge they answer."""
        for fact in facts:
            if problem := _unfit(pledge, fact, self.until):
                self.findings.append(
                    Finding("answer-unfit", fact.key, f"指名回答“{pledge.id}”，但{problem}", "这个数没有用")
                )
                continue
            yield _Candidate(Answer(1.0, "报告指明回答这一条"), [fact])

    def _through(self, pledge: Pledge) -> Iterator[_Candidate]:
        """Facts of a row in the report that repeats the pledge: of several of its name, that which asks as much."""
        found = [(other, same) for other in self._via if (same := same_pledge(pledge, other))]
        asked = _asked(pledge)
        for other, same in [each for each in found if _asked(each[0]) == asked] or found:
            for fact in self._direct.get(other.id, ()):
                if self._fits(pledge, fact):
                    told = f"报告的表里同一行写着这项任务（{same.reason}）"
                    yield _Candidate(Answer(same.confidence * _VIA, told, same.scope_change), [fact])

    def _alike(self, pledge: Pledge) -> Iterator[_Candidate]:
        found: list[_Candidate] = []
        for body, certainty, change in self._bodies_for(pledge):
            for one in self._by_body.get(body, ()):
                found += self._series_answer(pledge, one, certainty, change)
        chained = chain(pledge, [fact for one in found for fact in one.facts])
        for each in found:
            each.facts = [fact for fact in each.facts if is_to_date(pledge, fact.period) or fact.period in chained]
            if each.facts:
                yield each

    def _bodies_for(self, pledge: Pledge) -> list[tuple[str, float, str | None]]:
        """The bodies whose facts may answer: its own; where each side has one speaker, the other side's."""
        if not pledge.org_unit and len(self._speakers) == 1 and len(self._by_body) > 1:
            # A list names for each task the office that leads it, and the plan nobody.
            offices = [body for body in self._by_body if _OFFICE.search(body)]
            return [("", 1.0, None), *((body, _NO_BODY, None) for body in offices)]
        if pledge.org_unit in self._by_body or len(self._speakers) > 1 or len(self._by_body) != 1:
            return [(pledge.org_unit, 1.0, None)]
        other = next(iter(self._by_body))
        if not other or not pledge.org_unit:
            return [(other, _NO_BODY, None)]
        return [(other, _OTHER_BODY, f"说话的单位：{pledge.org_unit} → {other}")]

    def _series_answer(self, pledge: Pledge, one: Heard, certainty: float, change: str | None) -> Iterator[_Candidate]:
        facts = self._series[one]
        years = {fact.period: fact.key for fact in facts}
        told = pledge.kind == "trend" and one.kind == "quantity" and one.basis == "level"
        if told:
            facts = [fact for fact in facts if fact.period.year_before() in years]
        found = answer(pledge, one, with_last_year=told) if facts else None
        if not found:
            return
        fitting = [fact for fact in facts if in_window(pledge, fact.period, self.until)]
        if fitting:
            before = {fact.period: years[fact.period.year_before()] for fact in fitting} if told else {}
            told_change = "；".join(filter(None, (change, found.scope_change))) or None
            sure = replace(found, confidence=round(found.confidence * certainty, 4), scope_change=told_change)
            yield _Candidate(sure, fitting, before)

    def beside(self, pledge: Pledge, links: Iterable[Link]) -> Iterator[Link]:
        """The links with the growth, of the same months, that the pledge's is held against: none where two disagree."""
        bodies = {body for body, _, _ in self._bodies_for(pledge)}
        others = [one for one in self._growths if one.org_unit in bodies and is_other(pledge, one)]
        for link in links:
            own = self._by_key[link.fact]
            found = [one for one in others if one.period == own.period and beside(own, one)]
            yield replace(link, other=found[0].key) if found and agree(found) else link

    def _fits(self, pledge: Pledge, fact: Fact) -> bool:
        return in_window(pledge, fact.period, self.until) and is_to_date(pledge, fact.period)

    def compete(self, found: Mapping[str, list[_Candidate]]) -> None:
        """Take from a pledge the facts that another pledge is surer of, and the series far behind its best."""
        best: dict[str, float] = {}
        exact: dict[str, float] = {}  # of 改造221个3万户 one is told in 户: that is no count of the others
        units = {pledge.id: pledge.unit for pledge in self._pledges}
        for pledge, candidates in found.items():
            for one in candidates:
                for fact in one.facts:
                    best[fact.key] = max(best.get(fact.key, 0.0), one.answer.confidence)
                    if fact.unit == units[pledge]:
                        exact[fact.key] = max(exact.get(fact.key, 0.0), one.answer.confidence)
        for pledge, candidates in found.items():
            own = max((one.answer.confidence for one in candidates), default=0.0)
            for one in candidates:
                sure = one.answer.confidence
                one.facts = [
                    fact
                    for fact in one.facts
                    if best[fact.key] - sure <= _RIVAL
                    and own - sure <= _RIVAL
                    and (fact.unit == units[pledge] or exact.get(fact.key, 0.0) < sure - _RIVAL)
                ]


def _asked(pledge: Pledge) -> Fraction | None:
    return pledge.judged.value if pledge.judged else None


def _unfit(pledge: Pledge, fact: Fact, until: Month | None) -> str:
    """Why a fact that names a pledge cannot answer it; empty where it can."""
    if until is not None and fact.period.end > until:
        return f"{fact.period.words}在评价日之后"
    if not in_window(pledge, fact.period, until):
        return f"{fact.period.words}不在计划期内"
    if not is_to_date(pledge, fact.period):
        return f"{fact.period.words}不是从年初算起的数"
    return "" if told_alike(pledge, heard(fact), with_last_year=True) else "说法（数值、增长、名次）或单位对不上"


def _links(pledge: Pledge, candidates: Sequence[_Candidate], findings: list[Finding]) -> tuple[list[Link], list[Open]]:
    """A pledge's links, a period at a time: one fact, or an open choice where facts disagree."""
    by_period: dict[Period, list[tuple[_Candidate, Fact]]] = {}
    for one in candidates:
        for fact in one.facts:
            by_period.setdefault(fact.period, []).append((one, fact))
    links: list[Link] = []
    open_: list[Open] = []
    for period in sorted(by_period):
        told = _of_one_kind(pledge, by_period[period])
        told = _of_amounts(pledge, told, findings)
        told.sort(key=lambda pair: -pair[0].answer.confidence)
        sure = [pair for pair in told if told[0][0].answer.confidence - pair[0].answer.confidence <= _SURER]
        replaced = {fact.replaces for _, fact in told}
        standing = settled(pledge, [fact for _, fact in sure if fact.key not in replaced])
        standing = standing if not standing or agree(standing) else of_its_own_target(pledge, standing)
        if len({fact.key for fact in standing}) > 1 and not agree(standing):
            keys = tuple(dict.fromkeys(fact.key for fact in standing))
            open_.append(Open(pledge.id, keys, f"{period.words}有{len(keys)}个数都可能回答，又不一致"))
            continue
        first = standing[0] if standing else told[0][1]
        for one, fact in told:
            if fact is first or fact.key in replaced:
                links.append(_link(pledge, one, fact))
    return links, open_


def _link(pledge: Pledge, one: _Candidate, fact: Fact) -> Link:
    told = one.answer
    return Link(
        pledge.id, fact.key, told.confidence, told.reason, told.scope_change, one.last_year.get(fact.period, "")
    )


def _of_one_kind(pledge: Pledge, told: list[tuple[_Candidate, Fact]]) -> list[tuple[_Candidate, Fact]]:
    """For a trend, the facts of the kind that says most: a growth before a change before a level before a word."""
    if pledge.kind != "trend":
        return told
    told = [pair for pair in told if not is_apart(pair[1])] or told
    for kind, basis in _TREND_ORDER:
        if of_kind := [pair for pair in told if pair[1].kind == kind and basis in ("", pair[1].basis)]:
            return of_kind
    return told


def _of_amounts(
    pledge: Pledge, told: list[tuple[_Candidate, Fact]], findings: list[Finding]
) -> list[tuple[_Candidate, Fact]]:
    """The amounts of a period, where there are any, without the shares beside them; what these contradict is told."""
    amounts = [pair for pair in told if pair[1].basis != "share"]
    if not amounts or len(amounts) == len(told):
        return told
    shares = [share for _, share in told if share.basis == "share"]
    apart = [contradicted(pledge, share, amount) for share in shares for _, amount in amounts]
    if apart[0] and all(apart):  # of several shares one may be of another stage: 已开工80%，已竣工15%
        findings.append(apart[0])
    return amounts


def _out_of_years(pledges: Sequence[Pledge], facts: Sequence[Fact], until: Month | None) -> Iterator[Finding]:
    """How many facts are about other years, or about months after the date of judging."""
    years = _years(pledges)
    other = [fact for fact in facts if fact.period.end.year not in years or fact.period.start.year not in years]
    if other and years:
        what = f"{len(other)}个数说的不是计划年（{_span(years)}），没有拿来比对：{_some(other)}"
        yield Finding("other-years", "", what, "请核对年度和期间；计划是别的年份的，用 --year 写明")
    late = [fact for fact in facts if until is not None and fact.period.end > until]
    if late:
        what = f"{len(late)}个数说的是评价日以后的月份，没有拿来比对：{_some(late)}"
        yield Finding("after-as-of", "", what, "请核对判定日和期间")


def _span(years: set[int]) -> str:
    first, last = min(years, default=0), max(years, default=0)
    return f"{first}年" if first == last else f"{first}—{last}年"


def _some(facts: Sequence[Fact]) -> str:
    """Figures by what they are of, their months and their place; six at most."""
    told = [f"{one.subject or one.indicator}{one.period.words}{_placed(one)}" for one in facts[:_NAMED]]
    return "、".join(told) + ("……" if len(facts) > _NAMED else "")


def _placed(fact: Fact) -> str:
    place = f"{Path(fact.origin.file).name} {fact.origin.place}".strip()
    return f"（{place}）" if fact.origin.place else ""


def _years(pledges: Sequence[Pledge]) -> set[int]:
    """The years of the pledges, each up to the one in which it is due."""
    return {year for one in pledges for year in range(one.year, max(one.year, one.due_day.year) + 1)}


def _matches(
    pledges: Sequence[Pledge],
    facts: Sequence[Fact],
    links: Sequence[Link],
    open_: Sequence[Open],
    findings: Sequence[Finding],
    found: Mapping[str, list[_Candidate]],
) -> Matches:
    answered = {link.pledge for link in links} | {one.pledge for one in open_}
    used = {link.fact for link in links} | {key for one in open_ for key in one.facts}
    used |= {fact.key for candidates in found.values() for one in candidates for fact in one.facts}
    used |= {key for link in links for key in (link.last_year, link.other)}
    years = _years(pledges)
    measurable = [
        fact.key
        for fact in facts
        if fact.key not in used and fact.value is not None and {fact.period.start.year, fact.period.end.year} <= years
    ]
    lacking = tuple(pledge.id for pledge in pledges if pledge.id not in answered)
    return Matches(tuple(links), lacking, tuple(measurable), tuple(open_), tuple(findings))
