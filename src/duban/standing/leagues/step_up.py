"""What one place up would take: for each line, how far its figure would have to go, the others staying as they are.

Worked out on one item with the formula's own walker, then asked of the engine with that figure in the body's place:
only what the engine confirms is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from duban.amounts import half_up
from duban.errors import DubanError
from duban.formula.item import Item, Row
from duban.formula.walk import number
from duban.ledger.types import Fact, Indicator
from duban.pack.pack import Pack
from duban.pack.schema.scores import score_sorts
from duban.standing.checks.bars import counting
from duban.standing.judge import Terms
from duban.standing.leagues.league import League, Place, Score, Standings
from duban.standing.leagues.standings import standings

_FARTHEST: Final = 2**20  # steps of the last shown decimal
# Names that follow from the figure in ways that only the engine knows.
_OPAQUE: Final = {"gap", "shortfall", "shortfall_ratio", "due", "month", "other", "last_year"}


@dataclass(frozen=True, slots=True)
class StepUp:
    """A line by which the next place would be reached, with the figure that it takes; None: not by this line alone."""

    line: Score
    figure: Fraction | None


def step_up(pack: Pack, told: Standings, place: Place, terms: Terms | None = None) -> Iterator[StepUp]:
    """For each line that has points: the figure with which the body would stand a place higher."""
    league = told.league_of(place.org_unit.id)
    if league is None or place.rank is None or place.rank == 1 or told.book.combine == "geometric":
        return
    above = [one for one in league.ranked if one.rank is not None and one.rank < place.rank][-1]
    facts = counting(pack, told.as_of, told.known_at).facts
    for score in place.scores:
        if score.points is None or score.figures is None or score.line.formula.points.names & _OPAQUE:
            continue
        figure = _needed(score, place, above, league, told, pack)
        if figure is not None and not _confirmed(pack, told, place, score, figure, facts, terms):
            figure = None
        yield StepUp(score, figure)


def _needed(score: Score, place: Place, above: Place, league: League, told: Standings, pack: Pack) -> Fraction | None:
    """The nearest figure, in steps of the last shown decimal, whose points bring more than ``above`` has."""
    actual, beaten = score.actual or Fraction(0), above.total or 0
    step = _step(pack.indicator(score.line.cell.indicator), score)
    row, peers = _row(score), _peers(score, place, league)
    step = -step if row["lower"] else step

    def enough(steps: int) -> bool:
        points = _points(_moved(row, actual + steps * step), score, peers, told.book.digits)
        return points is not None and _total(points, score, place, told) > beaten

    far = 1
    while far < _FARTHEST and not enough(far):
        far *= 2
    if not enough(far):
        return None
    near = far // 2
    while far - near > 1:
        middle = (near + far) // 2
        near, far = (near, middle) if enough(middle) else (middle, far)
    found: Fraction = actual + far * step
    return found


def _step(indicator: Indicator | None, score: Score) -> Fraction:
    if score.line.cell.basis == "growth" or indicator is None or not indicator.display_unit:
        return Fraction(1, 100)
    scale = {"亿": 10**8, "万": 10**4}.get(indicator.display_unit[0], 1)
    return Fraction(scale, 10**indicator.decimals)


def _row(score: Score) -> dict[str, Any]:
    """The engine's row as one item has it: quotients as pairs, parameters as numbers."""
    assert score.figures is not None
    exact = {name: Fraction(one) if isinstance(one, Decimal) else one for name, one in score.figures.items()}
    pairs = {
        name.removesuffix("_over"): (one, exact[f"{name.removesuffix('_over')}_under"])
        for name, one in exact.items()
        if name.endswith("_over")
    }
    return {**exact, **pairs, **score.line.parameters, "weight": score.line.weight}


def _moved(row: Mapping[str, Any], figure: Fraction) -> dict[str, Any]:
    """The row with another figure, and what follows from it."""
    size = row["share"][1]
    sign = -1 if row["target"] is not None and row["target"] < 0 else 1
    low, high = row["low"], row["high"]
    reached = (low is None or figure >= low) and (high is None or figure <= high)
    plan, under = row["plan"]
    on_plan = reached if plan is None else (figure * under <= plan if row["lower"] else figure * under >= plan)
    share = (figure * 100 * sign, size)
    return {**row, "actual": figure, "share": share, "reached": reached, "on_plan": on_plan}


def _peers(score: Score, place: Place, league: League) -> list[Row]:
    found = []
    for other in league.places:
        if other.org_unit.id == place.org_unit.id:
            continue
        theirs = next(one for one in other.scores if one.line.id == score.line.id)
        if theirs.figures is not None and theirs.actual is not None:
            found.append(Row(_row(theirs), bool(theirs.figures["lower"])))
    return found


def _points(row: dict[str, Any], score: Score, peers: list[Row], digits: int) -> int | None:
    formula = score.line.formula
    mine = Row(row, bool(row["lower"]))
    item = Item(mine, score_sorts("line", score.line.parameters), [mine, *peers])
    value = number(formula.points, item).value
    if value is None and formula.otherwise:
        value = number(formula.otherwise, item).value
    return None if value is None else round(half_up(float(value), digits) * 10**digits)


def _total(points: int, score: Score, place: Place, told: Standings) -> int:
    """The total with other points on one line: the same caps and the same rescaling as the engine's."""
    book, digits = told.book, 10**told.book.digits
    by_category: dict[str, int] = {}
    for one in place.scores:
        mine = points if one.line.id == score.line.id else one.points or 0
        by_category[one.line.category] = by_category.get(one.line.category, 0) + mine
    caps = {one.id: int(one.most * digits) for one in book.categories if one.most is not None}
    raw = sum(min(total, caps.get(category, total)) for category, total in by_category.items())
    earned = raw if book.absent != "rescale" else round(half_up(float(raw * book.full / place.counted), 0))
    return earned + place.bonus + place.minus + place.ladder


def _confirmed(
    pack: Pack,
    told: Standings,
    place: Place,
    score: Score,
    figure: Fraction,
    facts: tuple[Fact, ...],
    terms: Terms | None,
) -> bool:
    """Whether the engine, given that figure, places the body higher."""
    assert score.figures is not None
    key = score.figures["fact"]
    changed = [replace(one, value=figure) if one.key == key else one for one in facts]
    try:
        again = standings(pack, told.as_of, told.book, terms, known_at=told.known_at, facts=changed)
    except DubanError:
        return False
    then = again.place(place.org_unit.id)
    return then is not None and then.rank is not None and place.rank is not None and then.rank < place.rank
