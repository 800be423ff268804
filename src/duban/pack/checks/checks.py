"""A city's choice among the checks on figures: which are off, which bar a figure, with which parameters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from duban.declare import Item, allowed
from duban.pack.checks.common import once
from duban.pack.schema.check_declared import ChoiceDeclared, SpotCheckDeclared
from duban.pack.schema.check_views import VIEWS
from duban.pack.schema.checks import Check, SpotCheck
from duban.pack.told import Known, Told


def checks(shared: Sequence[Check], chosen: Sequence[Item[ChoiceDeclared]], known: Known, told: Told) -> list[Check]:
    """The catalog's checks as the city wants them, without those that it put off, in the catalog's order."""
    own = {
        item.value.id: item for item in once(chosen, "检查", told) if known.check(item.value.id, item.at("id"), told)
    }
    found = []
    for one in shared:
        item = own.get(one.id)
        if item is None:
            found.append(one)
        elif not item.value.off:
            found.append(_chosen(one, item, told))
    return found


def spot_check(declared: Item[SpotCheckDeclared] | None) -> SpotCheck:
    """What becomes of a figure that a spot check did not confirm."""
    return SpotCheck(declared.value.on_false) if declared else SpotCheck()


def _chosen(one: Check, item: Item[ChoiceDeclared], told: Told) -> Check:
    own = item.value
    for name in own.parameters:
        if name not in one.parameters:
            do = allowed(name, one.parameters) if one.parameters else "这项检查没有参数"
            told.refuse("unknown-parameter", item.at("parameters", name), f"{one.id} 没有参数 {name}", do)
    if own.bars and not VIEWS[one.looks_at].bars:
        do = "它说的是一批数，不是哪一个数；请去掉 bars"
        told.refuse("wrong-value", item.at("bars"), f"{one.id} 不能让数不作数", do)
    return replace(
        one,
        bars=one.bars if own.bars is None else own.bars,
        severity=own.severity or one.severity,
        words=one.words if own.words is None else own.words,
        parameters={name: own.parameters.get(name, value) for name, value in one.parameters.items()},
        note=own.note or one.note,
    )
