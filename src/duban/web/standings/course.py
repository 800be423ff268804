"""A verdict's months as a chart, in the unit in which the pledge's figures are shown."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _

from duban.amounts import decimal
from duban.charts import Ahead, Course, PledgeWords, pledge_chart
from duban.charts.parts import Option
from duban.ledger.types import Pledge, Tier
from duban.periods import Month
from duban.web.books.convert import as_pledge
from duban.web.books.models import Clause
from duban.web.books.words import FIRMNESS
from duban.web.declared.pack import declarations
from duban.web.facts.cells import Measure, measure_of, needed
from duban.web.log.amounts import exact, month_of
from duban.web.standings.models import PledgeVerdict

_DRAWN = frozenset({"quantity", "rank", "trend"})


@dataclass(frozen=True, slots=True)
class Shown:
    """A pledge with the unit of its figures and its newest verdict; ``ahead``: the reader may see the look ahead."""

    clause: Clause
    pledge: Pledge
    measure: Measure
    verdict: PledgeVerdict
    ahead: bool

    def number(self, value: Fraction | float | None) -> float | None:
        """A value of the base unit in the unit that is shown."""
        return None if value is None else float(value) / float(self.measure.times)

    def words(self, value: int | None) -> str:
        """A stored value in the unit that is shown, without the unit; empty where there is none."""
        held = exact(value)
        return "" if held is None else decimal(held / self.measure.times, 2)

    def needed(self, value: int | None) -> str:
        """A stored value that is to be reached: of counted things the least whole number that meets it."""
        return needed(exact(value), self.measure)


def shown(clause: Clause, year: int, verdict: PledgeVerdict, *, ahead: bool) -> Shown:
    """A pledge as its page shows it."""
    by_id = {one.id: one for one in declarations().indicators} if clause.indicator else {}
    return Shown(clause, as_pledge(clause, year), measure_of(clause, by_id.get(clause.indicator)), verdict, ahead)


def chart(one: Shown) -> Option | None:
    """The option of its chart; None where there is no figure to draw."""
    drawn = course(one) if one.clause.kind in _DRAWN else None
    return pledge_chart(drawn, _words(one)) if drawn and drawn.reported else None


def course(one: Shown) -> Course:
    """Its figures month by month."""
    history = [(month_of(row[0]), row[4], exact(row[5]), exact(row[6])) for row in one.verdict.history]
    judged, stretch, pledge = one.pledge.judged, one.pledge.stretch, one.pledge
    expected = {month: value for month, _, value, _ in history if value is not None}
    expected |= dict(pledge.trajectory)
    floor = judged.value if judged and pledge.kind != "trend" else None
    if floor is not None and set(expected.values()) <= {floor}:
        expected = {}  # it is the floor itself all along: growth, a rate, a rank
    elif floor is not None and expected:
        expected.setdefault(Month.of(pledge.due_day), floor)
    return Course(
        year=pledge.year,
        due=Month.of(pledge.due_day),
        reported={month: value for month, _, _, held in history if (value := one.number(held)) is not None},
        expected={month: value for month, held in expected.items() if (value := one.number(held)) is not None},
        colours={month: colour for month, colour, _, _ in history},
        floor=one.number(floor),
        stretch=one.number(stretch.value) if stretch else None,
        ahead=_ahead(one),
        scale=pledge.basis != "level" or one.measure.base in {"%", "个百分点", "位"},
    )


def _ahead(one: Shown) -> Ahead | None:
    told = one.verdict.forecast
    if not one.ahead or told.get("estimate") is None:
        return None
    ends = [one.number(told[name]) or 0.0 for name in ("estimate", "low", "high")]
    return Ahead(month_of(told["due"]), *ends)


def _words(one: Shown) -> PledgeWords:
    judged, stretch = one.pledge.judged, one.pledge.stretch
    trend = (one.pledge.against or _("上年同期")) if one.pledge.kind == "trend" else ""
    return PledgeWords(
        describe=_("%(what)s各月的数；下面的表里是同样的数") % {"what": one.pledge.subject},
        unit=one.measure.unit,
        reported=_("实际"),
        expected=trend or _("应完成"),
        floor=_tier(one, judged),
        stretch=_tier(one, stretch),
        ahead=_("预计"),
    )


def _tier(one: Shown, tier: Tier | None) -> str:
    if tier is None or tier.value is None:
        return ""
    name = _("考核值") if tier is one.pledge.assessed else str(FIRMNESS[tier.firmness])
    return f"{name} {decimal(tier.value / one.measure.times, 2)}"
