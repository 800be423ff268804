"""Standings for programs: a record a body, then a record a proposal."""

from __future__ import annotations

from collections.abc import Iterator

from duban.reading.document import plain
from duban.standing.leagues.league import Standings


def records(told: Standings) -> Iterator[dict[str, object]]:
    """Points as decimals in text, so that nothing is rounded on the way; ``rank`` null: takes no place."""
    for league in told.leagues:
        for place in league.places:
            yield {
                "rulebook": told.book.id,
                "as_of": told.as_of.isoformat(),
                "group": league.group,
                "org_unit": place.org_unit.id,
                "name": place.org_unit.name,
                "rank": place.rank,
                "rank_before": place.rank_before,
                "rank_last_year": place.rank_last_year,
                "total": None if place.total is None else told.points(place.total),
                "bonus": told.points(place.bonus),
                "minus": told.points(place.minus),
                "ladder": told.points(place.ladder),
                "tied": place.tied,
                "unplaced": place.unplaced,
                "lines": [
                    {
                        "line": one.line.id,
                        "weight": plain(one.line.weight),
                        "formula": one.line.formula.id,
                        "points": None if one.points is None else told.points(one.points),
                        "why": one.reason,
                        "until": str(one.until) if one.until else None,
                        "actual": plain(one.actual),
                        "target": plain(one.target),
                        "fact": one.figures["fact"] if one.figures else None,
                    }
                    for one in place.scores
                ],
            }
    for found in told.proposals:
        yield {
            "proposal": found.flag.sort,
            "flag": found.flag.id,
            "org_unit": found.org_unit.id,
            "pledge": found.pledge.id if found.pledge else None,
            "reason": found.reason,
        }
