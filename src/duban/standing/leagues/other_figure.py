"""A line's points with another figure in the body's place, the others as they are: on one item, by the same walker."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from duban.amounts import half_up
from duban.formula.item import Item, Row
from duban.formula.walk import number
from duban.pack.schema.scores import score_sorts
from duban.standing.leagues.league import League, Place, Score


def row_of(score: Score) -> dict[str, Any]:
    """The engine's row as one item has it: quotients as pairs, parameters as numbers."""
    assert score.figures is not None
    exact = {name: Fraction(one) if isinstance(one, Decimal) else one for name, one in score.figures.items()}
    pairs = {
        name.removesuffix("_over"): (one, exact[f"{name.removesuffix('_over')}_under"])
        for name, one in exact.items()
        if name.endswith("_over")
    }
    return {**exact, **pairs, **score.line.parameters, "weight": score.line.weight}


def moved(row: Mapping[str, Any], figure: Fraction) -> dict[str, Any]:
    """The row with another figure, and what follows from it."""
    size = row["share"][1]
    sign = -1 if row["target"] is not None and row["target"] < 0 else 1
    low, high = row["low"], row["high"]
    reached = (low is None or figure >= low) and (high is None or figure <= high)
    plan, under = row["plan"]
    on_plan = reached if plan is None else (figure * under <= plan if row["lower"] else figure * under >= plan)
    share = (figure * 100 * sign, size)
    return {**row, "actual": figure, "share": share, "reached": reached, "on_plan": on_plan}


def peers_of(score: Score, place: Place, league: League) -> dict[str, Row]:
    """The other bodies' rows of the line, by body."""
    found = {}
    for other in league.places:
        if other.org_unit.id == place.org_unit.id:
            continue
        theirs = next(one for one in other.scores if one.line.id == score.line.id)
        if theirs.figures is not None and theirs.actual is not None:
            found[other.org_unit.id] = Row(row_of(theirs), bool(theirs.figures["lower"]))
    return found


def points_of(row: dict[str, Any], score: Score, peers: list[Row], digits: int) -> int | None:
    """The points of a row, in whole ``digits``-th decimals; None where the formula says nothing."""
    formula = score.line.formula
    mine = Row(row, bool(row["lower"]))
    item = Item(mine, score_sorts("line", score.line.parameters), [mine, *peers])
    value = number(formula.points, item).value
    if value is None and formula.otherwise:
        value = number(formula.otherwise, item).value
    return None if value is None else round(half_up(float(value), digits) * 10**digits)
