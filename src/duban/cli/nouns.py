"""What a pack holds, noun by noun, as tables for people."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from duban.amounts import decimal
from duban.cli.words import FIRMNESS, SEVERITIES
from duban.ledger.phrases import Figure, phrase
from duban.ledger.types import WHOLE, Fact, Indicator, OrgUnit, Pledge
from duban.pack.pack import Pack
from duban.pack.schema.books import TaskBook
from duban.pack.schema.checks import Check
from duban.pack.schema.lights import LightRule
from duban.pack.schema.links import Choice
from duban.pack.schema.posts import Post
from duban.pack.schema.providers import Provider
from duban.pack.schema.scores import ScoreFormula

_POLARITY = {"higher": "越高越好", "lower": "越低越好", "neutral": "不论高低"}
_ACCUMULATION = {"ytd": "累计", "flow": "当月", "stock": "期末", "rate": "率"}
_AGGREGATION = {"sum": "可相加", "mean": "取平均", "none": "不相加"}


@dataclass(frozen=True, slots=True)
class View:
    """One noun: its column heads, the things of a pack, and a thing's cells."""

    heads: tuple[str, ...]
    things: Callable[[Pack], Sequence[Any]]
    cells: Callable[[Pack, Any], tuple[str, ...]]


def _org_unit(pack: Pack, one: OrgUnit) -> tuple[str, ...]:
    now = date(pack.year, 12, 31)
    parent = next((spell.value for spell in one.parents if spell.holds(now)), "")
    marks = [word for word, held in (("全市", one.whole), ("统计机构", one.statistics)) if held]
    others = [*one.aliases, *(f"{spell.value}（{_span(spell.start, spell.end)}）" for spell in one.names)]
    return str(one.order), one.id, one.name, one.kind, _name(pack, parent), "、".join(others), "、".join(marks)


def _post(pack: Pack, one: Post) -> tuple[str, ...]:
    carried = [*one.leads]
    for portfolio in pack.portfolios:
        if portfolio.post == one.id:
            carried += [*portfolio.org_units, *portfolio.books, *portfolio.indicators]
    leads = "、".join(_called(pack, id) for id in dict.fromkeys(carried))
    return str(one.order), one.id, one.title, _name(pack, one.org_unit), leads, _span(one.start, one.end)


def _provider(pack: Pack, one: Provider) -> tuple[str, ...]:
    lag = f"错{one.lag_months}个月" if one.lag_months else ""
    release = f"每月{one.release_day}日" if one.release_day else ""
    return _called(pack, one.indicator), one.scope, _name(pack, one.provider), lag, release, _span(one.start, one.end)


def indicator_cells(_: Pack | None, one: Indicator) -> tuple[str, ...]:
    """An indicator's line; it needs no pack."""
    sort = f"{_ACCUMULATION[one.accumulation]}，{_AGGREGATION[one.aggregation]}"
    sort += "，一年一次" if one.annual_only else ""
    return one.id, one.name, one.display_unit, _POLARITY[one.polarity], sort, "、".join(one.aliases)


def rule_cells(pack: Pack | None, one: LightRule) -> tuple[str, ...]:
    """A light rule's line; the pack's own choice is marked."""
    chosen = "用这条" if pack and pack.rules.light == one.id else ""
    lights = " ".join(f"{light.shape}{light.word}" for light in one.lights)
    return one.id, one.name, lights, one.source, _span(one.start, one.end), chosen


def check_cells(_: Pack | None, one: Check) -> tuple[str, ...]:
    """A check's line; it needs no pack."""
    parameters = "，".join(f"{name}={decimal(value)}" for name, value in one.parameters.items())
    return one.id, one.name, SEVERITIES[one.severity], "不作数" if one.bars else "", parameters, one.source


def score_cells(_: Pack | None, one: ScoreFormula) -> tuple[str, ...]:
    """A score formula's line; it needs no pack."""
    of = "每一项" if one.of == "line" else "总分"
    return one.id, one.name, of, one.points.text, "、".join(one.required), one.source


def _book(pack: Pack, one: TaskBook) -> tuple[str, ...]:
    signed = one.signed.isoformat() if one.signed else ""
    file = one.path.name if one.path else ""
    count = sum(pledge.origin.book == one.id for pledge in pack.pledges)
    return one.id, one.title, _name(pack, one.org_unit), _name(pack, one.lead), signed, file, f"{count}条"


def _pledge(pack: Pack, one: Pledge) -> tuple[str, ...]:
    scope = f"（{one.scope}）" if one.scope != WHOLE else ""
    due = one.due.isoformat() if one.due else "年内"
    bodies = "、".join(_name(pack, id) for id in one.responsible)
    return one.id, _name(pack, one.org_unit), f"{one.subject}{scope}", _tiers(one), due, bodies


def _tiers(one: Pledge) -> str:
    """``增长6.5%以上，力争增长7%以上``; the assessed figure with its name."""
    if one.kind == "milestone":
        return one.state
    told = [(FIRMNESS[tier.firmness] if tier.firmness != "plan" else "", tier) for tier in one.tiers]
    told += [("考核值", one.assessed)] if one.assessed else []
    return "，".join(
        word + phrase(Figure(one.kind, one.basis, tier.comparator, tier.value, tier.upper, one.unit))
        for word, tier in told
    )


def _fact(pack: Pack, one: Fact) -> tuple[str, ...]:
    said = one.state or phrase(Figure(one.kind, one.basis, one.comparator, one.value, one.upper, one.unit))
    simulated = "模拟" if one.simulated else ""
    return one.key, _name(pack, one.org_unit), one.subject, said, one.period.words, simulated, one.source


def _link(pack: Pack, one: Choice) -> tuple[str, ...]:
    chosen = one.chosen.isoformat() if one.chosen else ""
    return one.subject, _name(pack, one.org_unit) or "各单位", _called(pack, one.indicator), one.scope, chosen


INDICATOR_HEADS = ("id", "名称", "单位", "方向", "怎样累计", "别的叫法")
RULE_HEADS = ("id", "名称", "灯", "出处", "何时", "")
CHECK_HEADS = ("id", "名称", "程度", "", "参数", "出处")
SCORE_HEADS = ("id", "名称", "看什么", "公式", "要写的参数", "出处")
VIEWS: Mapping[str, View] = {
    "org-units": View(("次序", "id", "名称", "类别", "上级", "别的名称", ""), lambda pack: pack.org_units, _org_unit),
    "posts": View(("次序", "id", "职务", "单位", "分管", "何时"), lambda pack: pack.posts, _post),
    "providers": View(("指标", "口径", "提供单位", "错月", "出数", "何时"), lambda pack: pack.providers, _provider),
    "indicators": View(INDICATOR_HEADS, lambda pack: pack.indicators, indicator_cells),
    "books": View(("id", "书", "约束谁", "牵头", "签于", "原文", "承诺"), lambda pack: pack.books, _book),
    "pledges": View(("id", "单位", "事项", "程度", "期限", "责任单位"), lambda pack: pack.pledges, _pledge),
    "figures": View(("编号", "单位", "事项", "数", "期间", "", "来源"), lambda pack: pack.facts, _fact),
    "rules": View(RULE_HEADS, lambda pack: pack.light_rules, rule_cells),
    "checks": View(CHECK_HEADS, lambda pack: pack.checks, check_cells),
    "scores": View(SCORE_HEADS, lambda pack: pack.scores, score_cells),
    "links": View(("说法", "谁说的", "指标", "口径", "选于"), lambda pack: pack.links, _link),
}


def summary(pack: Pack, shared_indicators: int, shared_rules: int) -> str:
    """One line on what a pack holds."""
    own, rules = len(pack.indicators) - shared_indicators, len(pack.light_rules) - shared_rules
    counts = (
        ("单位", len(pack.org_units), "个"),
        ("职务", len(pack.posts), "个"),
        ("书", len(pack.books), "本"),
        ("承诺", len(pack.pledges), "条"),
        ("数", len(pack.facts), "个"),
        ("自有指标", own, "个"),
        ("提供单位", len({one.provider for one in pack.providers}), "家"),
        ("自有亮灯规则", rules, "条"),
    )
    told = "，".join(f"{noun}{count}{word}" for noun, count, word in counts if count)
    return f"{pack.name}{pack.year}年：{told}；亮灯用 {pack.rules.light}。"


def _called(pack: Pack, id: str) -> str:
    """An id of a body, a book or an indicator by its name."""
    if book := next((one for one in pack.books if one.id == id), None):
        return f"《{book.title}》"
    indicator = next((one for one in pack.indicators if one.id == id), None)
    return indicator.name if indicator else _name(pack, id)


def _name(pack: Pack, id: str) -> str:
    found = next((one.name for one in pack.org_units if one.id == id), "")
    return found or id


def _span(start: date | None, end: date | None) -> str:
    if start and end:
        return f"{start}至{end}"
    return f"{start}起" if start else f"至{end}" if end else ""
