"""What a body's lines fall short of their weight by: lost as things stand (失分), or not yet due (尚未到期).

Not yet due is what the plan itself leaves for the months to come: the points of the whole target less those of a figure
exactly on plan. All else that is missing from the weight is lost as things stand; what is caught up comes back.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from duban.amounts import half_up
from duban.standing.leagues.league import League, Place, Score
from duban.standing.leagues.other_figure import moved, peers_of, points_of, row_of


@dataclass(frozen=True, slots=True)
class Short:
    """A line's points below its weight, in whole last decimals of the rulebook."""

    lost: int
    to_come: int


def short(score: Score, place: Place, league: League, digits: int) -> Short | None:
    """How far a line is from its weight; None where it has no points."""
    if score.points is None:
        return None
    weight = round(half_up(float(score.line.weight), digits) * 10**digits)
    below = max(0, weight - score.points)
    to_come = min(below, max(0, _to_come(score, place, league, digits, weight)))
    return Short(below - to_come, to_come)


def shorts(place: Place, league: League, digits: int) -> tuple[Short | None, ...]:
    """The same of each line of a body."""
    return tuple(short(one, place, league, digits) for one in place.scores)


def _to_come(score: Score, place: Place, league: League, digits: int, weight: int) -> int:
    """What the plan leaves for later months, above what is earned already."""
    assert score.points is not None
    if "target" not in score.line.formula.needs or score.figures is None or score.figures["due"]:
        return 0
    row, peers = row_of(score), list(peers_of(score, place, league).values())
    over, under = row["plan"]
    if score.actual is None or score.target is None or over is None or not under:
        # A milestone or a trend has no plan by months: it is open until it is due or has failed.
        return 0 if score.figures["verdict"] in {"behind", "missed"} else weight - score.points
    on_plan = points_of(moved(row, Fraction(over) / Fraction(under)), score, peers, digits) or 0
    whole = points_of({**moved(row, score.target), "pace": (100, 1)}, score, peers, digits) or 0
    return whole - max(on_plan, score.points)
