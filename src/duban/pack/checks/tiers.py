"""The figures of a pledge: which its kind must have, and their values folded into the base unit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from duban.amounts import base_unit, convert
from duban.declare import Item
from duban.ledger.types import Comparator, Indicator, Tier
from duban.pack.schema.pledges import AssessedDeclared, PledgeDeclared, TierDeclared
from duban.pack.told import Told
from duban.periods import Month

_DEFAULT_UNITS: Final[Mapping[str, str]] = {"rank": "位", "milestone": "", "trend": ""}
_BARE: Final = (Tier("plan", "=", None),)


@dataclass(frozen=True, slots=True)
class Unit:
    """A pledge's unit as written, its base, and how many of the base one of it is."""

    written: str
    base: str
    times: Fraction

    def fold(self, value: Fraction | None) -> Fraction | None:
        """A written value in the base."""
        return None if value is None else value * self.times


def unit_of(item: Item[PledgeDeclared], indicator: Indicator | None, told: Told) -> Unit:
    """The unit of a pledge's figures; one that measures something else than the indicator is refused."""
    one = item.value
    growth = one.kind == "quantity" and one.basis == "growth"
    own = "%" if growth else _DEFAULT_UNITS.get(one.kind, indicator.unit if indicator else "")
    written = one.unit or own
    wanted = indicator.unit if indicator and one.kind == "quantity" and not growth else own
    if one.unit and wanted and one.kind != "trend" and convert(Fraction(1), written, wanted) is None:
        whose = f"“{indicator.name}”的单位" if indicator and not growth else "增速的单位" if growth else "名次的单位"
        told.refuse("unit-mismatch", item.at("unit"), f"单位 {written} 折不成{whose} {wanted}", "请改单位，或换指标")
    return Unit(written, *base_unit(written))


def tiers_of(item: Item[PledgeDeclared], unit: Unit, told: Told) -> tuple[Tier, ...]:
    """The tiers; what the kind lacks, or may not have, is refused."""
    one = item.value
    if one.kind == "milestone":
        _milestone(item, told)
        return tuple(Tier(tier.firmness, "=", None) for tier in one.tier[:1]) or _BARE
    if not one.tier:
        _no_tier(item, told)
    seen: set[str] = set()
    for at, tier in enumerate(one.tier):
        if tier.firmness in seen:
            do = "确保、预期、力争各写一个数；别的数另写一条承诺"
            what = f"承诺 {one.id} 有两个 {tier.firmness}"
            told.refuse("duplicate-tier", item.at("tier", at, "firmness"), what, do)
        seen.add(tier.firmness)
        _figure(item, tier, ("tier", at), told)
    return tuple(
        Tier(tier.firmness, tier.comparator, unit.fold(tier.value), unit.fold(tier.upper)) for tier in one.tier
    )


def _no_tier(item: Item[PledgeDeclared], told: Told) -> None:
    one, what = item.value, f"承诺 {item.value.id} 缺少 tier"
    if one.state:
        do = '里程碑请加上一行 kind = "milestone"'
        told.refuse("missing-key", item.at("state"), f"承诺 {one.id} 写了 state，没有写 kind", do)
    elif one.kind == "trend":
        told.refuse("missing-key", item.at(), what, '升是 tier = [{comparator = ">"}]，降是 "<"')
    else:
        told.refuse("missing-key", item.at(), what, 'tier = [{comparator = ">=", value = 8}]')


def assessed_of(item: Item[PledgeDeclared], unit: Unit, told: Told) -> Tier | None:
    """The assessed figure (考核值), which outranks the tiers."""
    one = item.value.assessed
    if one is None:
        return None
    if item.value.kind == "milestone":
        told.refuse("wrong-value", item.at("assessed"), "里程碑没有考核值", "请去掉这一行")
    _figure(item, one, ("assessed",), told)
    return Tier("ensure", one.comparator, unit.fold(one.value), unit.fold(one.upper), one.document)


def trajectory_of(item: Item[PledgeDeclared], unit: Unit, year: int, told: Told) -> tuple[tuple[Month, Fraction], ...]:
    """The months' figures, in order; a month twice is refused, one out of the year is told."""
    nodes: dict[Month, Fraction] = {}
    for at, node in enumerate(item.value.trajectory):
        where = item.at("trajectory", at)
        if node.month in nodes:
            told.refuse("duplicate-month", where, f"{node.month} 写了两次", "一个月只写一个数")
        if year and node.month.year != year:
            told.note("out-of-year", where, f"分月目标的 {node.month} 不在 {year} 年", "请核对月份")
        nodes[node.month] = node.value * unit.times
    if nodes and item.value.kind != "quantity":
        told.refuse("wrong-value", item.at("trajectory"), f"{item.value.kind} 没有分月目标", "请去掉 trajectory")
    return tuple(sorted(nodes.items()))


def _milestone(item: Item[PledgeDeclared], told: Told) -> None:
    one = item.value
    if not one.state:
        do = '请写要达到的状态，如 state = "开工"'
        told.refuse("missing-key", item.at(), f"里程碑 {one.id} 缺少 state", do)
    for at, tier in enumerate(one.tier):
        if tier.value is not None:
            told.refuse("wrong-value", item.at("tier", at), "里程碑没有数，只有状态", '有数的写 kind = "quantity"')


def _figure(
    item: Item[PledgeDeclared], tier: TierDeclared | AssessedDeclared, path: tuple[str | int, ...], told: Told
) -> None:
    """What one figure must keep to by its comparator and by the pledge's kind."""
    where, kind, value = item.at(*path), item.value.kind, tier.value
    if kind == "trend":
        if "comparator" not in tier.model_fields_set:
            do = '升是 ">"，降是 "<"，不降是 ">="，不升是 "<="'
            told.refuse("missing-key", where, "走势要写 comparator", do)
        return
    if value is None:
        told.refuse("missing-key", where, f"承诺 {item.value.id} 的数缺少 value", "没有数的写成 trend 或 milestone")
        return
    if (tier.comparator == "range") != (tier.upper is not None):
        told.refuse("wrong-range", where, "区间要有 upper，不是区间就不写 upper", 'comparator = "range" 时才写 upper')
    elif tier.upper is not None and tier.upper <= value:
        told.refuse("wrong-range", where, f"区间的上限 {_shown(tier.upper)} 不大于下限 {_shown(value)}", "请调换")
    if kind == "rank" and (value.denominator != 1 or value < 1):
        told.refuse("wrong-value", where, f"名次要是 1、2、3 …，写的是 {_shown(value)}", '前十位写 comparator = "<="')


def easier(stretch: Tier | None, floor: Tier | None) -> bool:
    """Whether a 力争 figure asks for less than the firm one, where the two can be compared."""
    if not stretch or not floor or stretch.value is None or floor.value is None:
        return False
    up: set[Comparator] = {">=", ">"}
    down: set[Comparator] = {"<=", "<"}
    if {stretch.comparator, floor.comparator} <= up:
        return stretch.value < floor.value
    return {stretch.comparator, floor.comparator} <= down and stretch.value > floor.value


def _shown(value: Fraction) -> str:
    return str(value.numerator) if value.denominator == 1 else str(float(value))
