"""Who has come on most between two months: a formula over totals (``delta``), next to the places of the earlier one."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from duban.amounts import half_up
from duban.errors import InputError
from duban.formula.item import Item, Plain, Row
from duban.formula.walk import number
from duban.ledger.types import OrgUnit
from duban.pack.schema.scores import ScoreFormula, score_sorts
from duban.periods import Month
from duban.standing.leagues.league import League, Place, Standings


@dataclass(frozen=True, slots=True)
class Change:
    """A body's change: in whole last decimals, its place by it, and its place and total in the earlier month."""

    org_unit: OrgUnit
    points: int
    rank: int
    baseline: int
    baseline_rank: int | None


@dataclass(frozen=True, slots=True)
class Changes:
    """A group by change, the largest first; ``left_out`` lack a total in one of the two months."""

    group: str
    since: Month
    changes: tuple[Change, ...]
    left_out: tuple[OrgUnit, ...]


def changes(told: Standings, since: Month, formula: ScoreFormula) -> tuple[Changes, ...]:
    """Every group between an earlier month of the plan year and that of the standings.

    Raises InputError for a month that is not earlier or not of the year, or a formula that is not of totals.
    """
    if formula.of != "total":
        raise InputError(f"{formula.id}（{formula.name}）是一项的计分办法，不看总分")
    if since >= told.month or since.year != told.month.year:
        do = f"请写{told.month.year}年里早于{told.month.month}月的日期"
        raise InputError(f"{since}不能和{told.month}比", do=do)
    return tuple(_group(told, league, since, formula) for league in told.leagues)


def _group(told: Standings, league: League, since: Month, formula: ScoreFormula) -> Changes:
    digits = told.book.digits
    found, left_out = [], []
    for place in league.places:
        before = next((one for one in place.history if one.month == since), None)
        if place.total is None or place.rank is None or before is None or before.total is None:
            left_out.append(place.org_unit)
            continue
        value = _value(place, before.total, formula, len(league.ranked), digits)
        found.append((value, place.org_unit, before.total, before.rank))
    found.sort(key=lambda one: (-one[0], one[1].order))
    values = [one[0] for one in found]
    ranked = tuple(Change(body, value, values.index(value) + 1, total, rank) for value, body, total, rank in found)
    return Changes(league.group, since, ranked, tuple(left_out))


def _value(place: Place, baseline: int, formula: ScoreFormula, bodies: int, digits: int) -> int:
    scale = 10**digits
    given: dict[str, Plain | tuple[Plain, Plain]] = {
        "total": (Fraction(place.total or 0), Fraction(scale)),
        "baseline": (Fraction(baseline), Fraction(scale)),
        "bodies": bodies,
        "rank": place.rank,
    }
    value = number(
        formula.points, Item(Row(given | dict(formula.parameters)), score_sorts("total", formula.parameters))
    )
    points: int = round(half_up(float(value.value or 0), digits) * scale)
    return points
