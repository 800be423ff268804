"""The bodies: known parents, no circle of them, no name that two answer to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from duban.declare import Item
from duban.ledger.types import OrgUnit, Spell
from duban.pack.checks.common import once, ordered
from duban.pack.schema.org_units import OrgUnitDeclared
from duban.pack.told import Known, Told
from duban.pack.words import plain

# A body that is called so and is not marked as one hands in figures all the same.
_STATISTICS: Final = ("统计局", "统计站", "统计办", "统计中心", "调查队")


def org_units(items: Sequence[Item[OrgUnitDeclared]], whole: str, known: Known, told: Told) -> list[OrgUnit]:
    """The bodies in official order; the one called ``whole`` is the city itself."""
    items = once(items, "单位", told)
    ordered(items, "单位", told)
    _parents(items, known, told)
    _names(items, told)
    _ranked_with_parts(items, told)
    units = []
    for place, item in enumerate(items, 1):
        one = item.value
        if one.whole and whole and one.id != whole:
            told.refuse("second-whole", item.at("whole"), f"全市是 {whole}，{one.id} 不能也是", "请去掉这一行")
        if not one.statistics and one.name.endswith(_STATISTICS):
            what = f"“{one.name}”像是统计机构，没有写 statistics = true"
            told.note("statistics-unmarked", item.at("name"), what, "统计机构只提供数，不能当责任单位")
        units.append(replace(one.org_unit(place), whole=one.id == whole))
    return sorted(units, key=lambda unit: unit.order)


def _parents(items: Sequence[Item[OrgUnitDeclared]], known: Known, told: Told) -> None:
    for item in items:
        if item.value.parent:
            known.check(item.value.parent, item.at("parent"), told)
        for at, spell in enumerate(item.value.parents):
            known.check(spell.value, item.at("parents", at), told)
    spells = {item.value.id: item.value.org_unit(0).parents for item in items}
    days = {spell.start or date.min for told_of in spells.values() for spell in told_of}
    told_already: set[str] = set()
    for day in sorted(days):
        for item in items:
            circle = _circle(item.value.id, spells, day)
            if circle and told_already.isdisjoint(circle):
                told_already.update(circle)
                way = " → ".join((*circle, circle[0]))
                key = "parent" if item.value.parent else "parents"
                told.refuse("parent-circle", item.at(key), f"上级绕成了一圈：{way}", "请改其中一个的上级")


def _circle(start: str, spells: Mapping[str, Sequence[Spell]], day: date) -> list[str]:
    """The bodies from ``start`` up to ``start`` again; empty where the way up ends or goes round elsewhere."""
    way, at = [start], start
    while parent := next((one.value for one in spells.get(at, ()) if one.holds(day)), ""):
        if parent == start:
            return way
        if parent in way:
            return []
        way.append(parent)
        at = parent
    return []


def _ranked_with_parts(items: Sequence[Item[OrgUnitDeclared]], told: Told) -> None:
    """Tell of a body that is in one group with a body below it: its figures are those of its parts together."""
    by_id = {item.value.id: item for item in items}
    for item in items:
        parts = item.value.org_unit(0)
        for parent in dict.fromkeys(spell.value for spell in parts.parents):
            above = by_id.get(parent)
            both = [group for group in item.value.groups if above and group in above.value.groups]
            if above and both:
                what = f"{above.value.name}和它下面的{item.value.name}都在“{both[0]}”组里，排名会拿整体和部分比"
                told.note("grouped-with-part", above.at("groups"), what, "请从上级的 groups 里去掉这一组")


def _names(items: Sequence[Item[OrgUnitDeclared]], told: Told) -> None:
    """A name, alias or dated name is one body's on any day; a body may have it twice."""
    seen: dict[str, list[tuple[Spell, Item[OrgUnitDeclared]]]] = {}
    for item in items:
        for spell, where in _said(item):
            for other, body in seen.setdefault(plain(spell.value), []):
                if body is not item and _meet(spell, other):
                    what = f"“{spell.value}”也是 {body.value.id}（{body.value.name}）的名称"
                    told.refuse("name-of-two", where, what, "一个名称同一天只能指一个单位，请改一个")
                    break
            seen[plain(spell.value)].append((spell, item))


def _said(item: Item[OrgUnitDeclared]) -> Iterator[tuple[Spell, str]]:
    dated = {spell.value for spell in item.value.names}
    if item.value.name not in dated:
        yield Spell(item.value.name), item.at("name")
    yield from ((Spell(word), item.at("aliases")) for word in item.value.aliases if word not in dated)
    yield from ((spell.spell, item.at("names", at)) for at, spell in enumerate(item.value.names))


def _meet(one: Spell, other: Spell) -> bool:
    return (one.start or date.min) <= (other.end or date.max) and (other.start or date.min) <= (one.end or date.max)
