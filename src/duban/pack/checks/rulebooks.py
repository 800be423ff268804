"""Rulebooks held against what a pack knows: indicators, bodies and groups, score formulas, and their own names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from duban.declare import Item, allowed
from duban.errors import Finding
from duban.formula.parse import Sort
from duban.ledger.types import Indicator, OrgUnit
from duban.pack.checks.common import laid_over, once
from duban.pack.checks.lines import Measures, lines
from duban.pack.schema.formulas import formula
from duban.pack.schema.rulebook_declared import (
    AdditionDeclared,
    AdjustmentDeclared,
    CategoryDeclared,
    FlagDeclared,
    RulebookDeclared,
)
from duban.pack.schema.rulebooks import Adjustment, Appeal, Category, Flag, Gate, Rulebook, TieBreak
from duban.pack.schema.score_declared import ScoreDeclared, score_formula
from duban.pack.schema.score_names import BODY_NAMES, LINE_NAMES, WORK_NAMES, sorts
from duban.pack.schema.scores import ScoreFormula
from duban.pack.told import Known, Told


@dataclass(frozen=True, slots=True)
class Around:
    """What rulebooks may name; ``tried`` are the ids of the city's own formulas, those with faults as well.

    ``grouped`` is false where the bodies are refused: then no group is called unknown.
    """

    org_units: Sequence[OrgUnit]
    bodies: Known
    indicators: Known
    by_id: Mapping[str, Indicator]
    scores: Sequence[ScoreFormula]
    tried: frozenset[str] = frozenset()
    grouped: bool = True


def scores(shared: Sequence[ScoreFormula], own: Sequence[Item[ScoreDeclared]], told: Told) -> tuple[ScoreFormula, ...]:
    """The catalog's score formulas, then the city's own."""
    return laid_over(shared, own, "计分办法", score_formula, told)


def rulebooks(items: Sequence[Item[RulebookDeclared]], around: Around, told: Told) -> tuple[Rulebook, ...]:
    """The rulebooks in the order of the file; one with a fault is left out, and the fault is told."""
    formulas = {one.id: one for one in around.scores}
    measures = Measures(around.bodies, around.indicators, around.by_id, formulas, around.tried)
    made = []
    for item in once(items, "考核办法", told):
        before = len(told.refusals)
        one = _rulebook(item, around, measures, told)
        made += [one] if item.whole and len(told.refusals) == before else []
    return tuple(made)


def _rulebook(item: Item[RulebookDeclared], around: Around, measures: Measures, told: Told) -> Rulebook:
    one = item.value
    if around.grouped:
        _groups(item, around.org_units, told)
    drawn = tuple(lines(item, measures, told))
    # A line with a fault is a line all the same: what names it is no fault of its own.
    known = Known("项", "unknown-line", frozenset(line.id or line.indicator for line in one.line))
    _named_once(item, told)
    gates = tuple(_gates(item, known, told))
    for at, tie in enumerate(one.tie_breaks):
        known.check(tie.line, item.at("tie_breaks", at), told)
    total = sum((line.weight for line in one.line), Fraction(0))
    full = one.full or total
    _weights(item, total, told)
    return Rulebook(
        id=one.id,
        name=one.name,
        source=one.source,
        note=one.note,
        start=one.start,
        end=one.end,
        groups=one.groups,
        lines=drawn,
        full=full,
        digits=one.digits,
        combine=one.combine,
        absent=one.absent,
        missing=one.missing,
        quorum=one.quorum,
        categories=_categories(one.category),
        additions=tuple(map(_addition, one.addition)),
        appeal=Appeal(one.appeal.decide, one.appeal.days, one.appeal.review) if one.appeal else Appeal(),
        ladder=one.ladder,
        gates=gates,
        tie_breaks=tuple(TieBreak(tie.line, tie.by) for tie in one.tie_breaks),
        flags=tuple(_flags(item, told)),
    )


def _groups(item: Item[RulebookDeclared], org_units: Sequence[OrgUnit], told: Told) -> None:
    there = {group for one in org_units for group in one.groups}
    for at, group in enumerate(item.value.groups):
        if group not in there:
            what = f"没有一个单位的 groups 里有“{group}”"
            do = allowed(group, sorted(there)) if there else "请在 org_units.toml 里给排名的单位写上 groups"
            told.refuse("unknown-group", item.at("groups", at), what, do)


def _weights(item: Item[RulebookDeclared], total: Fraction, told: Told) -> None:
    full = item.value.full
    if total == 0:
        told.refuse("no-weight", item.at("line"), "各项分值加起来是0，排不出名次", "请写上分值 weight")
    elif full is not None and total != full:
        what = f"各项分值加起来是 {float(total):g}，full 写的是 {float(full):g}"
        told.refuse("weights-do-not-sum", item.at("full"), what, "请改分值，或者改 full")


def _named_once(item: Item[RulebookDeclared], told: Told) -> None:
    for key in ("category", "addition", "gate", "flag"):
        ids = [one.id for one in getattr(item.value, key)]
        for at, id in enumerate(ids):
            if id in ids[:at]:
                told.refuse("duplicate-id", item.at(key, at, "id"), f"{id} 前面已经有了", "请换一个 id")


def _categories(declared: Sequence[CategoryDeclared]) -> tuple[Category, ...]:
    return tuple(Category(one.id, one.name, one.most, one.least, one.clause) for one in declared)


def _addition(one: AdditionDeclared) -> Category:
    return Category(one.id, one.name, one.most, one.least, one.clause, one.level)


def _gates(item: Item[RulebookDeclared], known: Known, told: Told) -> Iterator[Gate]:
    for at, one in enumerate(item.value.gate):
        known.check(one.line, item.at("gate", at, "line"), told)
        if (one.effect == "cap") != (one.most is not None):
            do = "effect 是 cap 时写 most（最多几分），别的不写"
            told.refuse("wrong-value", item.at("gate", at), f"“{one.name}”的 effect 和 most 对不上", do)
        when = _condition(one.when, item.at("gate", at, "when"), sorts(LINE_NAMES), told)
        if when:
            yield Gate(one.id, one.name, one.line, when, one.effect, one.most, one.clause)


def _flags(item: Item[RulebookDeclared], told: Told) -> Iterator[Flag]:
    for at, one in enumerate(item.value.flag):
        names = sorts(BODY_NAMES if one.of == "org_unit" else WORK_NAMES)
        names = {**dict.fromkeys(one.parameters, "share"), **names}
        when = _condition(one.when, item.at("flag", at, "when"), names, told)
        if when:
            yield _flag(one, when)


def _flag(one: FlagDeclared, when: Any) -> Flag:
    parameters = {name: Fraction(value) for name, value in one.parameters.items()}
    return Flag(one.id, one.name, one.sort, one.of, when, one.clause, parameters)


def _condition(text: str, where: str, names: Mapping[str, Sort], told: Told) -> Any:
    faults: list[Finding] = []
    found = formula(text, where, names, "condition", faults)
    told.sort(faults)
    return found


def adjustments(
    items: Sequence[Item[AdjustmentDeclared]], bodies: Known, books: Sequence[Rulebook], whole: bool, told: Told
) -> tuple[Adjustment, ...]:
    """Additions and deductions; each of a kind that some rulebook has. ``whole`` false: rulebooks were left out."""
    kinds = Known("类加减分", "unknown-addition", frozenset(one.id for book in books for one in book.additions))
    for item in once(items, "加减分", told):
        bodies.check(item.value.org_unit, item.at("org_unit"), told)
        if whole:
            kinds.check(item.value.kind, item.at("kind"), told)
        if not item.value.points:
            told.refuse("wrong-value", item.at("points"), "points 是0", "加分写正数，扣分写负数")
    return tuple(_adjustment(item.value) for item in items)


def _adjustment(one: AdjustmentDeclared) -> Adjustment:
    return Adjustment(
        id=one.id,
        org_unit=one.org_unit,
        kind=one.kind,
        day=one.day,
        points=one.points,
        reason=one.reason,
        document=one.document,
        proof=one.proof,
        recognised=one.recognised,
    )
