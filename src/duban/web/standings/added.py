"""What the overview says in short: where the parts fall short of the whole, and who hands in figures each month."""

from __future__ import annotations

from datetime import date
from typing import Any

from duban.amounts import about
from duban.pack.pack import Pack
from duban.standing.coverage import AddingUp, Coverage
from duban.web.facts.owed import in_force, provided, reporter
from duban.web.org.directory import directory


def short(told: AddingUp) -> list[dict[str, Any]]:
    """The indicators whose parts do not reach the whole, what is missing in words, and the whole's pledges."""
    return [_line(one) for one in told.coverages if one.gap is not None and one.gap > 0]


def _line(one: Coverage) -> dict[str, Any]:
    assert one.gap is not None
    assert one.whole_highest is not None
    return {
        "indicator": one.indicator.id,
        "name": one.indicator.name,
        "name_en": one.indicator.name_en,
        "pledge": one.wholes[0].id,
        "whole": about(one.whole_highest, one.unit),
        "parts": about(one.highest, one.unit),
        "gap": about(one.gap, one.unit),
        "without": [body.id for body in one.without("no figure", "growth only", "no book")],
    }


def owing(pack: Pack, day: date) -> list[str]:
    """The bodies that report on a pledge themselves, in official order."""
    places = directory()
    own = {reporter(clause, places) for clause, _book in in_force(day.year) if not provided(pack, clause, day)}
    return places.in_order(own)
