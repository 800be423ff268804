"""A small city and a rulebook as the cases write them, through the declarations themselves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

from duban.declare import Item, parse
from duban.ledger.types import Accumulation, Fact, Indicator, OrgUnit, Pledge, Tier
from duban.pack.catalog import catalog
from duban.pack.checks.rulebooks import Around, rulebooks
from duban.pack.pack import Pack
from duban.pack.schema.rulebook_declared import RulebookDeclared
from duban.pack.schema.rulebooks import Adjustment, Rulebook
from duban.pack.told import Known, Told
from duban.periods import Month, Period

INDICATORS = (
    Indicator("fai", "固定资产投资", "", "元", display_unit="元"),
    Indicator("gdp", "生产总值", "", "%", accumulation="rate", display_unit="%"),
)
TARGETS = {"fai": 100, "gdp": 6}
NAMES = {"a": "甲", "b": "乙", "c": "丙"}
AS_OF = date(2023, 6, 30)


def city(case: dict[str, Any]) -> tuple[Pack, Rulebook]:
    """The city of a case: every body pledges each indicator; figures run from January to June."""
    bodies = tuple(OrgUnit(name, NAMES[name], order=at, groups=("镇",)) for at, name in enumerate(case["figures"]))
    figures = [_fact(body, id, Fraction(value)) for body, told in case["figures"].items() for id, value in told.items()]
    told_twice = [
        (body, id, Fraction(two)) for body, told in case.get("rivals", {}).items() for id, two in told.items()
    ]
    figures += [replace(_fact(*one), key=f"{one[0]}{one[1]}/2") for one in told_twice]
    more = [_pledge(body, id, year, date.fromisoformat(due)) for body, id, year, due in case.get("more", [])]
    pack = Pack(
        id="c",
        name="某市",
        year=2023,
        whole="",
        org_units=bodies,
        indicators=INDICATORS,
        light_rules=catalog().rules,
        pledges=(*(_pledge(body.id, id) for body in bodies for id in TARGETS), *more),
        facts=tuple(figures),
        scores=catalog().scores,
        adjustments=tuple(_adjustment(at, one) for at, one in enumerate(case.get("adjustments", []))),
    )
    return pack, book(case["book"], pack)


def book(told: dict[str, Any], pack: Pack) -> Rulebook:
    """A rulebook; the lines' indicators are their ids."""
    lines = [{"indicator": line["id"], **line} for line in told["line"]]
    declared = RulebookDeclared.model_validate(
        {"id": "b", "name": "办法", "source": "示范", "groups": ["镇"], **told, "line": lines}
    )
    found = Told()
    known = {
        one: Known("个", "x", frozenset(ids)) for one, ids in (("b", [o.id for o in pack.org_units]), ("i", TARGETS))
    }
    around = Around(pack.org_units, known["b"], known["i"], {one.id: one for one in INDICATORS}, pack.scores)
    made = rulebooks([Item(declared, parse(""))], around, found)
    assert not found.refusals, found.refusals
    return made[0]


def _pledge(body: str, id: str, year: int = 2023, due: date | None = None) -> Pledge:
    """A pledge of the plan year, or one ``more``: of another, or due on another day, and of twice as much."""
    tier = Tier("plan", ">=", Fraction(TARGETS[id] * (2 if due else 1)))
    accumulation: Accumulation = "rate" if id == "gdp" else "ytd"
    unit = "%" if id == "gdp" else "元"
    return Pledge(
        id=f"{body}.{id}.{due}" if due else f"{body}.{id}",
        org_unit=body,
        subject=id,
        kind="quantity",
        basis="level",
        unit=unit,
        year=year,
        tiers=(tier,),
        due=due,
        indicator=id,
        accumulation=accumulation,
    )


def _fact(body: str, id: str, value: Fraction) -> Fact:
    period = Period(Month(2023, 1), Month(2023, 6))
    unit = "%" if id == "gdp" else "元"
    return Fact(f"{body}.{id}.6", body, id, "quantity", "level", unit, period, value, indicator=id)


def _adjustment(at: int, told: dict[str, Any]) -> Adjustment:
    points = Fraction(told["points"])
    recognised = told.get("recognised")
    return Adjustment(f"a{at}", told["org_unit"], told["kind"], told["day"], points, "因", "文", "据", recognised)
