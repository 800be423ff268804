"""What one place up would take: for each line, how far its figure would have to go, the others staying as they are.

Worked out on one item with the formula's own walker, then asked of the engine with that figure in the body's place:
only what the engine confirms is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, Final

from duban.amounts import half_up
from duban.errors import DubanError
from duban.formula.item import Row
from duban.ledger.types import Fact, Indicator
from duban.pack.pack import Pack
from duban.standing.checks.bars import counting
from duban.standing.judge import Terms
from duban.standing.leagues.league import League, Place, Score, Standings
from duban.standing.leagues.other_figure import moved, peers_of, points_of, row_of
from duban.standing.leagues.standings import standings
from duban.standing.reasons import figure_words

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
    facts = counting(pack, told.as_of, told.known_at).facts
    for score in place.scores:
        if score.points is None or score.figures is None or score.line.formula.points.names & _OPAQUE:
            continue
        figure = _needed(score, place, league, told, pack)
        if figure is not None and not _confirmed(pack, told, place, score, figure, facts, terms):
            figure = None
        yield StepUp(score, figure)


def _needed(score: Score, place: Place, league: League, told: Standings, pack: Pack) -> Fraction | None:
    """The nearest figure, in steps of the last shown decimal, with which fewer others have as much as the body.

    A figure beyond the group's best takes points from the others, where they are held against it.
    """
    actual, rank = score.actual or Fraction(0), place.rank or 1
    step = _step(pack.indicator(score.line.cell.indicator), score)
    row, peers = row_of(score), peers_of(score, place, league)
    step = -step if row["lower"] else step
    others = [one for one in league.ranked if one is not place]

    def enough(steps: int) -> bool:
        mine = moved(row, actual + steps * step)
        points = points_of(mine, score, list(peers.values()), told.book.digits)
        if points is None:
            return False
        total = _total(points, score, place, told)
        theirs = (_total_beside(mine, one, score, peers, told) for one in others)
        return sum(one >= total for one in theirs) < rank - 1

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


def _total_beside(
    changed: dict[str, Any], other: Place, score: Score, peers: Mapping[str, Row], told: Standings
) -> int:
    """Another body's total beside a changed row."""
    total = other.total or 0
    if other.org_unit.id not in peers:
        return total
    theirs = next(one for one in other.scores if one.line.id == score.line.id)
    rest = [row for body, row in peers.items() if body != other.org_unit.id]
    points = points_of(row_of(theirs), theirs, [Row(changed, bool(changed["lower"])), *rest], told.book.digits)
    return total if points is None or points == theirs.points else _total(points, theirs, other, told)


def _step(indicator: Indicator | None, score: Score) -> Fraction:
    if score.line.cell.basis == "growth" or indicator is None or not indicator.display_unit:
        return Fraction(1, 100)
    scale = {"亿": 10**8, "万": 10**4}.get(indicator.display_unit[0], 1)
    return Fraction(scale, 10**indicator.decimals)


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


def step_up_words(told: Standings, place: Place, found: Sequence[StepUp]) -> Iterator[str]:
    """The same in words: what the next place would take, by one line alone."""
    league = told.league_of(place.org_unit.id)
    if league is None or place.rank is None:
        return
    if place.rank == 1:
        yield f"在{league.group}里是第一，上面没有名次了"
        return
    above = [one for one in league.ranked if one.rank is not None and one.rank < place.rank][-1]
    short = told.points((above.total or 0) - (place.total or 0))
    yield f"往上一位是{above.org_unit.name}，差{short}分。别的都不变，只靠一项："
    reached = [one for one in found if one.figure is not None and one.line.pledge]
    for one in reached:
        assert one.line.pledge is not None
        yield f"  {one.line.line.name}到{figure_words(one.line.pledge, one.figure)}，就上一位"
    if not reached:
        yield "  没有试出哪一项单独做得到"
