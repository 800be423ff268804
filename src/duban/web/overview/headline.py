"""What is looked at first: the headline indicators with a sparkline against pace, and what is left to bring."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from duban.charts import Spark, spark
from duban.periods import Month
from duban.standing.reasons import left_to_do
from duban.web.declared.pack import declarations, indicator_name
from duban.web.log.amounts import exact
from duban.web.overview.matrix import Lamp, counted, legend
from duban.web.overview.scope import Scope
from duban.web.standings.models import MonthVerdict

_DECEMBER = 12


@dataclass(frozen=True, slots=True)
class Line:
    """A headline pledge: its verdict, its line, and what each remaining month must bring, in words."""

    verdict: MonthVerdict
    spark: Spark | None
    average: str


@dataclass(frozen=True, slots=True)
class Indicator:
    """A headline indicator: the pledges of the scope, and how the bodies stand, as counts."""

    key: str
    name: str
    lines: tuple[Line, ...]
    lamps: tuple[Lamp, ...]


def headlines(scope: Scope, whole: str) -> list[Indicator]:
    """The headline indicators of a scope, in the city's order.

    Of all the city: its own pledges, and the bodies' as counts; else every pledge of the scope. Two queries.
    """
    rows = scope.rows().filter(headline__isnull=False)
    own = rows.filter(org_unit=whole) if scope.whole else rows
    others = counted(rows.exclude(org_unit=whole), "indicator") if scope.whole else []
    found = list(own.order_by("headline", "-order", "book", "pledge"))
    return list(_indicators(found, others, scope.month))


def _indicators(found: Sequence[MonthVerdict], others: Sequence[Mapping[str, Any]], month: Month) -> list[Indicator]:
    pack = declarations()
    told = []
    for one in pack.indicators:
        lines = tuple(_line(row, month) for row in found if row.indicator == one.id)
        lamps = tuple(legend(row for row in others if row["indicator"] == one.id))
        if lines or lamps:
            told.append(Indicator(one.id, indicator_name(one), lines, lamps))
    order = {key: at for at, key in enumerate(pack.rules.headline)}
    return sorted(told, key=lambda one: order.get(one.key, len(order)))


def _line(row: MonthVerdict, month: Month) -> Line:
    average = exact(row.on_average)
    points = [(at, _plain(expected), _plain(actual)) for at, expected, actual in row.series]
    year = month.year * 12
    altogether, words = left_to_do(average, row.months_left, row.unit) if average is not None else (False, "")
    words = _("一共%(words)s") % {"words": words} if altogether else words
    return Line(row, spark(points, year, year + _DECEMBER - 1), words)


def _plain(value: int | None) -> float | None:
    held = exact(value)
    return None if held is None else float(held)
