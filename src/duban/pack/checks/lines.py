"""The lines of a rulebook, each with its figure, its formula and its parameters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from duban.declare import Item, allowed
from duban.ledger.types import Indicator
from duban.pack.checks.providers import scope
from duban.pack.schema.rulebook_declared import CellDeclared, LineDeclared, RulebookDeclared
from duban.pack.schema.rulebooks import Cell, Line
from duban.pack.schema.scores import ScoreFormula
from duban.pack.told import Known, Told


@dataclass(frozen=True, slots=True)
class Measures:
    """What a line may name."""

    bodies: Known
    indicators: Known
    by_id: Mapping[str, Indicator]
    formulas: Mapping[str, ScoreFormula]
    tried: frozenset[str] = frozenset()


def lines(item: Item[RulebookDeclared], measures: Measures, told: Told) -> Iterator[Line]:
    """The lines that are right; what is wrong with the others is told."""
    taken: set[str] = set()
    for at, one in enumerate(item.value.line):
        id = one.id or one.indicator
        if id in taken:
            what = f"两项都叫 {id}"
            told.refuse("duplicate-id", item.at("line", at), what, "请给每一项写上不同的 id，或删去一处")
        taken.add(id)
        found = _formula(item, at, one, measures, told)
        cell = _cell(one, item, ("line", at), measures, told)
        other = _cell(one.other, item, ("line", at, "other"), measures, told) if one.other else None
        _places(item, at, one, measures, told)
        if found:
            _fits(item, at, one, found, told)
            yield _line(id, one, found, cell, other, measures)


def _line(id: str, one: LineDeclared, found: ScoreFormula, cell: Cell, other: Cell | None, measures: Measures) -> Line:
    indicator = measures.by_id.get(one.indicator)
    growth = "增速" if one.basis == "growth" else ""
    return Line(
        id=id,
        name=one.name or (f"{indicator.name}{growth}" if indicator else id),
        cell=cell,
        weight=one.weight,
        formula=found,
        parameters={**found.parameters, **{name: Fraction(value) for name, value in one.parameters.items()}},
        category=one.category or "",
        org_units=one.org_units,
        other=other,
        clause=one.clause,
    )


def _cell(
    one: CellDeclared, item: Item[RulebookDeclared], path: tuple[str | int, ...], on: Measures, told: Told
) -> Cell:
    if on.indicators.check(one.indicator, item.at(*path, "indicator"), told):
        scope(one.scope, on.by_id.get(one.indicator), item.at(*path, "scope"), told)
    return Cell(one.indicator, one.scope, one.kind, one.basis)


def _formula(
    item: Item[RulebookDeclared], at: int, one: LineDeclared, measures: Measures, told: Told
) -> ScoreFormula | None:
    said = one.formula or item.value.formula
    where = item.at("line", at, "formula") if one.formula else item.at("formula")
    if said is None:
        told.refuse("missing-key", item.at("line", at), "没有写用哪个计分办法 formula", "写在这一项，或写在整本办法上")
        return None
    named = {id: formula for id, formula in measures.formulas.items() if formula.of == "line"}
    if said not in named and said in measures.tried - measures.formulas.keys():
        return None  # what is wrong with it has been told where it stands
    if said not in named:
        told.refuse("unknown-score", where, f"没有 {said} 这个计分办法", allowed(said, named))
        return None
    return named[said]


def _fits(item: Item[RulebookDeclared], at: int, one: LineDeclared, found: ScoreFormula, told: Told) -> None:
    known = {*found.parameters, *found.required}
    for name in one.parameters:
        if name not in known:
            where = item.at("line", at, "parameters", name)
            told.refuse("unknown-key", where, f"{found.id} 没有参数 {name}", allowed(name, sorted(known)))
    for name in found.required:
        if name not in one.parameters:
            what = f"{found.id}（{found.name}）要写参数 {name}"
            told.refuse("missing-key", item.at("line", at), what, f"写在 parameters = {{{name} = …}}")
    if "other" in found.needs and one.other is None:
        told.refuse("missing-key", item.at("line", at), f"{found.id} 要第二个数", "写在 other = {indicator = …}")


def _places(item: Item[RulebookDeclared], at: int, one: LineDeclared, measures: Measures, told: Told) -> None:
    for place, id in enumerate(one.org_units):
        measures.bodies.check(id, item.at("line", at, "org_units", place), told)
    ids = [category.id for category in item.value.category]
    if one.category and one.category not in ids:
        what = f"没有 {one.category} 这一类"
        told.refuse("unknown-category", item.at("line", at, "category"), what, allowed(one.category, ids))
