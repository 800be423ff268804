"""Two documents are enough: a plan and a report, read, matched, judged, with what could not be matched.

Either may also be a table of pledges or facts (jsonl, csv, xlsx, Parquet; see ``duban.ledger.files``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path

from duban.amounts import convert
from duban.errors import Finding
from duban.ledger.checks import unknown_answers
from duban.ledger.collect import facts_of as tabled_facts
from duban.ledger.collect import pledges_of as tabled_pledges
from duban.ledger.collect import settled as settled_facts
from duban.ledger.fields import words
from duban.ledger.files import read_facts, read_pledges
from duban.ledger.types import Fact, Pledge
from duban.linking.answers import named_change
from duban.linking.cellstates import denied
from duban.linking.facts import facts_of
from duban.linking.links import answering, state_answers
from duban.linking.match import Link, match
from duban.linking.plan import plan_year
from duban.linking.pledges import pledges_of
from duban.linking.shares import beside_amounts, heard_as_shares
from duban.linking.stages import with_stages
from duban.linking.widetables import wide_tables
from duban.pack.rules import untimely
from duban.periods import Month, Period
from duban.reading.document import Document
from duban.sheets.findings import Findings
from duban.standing.awaiting import awaited_pledges, with_awaited
from duban.standing.gaps import with_gaps
from duban.standing.judge import Terms, judge
from duban.standing.names import Names
from duban.standing.notices import (
    ahead,
    bodiless,
    by_zero,
    cells_left,
    damaged,
    fallen,
    left_open,
    nothing_pledged,
    nothing_reported,
    out_of_time,
    states_left,
)
from duban.standing.rowed import read_document, read_rows
from duban.standing.verdict import Verdict, verdicts


@dataclass(frozen=True, slots=True)
class Judgement:
    """What came of holding plans against reports: verdicts in the order of the pledges, and all that is to be told.

    ``links`` say which fact answers which pledge and why; ``unmatched_facts`` are figures of the report that answer
    nothing in the plan; ``documents`` are the texts read, by their file; ``names`` those of bodies and books by id.
    ``months`` are the verdicts of every reported month by the pledge's id, where they were asked for; ``shared`` the
    books in which more than one body pledges (各镇责任书).
    """

    verdicts: tuple[Verdict, ...]
    facts: Mapping[str, Fact]
    links: Mapping[str, tuple[Link, ...]]
    unmatched_pledges: tuple[Pledge, ...]
    unmatched_facts: tuple[Fact, ...]
    findings: tuple[Finding, ...]
    documents: Mapping[str, Document] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    months: Mapping[str, tuple[Verdict, ...]] = field(default_factory=dict)
    shared: frozenset[str] = frozenset()


@dataclass(slots=True)
class _Gathered:
    """What has been read so far."""

    pledges: list[Pledge] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    via: list[Pledge] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    documents: dict[str, Document] = field(default_factory=dict)

    def add_facts(self, facts: Iterable[Fact], path: Path) -> None:
        """More facts; a key that another file has already used gets the file's name before it."""
        taken = {one.key for one in self.facts}
        self.facts += [replace(one, key=f"{path.name}：{one.key}") if one.key in taken else one for one in facts]


# Files that are tables of pledges or facts by their ending; those that may be documents as well.
_BOOKS = frozenset({".xlsx", ".xlsm", ".xls", ".et", ".ods"})
_ROWS = frozenset({".csv"})
_TABLES = frozenset({".jsonl", ".ndjson", ".json", ".parquet"}) | _ROWS | _BOOKS
_BASES = {"level": "数值", "growth": "增长", "change": "增减", "share": "完成目标的百分之几"}


def judge_files(
    plans: Sequence[Path],
    reports: Sequence[Path],
    as_of: date,
    terms: Terms,
    *,
    names: Names | None = None,
    year: int | None = None,
) -> Judgement:
    """Judge the pledges of plans by the figures of reports, as of a date.

    ``year`` is the plan year where it is known; else each plan says it, failing that the year of ``as_of`` is taken and
    told. Raises InputError for a file that cannot be read; faults inside a file are findings.
    """
    names = names or Names()
    got = _Gathered()
    for path in plans:
        _plan(path, got, names, as_of, year)
    told = year or _reported_year(got.pledges, as_of)
    for path in reports:
        _report(path, got, names, as_of, told)
    return _judged(got, as_of, terms, names)


def _reported_year(pledges: Sequence[Pledge], as_of: date) -> int:
    """The year that a report speaks of where it names none: the plan's; for a plan of years, that of the judging."""
    latest = max((one.year for one in pledges), default=as_of.year)
    longer = [one.due_day.year for one in pledges if one.due_day.year > one.year]
    return max(latest, min(max(longer), as_of.year)) if 2 * len(longer) > len(pledges) else latest


def _plan(path: Path, got: _Gathered, names: Names, as_of: date, year: int | None) -> None:
    if path.suffix.lower() in _TABLES:
        ends = as_of.replace(year=year, month=12, day=31) if year else as_of
        told, noted = read_pledges(path, as_of=ends, senses=names.sensed)
        # A workbook without the ledger's heads is a document like any other.
        if told or path.suffix.lower() not in _BOOKS | _ROWS or not _speaks(path):
            got.pledges += told
            got.findings += noted
            return
    document = read_document(path, plan=True)
    noticed = Findings()
    rows, document = wide_tables(document, noticed)
    got.documents[str(path)] = document
    asked = partial(pledges_of, document, indicators=names.indicators, bodies=names.bodies)
    found, findings = asked(year=year)
    if any(one.code == "no-plan-year" for one in findings):
        year = as_of.year
        found, findings = asked(year=year)
        assumed = f"文件没有写明是哪一年的计划，按判定日所在的{as_of.year}年算"
        got.findings.append(Finding("plan-year-assumed", str(path), assumed, "不对时用 --year 写明"))
    named = plan_year(document)
    tabled = tabled_pledges(rows, noticed, year or (named.year if named else as_of.year), names.sensed)
    if not found and not tabled:
        found, findings = asked(year=year, a_plan=True)
        findings = (*findings, *nothing_pledged(document, path, found))
    own = year or next((one.year for one in found), None) or as_of.year
    got.findings += noticed.all()
    got.pledges += [*tabled, *found, *awaited_pledges(document, own, names.indicators)]
    got.findings += findings


def _report(path: Path, got: _Gathered, names: Names, as_of: date, year: int) -> None:
    if path.suffix.lower() in _TABLES:
        told, noted = read_facts(path, as_of=as_of)
        in_words = sum(one.code == "not-a-number" for one in noted) > len(told) or not told
        if path.suffix.lower() not in _BOOKS | _ROWS or not in_words or not _speaks(path):
            asked = {one.id for one in got.pledges}
            got.add_facts(map(names.fact, _unbound(told, path, asked, as_of)), path)
            got.findings += noted
            return
    both = got.documents.get(str(path))
    document = both or read_document(path, report_of=year)
    noticed = Findings()
    rows, document = wide_tables(document, noticed)
    asked = {one.id for one in got.pledges}
    tabled = [
        names.fact(one if one.answers in asked else replace(one, answers=""))  # its own targets are the plan's again
        for one in settled_facts(tabled_facts(rows, as_of, year), noticed)
    ]
    got.documents[str(path)] = document
    got.findings += [*noticed.all(), *([] if both else ahead(document, path))]
    own, _ = pledges_of(document, year=year, indicators=names.indicators, bodies=names.bodies)
    facts, findings = facts_of(
        document,
        year=year,
        as_of=as_of,
        indicators=names.indicators,
        bodies=names.bodies,
        pledges=own,
        a_report=not both,
    )
    got.via += own
    so_far = Period(Month(year, 1), Month(year, as_of.month if as_of.year == year else 12))
    got.add_facts(
        (*tabled, *facts, *([] if both or as_of.year < year else denied(document, got.pledges, so_far))), path
    )
    got.findings += [
        *cells_left(document, path, facts),
        *findings,
        *([] if facts or tabled else nothing_reported(path)),
    ]


def _speaks(path: Path) -> bool:
    """Whether a table without figures of its own is a document: a workbook always, a csv file with sentences in it."""
    return path.suffix.lower() not in _ROWS or bool(read_rows(path, plan=True).statements)


def _unbound(facts: Sequence[Fact], path: Path, plan: set[str], as_of: date) -> Iterator[Fact]:
    """A progress table repeats its targets and its figures answer those: the plan's pledges they answer by name."""
    answered = {one.answers for one in facts if one.answers} - plan
    beside = answered & {one.id for one in read_pledges(path, as_of=as_of)[0]} if answered else set()
    yield from (replace(one, answers="") if one.answers in beside else one for one in facts)


def _judged(got: _Gathered, as_of: date, terms: Terms, names: Names) -> Judgement:
    pledges = tuple(with_stages(tuple(_renamed(got.pledges))))
    ids = {one.id for one in pledges}
    by_id = {one.id: one for one in pledges}
    unknown = Findings()
    unknown_answers([one for one in got.facts if not one.origin.sentence], pledges, unknown)
    got.findings += unknown.all()
    got.facts = list(heard_as_shares(got.facts, pledges, names.indicators))
    got.facts = list(_answering(_of_the_whole(got.facts, pledges), pledges, ids))
    given = [told for one in got.facts if one.answers in ids and (told := _fit(one, by_id[one.answers], got.findings))]
    matches = match(pledges, [one for one in got.facts if one.answers not in ids], as_of=as_of, via=got.via)
    pledges = tuple(_told_within_the_year(pledges, matches.links, {one.key: one for one in got.facts}))
    facts = {one.key: one for one in got.facts}
    answers = [*given, *answering(pledges, got.facts, matches)]
    judged = judge(pledges, answers, terms, as_of, org_units=names.org_units, answers=state_answers())
    links = [*matches.links, *(_named_by(one, by_id[one.answers]) for one in given)]
    answered = {one.pledge for one in links}
    by_pledge = {one: tuple(link for link in links if link.pledge == one) for one in answered}
    settled = with_awaited(verdicts(judged, pledges, terms.rule, as_of))
    left = tuple(beside_amounts((facts[key] for key in matches.unmatched_facts), got.facts))
    found = tuple(in_scope(with_gaps(settled, facts, by_pledge), links))
    return Judgement(
        verdicts=found,
        facts=facts,
        links=by_pledge,
        unmatched_pledges=tuple(one for one in pledges if one.id not in answered),
        unmatched_facts=left,
        findings=(
            *(
                *damaged(got.documents),
                *dict.fromkeys(got.findings),  # one file may have been handed in as both
                *left_open(matches),
                *matches.findings,
                *untimely(terms.rule, as_of),
            ),
            *(*out_of_time(found, given), *bodiless(found, left)),
            *(*fallen(pledges, facts, links), *by_zero(found)),
            *states_left(got.documents.values(), got.facts, links),
        ),
        documents=got.documents,
        names={one.id: one.name for one in names.org_units},
    )


def _told_within_the_year(
    pledges: Iterable[Pledge], links: Iterable[Link], facts: Mapping[str, Fact]
) -> Iterator[Pledge]:
    """A text's pledges; a rate that is told in the year does not come but once a year here, whatever it does elsewhere.

    宣城 holds 普惠性幼儿园覆盖率 of November against the year's. A table says itself what comes once a year.
    """
    within = {one.pledge for one in links if facts[one.fact].period.end.month != 12}
    for one in pledges:
        told = one.annual_only and one.accumulation == "rate" and one.origin.sentence and one.id in within
        yield replace(one, annual_only=False) if told else one


def _named_by(fact: Fact, pledge: Pledge) -> Link:
    return Link(pledge.id, fact.key, 1.0, "报表写明回答这一条", named_change(pledge, fact))


def in_scope(found: Iterable[Verdict], links: Iterable[Link]) -> Iterator[Verdict]:
    """The verdicts, each saying where its figure was reported in another scope than its pledge's."""
    changes = {(one.pledge, one.fact): one.scope_change for one in links if one.scope_change}
    for one in found:
        change = changes.get((one.pledge.id, one.fact))
        yield replace(one, scope_change=change) if change else one


def _of_the_whole(facts: Iterable[Fact], pledges: Iterable[Pledge]) -> Iterator[Fact]:
    """What a table gives for 全市 is of no body where no pledge is of a body of that name."""
    named = set(words()["bodies"]["whole"]) - {one.org_unit for one in pledges}
    yield from (replace(one, org_unit="") if one.org_unit in named else one for one in facts)


def _answering(facts: Iterable[Fact], pledges: Iterable[Pledge], ids: set[str]) -> Iterator[Fact]:
    """Facts of tables: one of the same body, words, kind, basis and scope as just one pledge is given for it."""
    same: dict[tuple[str, ...], list[str]] = {}
    for pledge in pledges:
        key = (pledge.org_unit, pledge.subject, pledge.kind, pledge.basis, pledge.scope)
        same.setdefault(key, []).append(pledge.id)
    for one in facts:
        basis = "level" if one.basis == "share" else one.basis
        alike = same.get((one.org_unit, one.subject, one.kind, basis, one.scope), ())
        tabled = not one.origin.sentence
        yield replace(one, answers=alike[0]) if tabled and one.answers not in ids and len(alike) == 1 else one


def _renamed(pledges: Iterable[Pledge]) -> Iterator[Pledge]:
    """Pledges of several plans with ids of their own: a second of one name gets a number."""
    taken: dict[str, int] = {}
    for one in pledges:
        taken[one.id] = taken.get(one.id, 0) + 1
        yield one if taken[one.id] == 1 else replace(one, id=f"{one.id}·{taken[one.id]}")


def _fit(fact: Fact, pledge: Pledge, findings: list[Finding]) -> Fact | None:
    """A fact that names its pledge, in the pledge's unit; None, and a finding, where it cannot answer it."""
    where = fact.origin.place or fact.key
    if fact.basis == "share" and pledge.kind == "quantity":
        return fact
    if fact.basis != pledge.basis and pledge.kind != "trend" and fact.kind != "milestone":
        what = f"“{fact.subject}”说的是{_BASES[fact.basis]}，承诺“{pledge.id}”说的是{_BASES[pledge.basis]}，没有用"
        findings.append(Finding("basis-differs", where, what, "请核对 basis", fatal=True))
        return None
    if fact.value is None or not pledge.unit or not fact.unit or fact.unit == pledge.unit:
        return fact
    value = convert(fact.value, fact.unit, pledge.unit)
    if value is None:
        what = f"“{fact.subject}”的单位是{fact.unit}，承诺“{pledge.id}”的是{pledge.unit}，不能换算，没有用"
        findings.append(Finding("unit-refused", where, what, "请核对单位", fatal=True))
        return None
    return replace(fact, value=value, unit=pledge.unit)
