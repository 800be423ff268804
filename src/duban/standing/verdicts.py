"""A row of a pledge and a month → its verdict, its gap, and what a light's formula may ask of it.

The verdict is the same under every rule (DESIGN, "The engine"): ``kept`` before the due date only where it cannot be
undone; ``missed`` only once a figure covers the due month and the day has come, or a ceiling on a sum is passed.
"""

from __future__ import annotations

from typing import Final

import ibis
import ibis.expr.types as ir

from duban.standing.exact import DECIMAL
from duban.standing.steps import Step, Tables

# 左右 of a trend, in per cent of last year's figure.
_STEADY: Final = 5


def dated(s: Tables) -> ir.Table:
    """The rows with what time says of them, and ``base``: what a trend is held against.

    That a thing shall rise is answered by its growth, held against nought, or by its level, held against last year's.
    That its growth shall be higher is answered by last year's growth alone, or by that of what it is ``against``.
    """
    t = s["months"]
    growing = t.trend & (t.basis != "growth") & ~t.leveled
    base = ibis.ifelse(growing, ibis.literal(0, "int64").cast(DECIMAL), t.last_year)
    base = ibis.ifelse(t.against, t.yardstick, base)
    return t.mutate(
        base=ibis.ifelse(t.trend, base, ibis.null(DECIMAL)),
        due=t.judged_day >= t.due_day,
        covered=(t["last"] >= t.due_month).fill_null(False),
        reported=t["last"].notnull(),
        ahead=t["first"] > t.as_of_month_number,
        days_left=t.due_day - t.judged_day,
        month=t["last"] % 12 + 1,
        as_of_month=t.as_of_month_number % 12 + 1,
        months_left=ibis.greatest(t.due_month - t.as_of_month_number, 0),
        # A month of lateness is a twelfth of 365 days: no calendar is asked.
        months_overdue=ibis.greatest((t.judged_day - t.due_day) * 12 // 365, 0),
        growing=growing,
        # A report may say no more than the plan did: 上升, 同步.
        told=ibis.ifelse(t.trend & t.actual.isnull(), t.state.nullif(""), ibis.null("string")),
        arrived_now=(t.reached_day <= t.judged_day).fill_null(False),
        started=(t.started_day <= t.judged_day).fill_null(False),
        registered=(t.registered_day <= t.judged_day).fill_null(False),
    )


def _within(t: ir.Table, tier: str) -> ir.BooleanColumn:
    low, high = t[f"{tier}low"], t[f"{tier}high"]
    return (low.isnull() | (t.actual >= low)) & (high.isnull() | (t.actual <= high)) & (low.notnull() | high.notnull())


def _trend(t: ir.Table) -> ir.BooleanColumn:
    change = t.actual - t.base
    # A growth is itself in per cent of last year's figure.
    near = ibis.ifelse(t.growing, ibis.literal(100 * _STEADY, "int64").cast(DECIMAL), t.base.abs() * _STEADY)
    said = ibis.cases(
        (t.told == t.comparator, True),
        ((t.comparator == "<=") & t.told.isin(("<", "=", "~")), True),
        ((t.comparator == ">=") & t.told.isin((">", "=", "~")), True),
        ((t.comparator == "~") & (t.told == "="), True),
        else_=False,
    )
    return ibis.cases(
        (t.told.notnull(), said),
        # 同步 is to keep up, and 基本同步 nearly so.
        (t.against & t.comparator.isin(("=", "~")), ibis.ifelse(t.lower, change <= t.slack, change + t.slack >= 0)),
        (t.comparator == "<", change < 0),
        (t.comparator == "<=", change <= 0),
        (t.comparator == ">", change > 0),
        (t.comparator == "~", change.abs() * 100 <= near),
        else_=change >= 0,
    )


def met(s: Tables) -> ir.Table:
    """Whether the figure is reached as it stands, and whether the stretch is.

    ``off`` is how far it is from what was expected, in its own unit times ``plan_under``.
    """
    t = s["dated"]
    return t.mutate(
        off=ibis.ifelse(t.trend, t.actual - t.base, t.actual * t.plan_under - t.plan_over),
        reached=ibis.cases((t.milestone, t.arrived_now), (t.trend, _trend(t)), else_=_within(t, "")),
        stretch_reached=_within(t, "stretch_"),
    )


def _on_plan(t: ir.Table) -> ir.BooleanColumn:
    """Whether it is as far as it should be: a sum by its own month; for all else, whether it meets the figure now."""
    on_the_way = ibis.ifelse(t.lower, t.off <= t.leeway, t.off >= -t.leeway)
    return ibis.cases(
        (t.milestone, t.arrived_now | ~t.due),
        (~t.trend & (t.node.notnull() | t.linear), on_the_way),
        else_=t.reached,
    )


def _verdict(t: ir.Table, tier: str, on_plan: ir.BooleanColumn) -> ir.StringColumn:
    """The verdict on the judged figure (``tier`` empty) or on the stretch."""
    low, high, reached = t[f"{tier}low"], t[f"{tier}high"], t[f"{tier}reached"]
    bounded, ceiling = t.comparable, t.ceiling
    if tier:
        bounded, ceiling = low.notnull() | high.notnull(), t.paced & high.notnull() & low.isnull()
    comparable = ibis.ifelse(t.trend, t.base.notnull(), bounded)
    figures = (t.actual.notnull() & comparable) | t.told.notnull()
    usable = ibis.ifelse(t.milestone, t.reported, figures)
    final = t.due & t.covered
    # A sum to date that has reached its level stays there, and a milestone does not go back.
    settled = t[f"{tier}settled"] | (reached & t.milestone)
    return ibis.cases(
        (~t.in_force, t.status),
        # Nothing is owed of a plan year that has not begun.
        (t.ahead, "not_judged"),
        (~t.reported, "not_reported"),
        (~usable | reached.isnull(), "not_judged"),
        (settled, "kept"),
        (t.paced & high.notnull() & (t.actual > high), "missed"),
        # Of a later year's target, this year's December has the figure that comes once a year.
        (t.annual_only & ~t.covered & (t["last"] % 12 != 11), "not_judged"),
        (final & reached, "kept"),
        (final, "missed"),
        (ceiling | on_plan, "on_pace"),
        (t.far & t.node.isnull(), "not_judged"),
        else_="behind",
    )


def decided(s: Tables) -> ir.Table:
    """The verdicts on figure and stretch."""
    t = s["met"]
    on_plan = _on_plan(t)
    # A stretch has no trajectory of its own: its share of the months to the due date.
    stretched = t.actual * t.span >= t.stretch_due * t.gone
    stretch_on_plan = ibis.ifelse(t.paced & t.stretch_due.notnull(), stretched, t.stretch_reached)
    return t.mutate(
        on_plan=on_plan,
        note=ibis.ifelse(t.settled & ~t.reached, "fell-back", t.note),
        verdict=_verdict(t, "", on_plan),
        stretch_verdict=ibis.ifelse(t.stretch.notnull(), _verdict(t, "stretch_", stretch_on_plan), ""),
    )


def shares(s: Tables) -> ir.Table:
    """The quotients that a formula may ask for, each as a numerator over a denominator that is positive or unknown."""
    t = s["decided"]
    beside = ibis.ifelse(t.reached, -t.off.abs(), t.off.abs())
    short = ibis.ifelse(t.banded, beside, ibis.ifelse(t.lower, t.off, -t.off))
    under = t.gap_size * t.plan_under
    return t.mutate(
        share_over=t.actual * t.share_times,
        share_under=t["size"],
        pace_over=t.plan_over * t.share_times,
        pace_under=t["size"] * t.plan_under,
        gap_over=t.off * t.gap_times,
        gap_under=under,
        shortfall_over=ibis.ifelse(t.banded, beside * t.short_times, t.off * t.signed_times),
        shortfall_under=t.short_size * t.plan_under,
        shortfall_ratio_over=short * 100,
        shortfall_ratio_under=t.plan_over.abs().nullif(0),
    )


VERDICT_STEPS: Final = tuple(Step(build.__name__, build) for build in (dated, met, decided, shares))
