"""The same indicator at the other bodies, in official order: a table, and bars where the figures can be compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from duban.charts import Bar, BarWords, bars
from duban.charts.parts import Option
from duban.web.books.models import Book
from duban.web.log.amounts import exact
from duban.web.org.directory import Directory
from duban.web.standings.course import Shown
from duban.web.standings.models import PledgeVerdict

# Fewer are read faster in a table.
_FEWEST = 3


@dataclass(frozen=True, slots=True)
class Beside:
    """The verdicts of an indicator, this pledge's own among them, and their chart where there is one."""

    rows: Sequence[PledgeVerdict]
    chart: Option | None


def beside(one: Shown, places: Directory) -> Beside:
    """What others pledge of the indicator for that year and how they stand; one query, none without an indicator."""
    if not one.clause.indicator:
        return Beside((), None)
    books = Book.objects.current().filter(year=one.pledge.year).values("key")
    rows = PledgeVerdict.objects.filter(indicator=one.clause.indicator, book__in=books)
    found = list(rows.defer("history", "forecast"))
    order = {key: at for at, key in enumerate(places.in_order({row.org_unit for row in found}))}
    found.sort(key=lambda row: (order[row.org_unit], row.book, row.pk))
    return Beside(found, _chart(one, found, places)) if len(found) > 1 else Beside((), None)


def _chart(one: Shown, found: Sequence[PledgeVerdict], places: Directory) -> Option | None:
    """Growth beside growth, share of the target beside share; levels of bodies of all sizes are no comparison."""
    whole = places.whole
    alike = [row for row in found if whole is None or row.org_unit != whole.id]
    if one.clause.basis == "growth":
        alike = [row for row in alike if row.gap_unit == one.verdict.gap_unit and row.unit == one.verdict.unit]
        drawn = [Bar(_name(places, row), _plain(row.actual), _plain(row.expected), row.colour) for row in alike]
        value, expected = _("增速"), _("应达到")
    else:
        alike = [row for row in alike if row.share is not None or (row.until is None and row.unit == one.verdict.unit)]
        drawn = [Bar(_name(places, row), row.share, row.pace, row.colour) for row in alike]
        value, expected = _("占年度目标"), _("应完成")
    if len([bar for bar in drawn if bar.value is not None]) < _FEWEST:
        return None
    words = BarWords(_("各单位的%(what)s；下面的表里是同样的数") % {"what": value}, "%", value, expected, _("未报送"))
    return bars(drawn, words)


def _name(places: Directory, row: PledgeVerdict) -> str:
    return places.named(row.org_unit)


def _plain(value: int | None) -> float | None:
    held = exact(value)
    return None if held is None else float(held)
