"""A document's promised statements → the ledger's pledges.

A floor and its stretch are one pledge with two tiers, a level and a growth are two, a target said twice is one. Ids
are readable Chinese and stable under re-reading: who, what, how, and an ordinal where these are not enough.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from duban.errors import Finding
from duban.ledger.types import WHOLE, Basis, Kind, Pledge, Polarity
from duban.linking.acts import acts_in
from duban.linking.against import held_against
from duban.linking.bodies import Bodies
from duban.linking.names import name_of
from duban.linking.plan import PlanYear, plan_year
from duban.linking.propose import Index, Proposed
from duban.linking.senses import accumulation_of, is_yearly, polarity_of
from duban.linking.sizes import without_sizes
from duban.linking.spoken import Spoken, body_of, numbered, slug, source_name, spoken
from duban.linking.tiers import Gathered, gather
from duban.periods import year as whole_year
from duban.reading.document import Book, Document, Statement

_HOW: dict[tuple[Kind, Basis], str] = {
    ("quantity", "level"): "",
    ("quantity", "growth"): "增长",
    ("quantity", "change"): "增减",
    ("rank", "level"): "名次",
    ("rank", "growth"): "增速名次",
    ("rank", "change"): "名次增减",
    ("trend", "level"): "走势",
    ("trend", "growth"): "增速走势",
    ("trend", "change"): "走势",
}


@dataclass(frozen=True, slots=True)
class Bound:
    """A promised statement with its body, subject and indicator: what pledges are gathered from."""

    said: Spoken
    org_unit: str
    subject: str
    indicator: str
    scope: str
    stage: str

    @property
    def thing(self) -> tuple[object, ...]:
        """What makes two figures figures of one pledge: all but the figure itself and how firm it is."""
        one, name = self.said.statement, name_of(self.subject)
        what = self.subject if one.kind == "milestone" else self.indicator or (name.core, name.scopes)
        book = self.said.book.start if self.said.book else 0
        return (
            book,
            self.org_unit,
            self.said.row,
            what,
            self.scope,
            one.kind,
            one.basis,
            one.unit,
            one.due,
            self.stage,
        )


@dataclass(frozen=True, slots=True)
class Placed:
    """A pledge with the statements that it was gathered from, the one that is shown first, and the book they are in."""

    pledge: Pledge
    said: tuple[Statement, ...]
    book: Book | None


def pledges_of(
    document: Document,
    *,
    year: int | None = None,
    indicators: Index | None = None,
    bodies: Bodies | None = None,
    a_plan: bool = False,
) -> tuple[tuple[Pledge, ...], tuple[Finding, ...]]:
    """The pledges of a document in text order, and what is to be told of them; as ``placed_pledges``."""
    placed, findings = placed_pledges(document, year=year, indicators=indicators, bodies=bodies, a_plan=a_plan)
    return tuple(one.pledge for one in placed), findings


def placed_pledges(
    document: Document,
    *,
    year: int | None = None,
    indicators: Index | None = None,
    bodies: Bodies | None = None,
    a_plan: bool = False,
) -> tuple[tuple[Placed, ...], tuple[Finding, ...]]:
    """The pledges of a document in text order with their places, and what is to be told of them.

    ``year`` is the plan year where the caller knows it; else it is found in the document and said in a finding
    (``plan-year``); a document that names none gives no pledges and a fatal finding (``no-plan-year``). Without
    ``indicators`` the subject alone names a pledge, and polarity and accumulation are concluded from the words.
    ``a_plan``: whoever hands it in says that it is one, so that what was read as done in the plan year, or at no time,
    is promised. Findings: ``said-twice``, ``two-figures``, ``open-indicator``, ``unit-refused``, ``unknown-body``.
    """
    found = PlanYear(year, "") if year is not None else plan_year(document)
    said = [one for one in spoken(document) if one.mood == "pledged" or (a_plan and _of_its_year(one, found))]
    said = list(without_sizes(said))
    where = source_name(document) or "文本"
    if found is None:
        what = f"找不出计划年份，{len(said)}条承诺都没有采用"
        return (), (Finding("no-plan-year", where, what, "请给出年份", fatal=True),)
    findings = [] if year is not None else [Finding("plan-year", where, f"计划年份是{found.year}年（{found.how}）")]
    bound = _bound(said, indicators, bodies, findings)
    groups = _groups(bound, indicators, findings)
    pledges = [_pledge(document, group, one, found.year, indicators) for one, group in groups]
    ids = numbered(pledge.id for pledge in pledges)
    placed = tuple(
        Placed(replace(pledge, id=id), _said(group), group.shown.book)
        for pledge, id, (_, group) in zip(pledges, ids, groups, strict=True)
    )
    return placed, tuple(findings)


def _of_its_year(one: Spoken, found: PlanYear | None) -> bool:
    """Whether what was read as done is told of the plan year as a whole, or of no time."""
    period = one.statement.period
    return not period or (found is not None and period == str(whole_year(found.year)))


def _said(group: Gathered) -> tuple[Statement, ...]:
    others = [one.statement for one in (*group.said, *group.again) if one is not group.shown]
    return (group.shown.statement, *others)


def _bound(
    said: Iterable[Spoken], indicators: Index | None, bodies: Bodies | None, findings: list[Finding]
) -> list[Bound]:
    bound = []
    unknown: set[str] = set()
    for one in said:
        org_unit, subject, problem = body_of(one, bodies)
        if problem and problem not in unknown:
            unknown.add(problem)
            findings.append(Finding("unknown-body", one.origin.place, problem, "请在单位表里写上这个名称"))
        proposed = proposed_for(one, subject, org_unit, indicators)
        findings += link_findings(one, proposed, indicators)
        chosen = proposed.chosen if proposed else None
        scope = chosen.scope if chosen and one.statement.kind != "rank" else one.scope
        stage = _stage(one)
        bound.append(Bound(one, org_unit, subject, chosen.target if chosen else "", scope, stage))
    return bound


def proposed_for(one: Spoken, subject: str, org_unit: str, indicators: Index | None) -> Proposed | None:
    """The indicator that a statement may mean; a milestone is a thing, not an indicator."""
    if indicators is None or one.statement.kind == "milestone":
        return None
    unit = one.statement.unit if one.statement.kind == "quantity" else ""
    basis, quote = one.statement.basis, one.origin.quote
    return indicators.propose(subject, unit=unit, basis=basis, org_unit=org_unit, quote=quote)


def link_findings(one: Spoken, proposed: Proposed | None, indicators: Index | None) -> list[Finding]:
    """What a person should know of a proposal: that it is open, or that a unit stood against it.

    That longer names hold the word (项目, 高速公路) is no doubt about it; who asks is offered them.
    """
    if proposed is None or indicators is None or proposed.chosen or proposed.hinted:
        return []
    if proposed.status == "open":
        shown = proposed.proposals[:3]
        names = indicators.named(shown)
        may = "；".join(f"{name}（{each.reason}）" for name, each in zip(names, shown, strict=True))
        told = f"“{one.statement.subject}”可能是：{may}"
        return [Finding("open-indicator", one.origin.place, told, "没有选定以前，只按名称比对")]
    return [Finding("unit-refused", one.origin.place, told) for told in proposed.refused]


def _stage(one: Spoken) -> str:
    """The stage that a count is told of (开工, 建成), and whether it is one of what is new; empty for what is none."""
    if one.statement.kind != "quantity" or one.statement.basis != "level":
        return ""
    acts = acts_in(f"{one.origin.quote} {one.statement.subject}")
    return "、".join(sorted(acts.stages))


def _groups(bound: Sequence[Bound], indicators: Index | None, findings: list[Finding]) -> list[tuple[Bound, Gathered]]:
    """Statements of one thing gathered into pledges, in text order."""
    by_thing: dict[tuple[object, ...], list[Bound]] = {}
    for one in bound:
        by_thing.setdefault(one.thing, []).append(one)
    groups: list[tuple[Bound, Gathered]] = []
    for things in by_thing.values():
        first = things[0]
        polarity = _polarity(first, indicators)
        gathered = gather([each.said for each in things], polarity)
        groups += [(next(each for each in things if each.said is group.shown), group) for group in gathered]
        findings += _told(gathered)
    return sorted(groups, key=lambda pair: pair[1].shown.statement.num)


def _told(gathered: Sequence[Gathered]) -> list[Finding]:
    """What was said twice, and what has two figures that are no floor and stretch."""
    told = []
    for group in gathered:
        for again in group.again:
            what = f"“{again.statement.subject}”的同一个数在{group.shown.origin.place}已经说过，算一条承诺"
            told.append(Finding("said-twice", again.origin.place, what))
    for group in gathered[1:]:
        if group.shown.statement.kind in {"milestone", "trend"}:
            continue
        what = f"“{group.shown.statement.subject}”在{gathered[0].shown.origin.place}有另一个数，两个都留着，各算一条"
        told.append(Finding("two-figures", group.shown.origin.place, what, "请核对是不是同一件事"))
    return told


def _polarity(one: Bound, indicators: Index | None) -> Polarity:
    statement = one.said.statement
    indicator = indicators.indicator(one.indicator) if indicators and one.indicator else None
    if indicator is not None and statement.kind != "rank":
        return indicator.polarity
    falls = statement.basis != "level" and statement.value is not None and statement.value < 0

    return polarity_of(
        one.subject,
        kind=statement.kind,
        basis=statement.basis,
        comparator=statement.comparator,
        falls=falls,
        quote=one.said.origin.quote,
    )


def _pledge(document: Document, group: Gathered, one: Bound, year: int, indicators: Index | None) -> Pledge:
    statement = one.said.statement
    indicator = indicators.indicator(one.indicator) if indicators and one.indicator else None
    by_words = accumulation_of(one.subject, basis=statement.basis, unit=statement.unit, quote=one.said.origin.quote)
    adds = indicator.accumulation if indicator else by_words
    against, other = "", ""
    if statement.kind == "trend":
        against, other = held_against(one.said.origin.quote, one.org_unit, indicators)
    of_years = statement.basis == "level" and statement.due is not None and statement.due.year > year
    if of_years and adds in {"ytd", "flow"} and is_yearly(one.subject, one.said.statement.sentence):
        adds = "stock"
    return Pledge(
        id=_id(document, one, year),
        org_unit=one.org_unit,
        subject=one.subject,
        kind=statement.kind,
        basis="growth" if against else statement.basis,
        unit="" if statement.kind == "milestone" else statement.unit,
        year=year,
        tiers=tuple(group.tiers),
        indicator=one.indicator,
        scope=one.scope,
        due=statement.due,
        state=statement.unit if statement.kind == "milestone" else "",
        polarity=_polarity(one, indicators),
        accumulation=adds,
        annual_only=indicator.annual_only if indicator else False,
        against=against,
        against_indicator=other,
        origin=one.said.origin,
    )


def _id(document: Document, one: Bound, year: int) -> str:
    """Who, what and how: 林埭镇-固定资产投资, 林埭镇-GDP-增长, 独山港经济开发区-纳微科技-开工."""
    statement = one.said.statement
    how = statement.unit if statement.kind == "milestone" else _HOW[statement.kind, statement.basis]
    scope = one.scope if statement.kind == "rank" and one.scope != WHOLE else ""
    due = str(statement.due.year) if statement.due and statement.due.year != year else ""
    return slug(one.said.body or source_name(document), one.subject, scope, one.stage, how, due)
