"""One group's result as one JSON value: what a page, a workbook and a frozen row show, so that they show the same.

``why`` and ``step`` are the sentences of ``duban why``; ``rules`` those of the rulebook it was reckoned by. Points are
decimals in text, as printed; the words are kept with the result, since a rulebook may change its own.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from duban.standing.leagues.explain import explained
from duban.standing.leagues.league import League, Place, Score, Standings
from duban.standing.leagues.losses import Short, shorts
from duban.standing.leagues.records import records
from duban.standing.leagues.rules_said import line_said, plain, rules_said
from duban.standing.reasons import figure_words, target_words


def sheet(told: Standings, league: League, steps: Mapping[str, Sequence[str]] | None = None) -> dict[str, Any]:
    """A group's result; ``steps`` are the sentences on what one place up would take, by body."""
    own = {one["org_unit"]: one for one in records(told) if "rank" in one and one["group"] == league.group}
    places = [
        {
            **own[place.org_unit.id],
            **_beside(told, place, league),
            "step": list((steps or {}).get(place.org_unit.id, ())),
        }
        for place in league.places
    ]
    found = {
        "group": league.group,
        "rulebook": told.book.id,
        "rulebook_name": told.book.name,
        "source": told.book.source,
        "as_of": told.as_of.isoformat(),
        "month": told.month.month,
        "full": plain(told.book.full),
        "digits": told.book.digits,
        "lines": [_line(at, told, league) for at in range(len(told.book.lines))],
        "places": places,
        "ranked": len(league.ranked),
        "notes": list(league.notes),
        "rules": list(rules_said(told.book)),
    }
    # Through JSON once, so that what is kept and what is shown at once are of the same types.
    same: dict[str, Any] = json.loads(json.dumps(found, ensure_ascii=False, default=str))
    return same


def _line(at: int, told: Standings, league: League) -> dict[str, Any]:
    line = told.book.lines[at]
    return {
        "line": line.id,
        "name": line.name,
        "weight": plain(line.weight),
        "said": line_said(line),
        "counted": sum(1 for place in league.places if place.scores[at].points is not None),
    }


def _beside(told: Standings, place: Place, league: League) -> dict[str, Any]:
    below = shorts(place, league, told.book.digits)
    there = [one for one in below if one is not None]
    return {
        "counted": plain(place.counted),
        "lines_counted": len(there),
        "raw": told.points(place.raw) if there else None,
        "lost": told.points(sum(one.lost for one in there)) if there else None,
        "to_come": told.points(sum(one.to_come for one in there)) if there else None,
        "lost_on": [f"{line.line.name}{told.points(lost)}分" for lost, line in _most_lost(place, below)],
        "gates": [gate.name for gate, held in place.gates if not held],
        "why": list(explained(told, place, league)),
        "lines": [_score(told, one, below) for one, below in zip(place.scores, below, strict=True)],
    }


def _most_lost(place: Place, below: Sequence[Short | None]) -> list[tuple[int, Score]]:
    """The lines that lost points, the one that lost most first."""
    found = [(short.lost, one) for one, short in zip(place.scores, below, strict=True) if short and short.lost]
    return sorted(found, key=lambda one: -one[0])


def _score(told: Standings, one: Score, below: Short | None) -> dict[str, Any]:
    return {
        "lost": told.points(below.lost) if below else None,
        "to_come": told.points(below.to_come) if below else None,
        "line": one.line.id,
        "points": None if one.points is None else told.points(one.points),
        "full": _full(told, one),
        "why": one.reason,
        "until": str(one.until) if one.until else None,
        "actual": figure_words(one.pledge, one.actual) if one.pledge and one.actual is not None else None,
        "target": target_words(one.pledge) if one.pledge and one.pledge.tiers else None,
        "share": None if one.share is None else f"{one.share:.1f}",
        "pledge": one.pledge.id if one.pledge and one.pledge.tiers else None,
        "fact": one.figures["fact"] if one.figures else None,
    }


def _full(told: Standings, one: Score) -> int:
    """How full a bar of the line is, in hundredths; points above the weight fill it."""
    if one.points is None or not one.line.weight:
        return 0
    share = one.points * 100 / (one.line.weight * 10**told.book.digits)
    full: int = max(0, min(100, round(share)))
    return full
