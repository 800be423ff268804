"""The pledges: bodies that may be bound, indicators and books that are known, figures that fit their indicator."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from duban.declare import Item
from duban.ledger.types import Accumulation, Indicator, Origin, Pledge, Tier
from duban.pack.checks.common import once
from duban.pack.checks.providers import scope
from duban.pack.checks.statistics import Bindable
from duban.pack.checks.tiers import Unit, assessed_of, easier, tiers_of, trajectory_of, unit_of
from duban.pack.schema.books import TaskBook
from duban.pack.schema.pledges import PledgeDeclared
from duban.pack.told import Known, Told

_BETTER: Final = {"lower": "低", "higher": "高"}


@dataclass(frozen=True, slots=True)
class Around:
    """What a pledge is checked against."""

    year: int
    bodies: Bindable
    indicators: Known
    books: Known
    by_id: Mapping[str, Indicator]
    texts: Mapping[str, TaskBook]


def pledges(items: Sequence[Item[PledgeDeclared]], around: Around, told: Told) -> list[Pledge]:
    """The pledges in base units, in the order of the books, then of files and tables."""
    items = [_ranked(item, around) for item in once(items, "承诺", told)]
    for item in items:
        _named(item, around, told)
    items = [item for item in items if item.whole]
    _twice(items, told)
    places = {id: place for place, id in enumerate(around.texts)}
    in_order = sorted(items, key=lambda item: places.get(item.value.book or "", len(places)))
    return [_pledge(item, around, told) for item in in_order]


def _ranked(item: Item[PledgeDeclared], around: Around) -> Item[PledgeDeclared]:
    """What is counted in places is a rank, also where nobody says so."""
    one, indicator = item.value, around.by_id.get(item.value.indicator or "")
    if "kind" in one.model_fields_set or one.basis != "level" or not indicator or indicator.unit != "位":
        return item
    return replace(item, value=one.model_copy(update={"kind": "rank"}))


def _pledge(item: Item[PledgeDeclared], around: Around, told: Told) -> Pledge:
    one = item.value
    indicator = around.by_id.get(one.indicator or "")
    other = around.by_id.get(one.against or "")
    unit = unit_of(item, indicator, told)
    pledge = Pledge(
        id=one.id,
        org_unit=one.org_unit,
        subject=one.subject or (indicator.name if indicator else ""),
        kind=one.kind,
        basis=one.basis,
        unit=unit.base,
        year=around.year,
        tiers=tiers_of(item, unit, told),
        indicator=one.indicator or "",
        scope=one.scope,
        assessed=assessed_of(item, unit, told),
        due=one.due,
        state=one.state or "",
        polarity=one.polarity or (indicator.polarity if indicator else "higher"),
        accumulation=_accumulation(one, indicator, unit),
        trajectory=trajectory_of(item, unit, around.year, told),
        annual_only=bool(indicator and indicator.annual_only),
        status=one.status,
        status_document=one.status_document,
        responsible=one.responsible,
        against=other.name if other else "",
        against_indicator=one.against or "",
        origin=_origin(item, around),
    )
    _worth_a_look(item, pledge, indicator, told)
    return pledge


def _named(item: Item[PledgeDeclared], around: Around, told: Told) -> None:
    """Every name in it is known; nobody is bound who may not be."""
    one = item.value
    around.bodies.check(one.org_unit, item.at("org_unit"), told)
    for at, id in enumerate(one.responsible):
        around.bodies.check(id, item.at("responsible", at), told)
    if one.book:
        around.books.check(one.book, item.at("book"), told)
    if one.indicator:
        around.indicators.check(one.indicator, item.at("indicator"), told)
        scope(one.scope, around.by_id.get(one.indicator), item.at("scope"), told)
    if one.against:
        around.indicators.check(one.against, item.at("against"), told)
        _against(item, told)
    if not one.indicator and not one.subject and item.whole:
        do = "有指标的写 indicator，没有的用 subject 写它叫什么"
        told.refuse("missing-key", item.at(), f"承诺 {one.id} 缺少 indicator 或 subject", do)


def _against(item: Item[PledgeDeclared], told: Told) -> None:
    if (item.value.kind, item.value.basis) != ("trend", "growth"):
        what = f"{item.value.id} 写了 against，但不是增速的走势"
        told.refuse(
            "against-unused", item.at("against"), what, '改成 kind = "trend"、basis = "growth"，或者删去 against'
        )


def _accumulation(one: PledgeDeclared, indicator: Indicator | None, unit: Unit) -> Accumulation:
    if one.accumulation or indicator:
        return one.accumulation or (indicator.accumulation if indicator else "ytd")
    return "rate" if unit.base in {"%", "个百分点", "位"} else "ytd"


def _origin(item: Item[PledgeDeclared], around: Around) -> Origin:
    book = around.texts.get(item.value.book or "")
    file = f"books/{book.path.name}" if book and book.path else ""
    return Origin(file=file, quote=item.value.quote, sentence=item.value.sentence, book=item.value.book or "")


def _worth_a_look(item: Item[PledgeDeclared], pledge: Pledge, indicator: Indicator | None, told: Told) -> None:
    one = item.value
    if pledge.due and pledge.year and pledge.due.year != pledge.year:
        told.note("out-of-year", item.at("due"), f"期限 {pledge.due} 不在 {pledge.year} 年", "请核对年份")
    if pledge.status != "in_force" and not pledge.status_document:
        do = "请用 status_document 写明依据的文件"
        told.note("no-document", item.at("status"), f"{one.id} 写了 {one.status}，没有文件", do)
    zero = any(tier.value == 0 for tier in (*pledge.tiers, pledge.assessed) if tier)
    if zero and (pledge.kind, pledge.basis) == ("quantity", "level") and pledge.polarity != "lower":
        told.note("zero-target", item.at("tier"), f"{one.id} 的目标是 0，算不出完成率，只判达到没有", "请核对这个数")
    if easier(pledge.stretch, pledge.judged):
        told.note("easy-stretch", item.at("tier"), f"{one.id} 的力争值比承诺值还容易达到", "请核对这两个数")
    _assessed(item, pledge, told)
    for at, tier in enumerate(pledge.tiers):
        if _backwards(pledge, tier):
            what = f"{one.id} 越{_BETTER[pledge.polarity]}越好，写的却是 {tier.comparator}"
            told.note("backwards", item.at("tier", at), what, "请核对方向；确实是这样的不用改")
    if one.polarity and indicator and one.polarity != indicator.polarity:
        what = f"polarity 写的是 {one.polarity}，{indicator.id} 是 {indicator.polarity}"
        told.note("other-polarity", item.at("polarity"), what, "以这里写的为准，请核对")


def _assessed(item: Item[PledgeDeclared], pledge: Pledge, told: Told) -> None:
    """An assessed figure goes before what was signed, and asks for less rarely."""
    floor = next((tier for tier in pledge.tiers if tier.firmness != "strive"), None)
    if easier(pledge.assessed, floor):
        what = f"{pledge.id} 的考核值比承诺值还容易达到"
        told.note("assessed-easier", item.at("assessed"), what, "照用；请核对")


def _backwards(pledge: Pledge, tier: Tier) -> bool:
    """Whether a figure bounds the good side: a rank of 3 or worse, an investment of 10 at most."""
    if pledge.kind not in {"quantity", "rank"} or pledge.basis == "change":
        return False
    return (pledge.polarity, tier.comparator) in {("lower", ">="), ("lower", ">"), ("higher", "<="), ("higher", "<")}


def _twice(items: Sequence[Item[PledgeDeclared]], told: Told) -> None:
    """One body that pledges one indicator twice: a figure would answer both."""
    seen: dict[tuple[str, ...], Item[PledgeDeclared]] = {}
    for item in items:
        one = item.value
        if one.indicator and one.kind == "quantity":
            earlier = seen.setdefault((one.org_unit, one.indicator, one.scope, one.basis), item)
            if earlier is not item:
                what = f"{one.id} 和 {earlier.value.id} 是同一单位、同一指标、同一口径"
                do = "底线和力争是同一条承诺的两个 tier；不同口径的请写 scope"
                told.note("same-pledge", item.at(), what, do)
