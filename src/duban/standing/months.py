"""Pledges × facts → one row a pledge and a reported month: what was done by then, and what was to be done by then."""

from __future__ import annotations

from typing import Final, Literal

import ibis
import ibis.expr.types as ir

from duban.standing.steps import Step, Tables

Pace = Literal["months", "season"]
DECIMAL: Final = "decimal(24, 4)"
# Words of a state from which works have begun, and from which a project stands in the statistics.
_STARTED: Final = (
    *("开工", "入库", "在建", "建成", "完工", "竣工", "验收", "交付", "投产", "投用", "启用", "通车", "开园"),
)
_REGISTERED: Final = ("入库", "入统", "已入库")
# What a pledge's facts are looked at with; ``order`` is the pledge's number, which engines sort faster than its id.
_ANSWERING: Final = (
    *("order", "milestone", "paced", "year_first", "due_month", "closes", "once", "pledged_state"),
    *("fact", "value", "first", "last", "month_end", "state", "day", "dated", "status", "fact_basis", "contested"),
)
# What is told of a pledge and month.
_TOLD: Final = (
    *("order", "last", "by_month", "partial", "whole", "year_first", "month_zero", "month_end", "months", "value"),
    *("fact", "state", "fact_basis", "conflict"),
)
# What no step after the months looks at.
_SPENT: Final = {"cell", "org_unit", "indicator", "linear", "closes", "settles", "stretch_settles"}


def current(s: Tables) -> ir.Table:
    """What was known, without what a known correction replaces: an anti-join, never a window over all facts."""
    facts = s["facts"].cross_join(s["moment"].select("known_at"))
    known = facts.filter(facts.known <= facts.known_at).drop("known_at")
    corrected = known.filter(known.replaces != "").select(gone=known.replaces)
    return known.anti_join(corrected, known.fact == corrected.gone)


def mine(s: Tables) -> ir.Table:
    """Each pledge's facts: those given for it by name, and those of its body, indicator, scope and basis."""
    pledges, facts = s["pledges"], s["current"]
    p = pledges.select(
        *("order", "pledge", "kind", "basis", "cell", "paced", "due_month", "closes", "once", "pledged_state"),
        milestone=pledges.kind == "milestone",
        year_first=pledges["first"],
    )
    facts = facts.rename(fact_kind="kind", fact_basis="basis")
    named = p.inner_join(facts.filter(facts.answers != ""), p.pledge == facts.answers)
    f = facts.filter(facts.answers == "")
    alike = (p.kind == f.fact_kind) & (p.basis == f.fact_basis)
    # That a growth shall be higher is answered by growth alone, not by the level of the same month.
    fits = (p.basis != "growth") | (f.fact_basis == "growth")
    trend = (p.kind == "trend") & (f.fact_kind == "quantity") & fits
    found = p.inner_join(f, [p.cell == f.cell, alike | trend])
    return ibis.union(named.select(*_ANSWERING), found.select(*_ANSWERING))


def closing(s: Tables) -> ir.Table:
    """Of what is judged once and was reported beyond its due month too: the month that decides.

    That is the first reported one that covers the due month.
    """
    t = s["mine"]
    late = t.filter(t.once & (t["last"] >= t.due_month)).group_by(of="order", due="due_month")
    months = late.aggregate(closing=t["last"].min(), newest=t["last"].max())
    return months.filter(months.newest > months.due).select("of", "closing")


def counting(s: Tables) -> ir.Table:
    """The facts of a pledge's time and of the year before it, up to the date of judging; all of a milestone's.

    A growth, a rate, a stock, a rank or a ceiling is judged by the month in which it is due: what comes after cannot
    turn it. A sum may be made good within that year; the next year's figures are about the next year. A milestone may
    be reached at any time.

    Each figure has how many months it covers, whether from January, and its ``grade``: the firmest status goes first,
    and among its equals 1—8月 stands for August before August alone does.
    """
    t, closing = s["mine"], s["closing"]
    t = t.left_join(closing, t.order == closing.of).cross_join(s["moment"].select("as_of_month_number"))
    last = ibis.least(t.closes, t.closing.fill_null(t.closes))
    t = t.filter((t["last"] >= t.year_first - 12) | t.milestone)
    t = t.filter((t["last"] <= last) & (t["last"] <= t.as_of_month_number))
    begins = t["last"] - t["last"] % 12
    whole = t["first"] <= begins
    return t.select(
        *("order", "last", "year_first", "month_end", "value", "fact", "state", "fact_basis", "contested"),
        *("milestone", "pledged_state", "day", "dated"),
        by_month=t.paced & ~whole,
        partial=t.paced & (t["last"] >= t.year_first + 12) & (t["first"] > t.year_first),
        whole=whole,
        month_zero=begins,
        months=t["last"] - t["first"] + 1,
        grade=t.status * 2 + ibis.ifelse(whole, 1, 0),
    )


def crowded(s: Tables) -> ir.Table:
    """The pledges and months of which more than one figure is told: few, and only these must be weighed."""
    t = s["counting"]
    counted = t.group_by("order", "last").aggregate(figures=t.count())
    return counted.filter(counted.figures > 1).select("order", "last")


def weighed(s: Tables) -> ir.Table:
    """Of several figures of a pledge and month one row of the best grade, and whether they are in conflict."""
    t = s["counting"].semi_join(s["crowded"], ["order", "last"])
    best = t.group_by("order", "last").aggregate(grade=t.grade.max())
    t = t.semi_join(best, ["order", "last", "grade"])
    t = t.group_by("order", "last").aggregate(
        by_month=t.by_month.max(),
        partial=t.partial.max(),
        whole=t.whole.max(),
        year_first=t.year_first.min(),
        month_zero=t.month_zero.min(),
        month_end=t.month_end.max(),
        months=t.months.max(),
        least=t.value.min(),
        value=t.value.max(),
        fact=t.fact.max(),
        state=t.state.max(),
        fact_basis=t.fact_basis.max(),
        contested=t.contested.max(),
    )
    return t.mutate(conflict=(t.least != t.value).fill_null(False) | t.contested).select(*_TOLD)


def told(s: Tables) -> ir.Table:
    """One row a pledge and last month. ``by_month``: a sum that is still to be added up."""
    alone = s["counting"].anti_join(s["crowded"], ["order", "last"])
    return ibis.union(alone.rename(conflict="contested").select(*_TOLD), s["weighed"])


def begun(s: Tables) -> ir.Table:
    """Sums that are to be added up, each month with its ``spell``: a figure from January begins a new one.

    Only pledges that report by single months come here: a city that reports from January on pays nothing.
    """
    t = s["told"]
    singles = t.filter(t.by_month).select("order").distinct()
    t = t.semi_join(singles, "order")
    so_far = ibis.window(group_by=["order", "month_zero"], order_by="last", preceding=None, following=0)
    return t.mutate(spell=t.whole.cast("int64").sum().over(so_far))


def summed(s: Tables) -> ir.Table:
    """What has come together by then, and how many months that covers; a month without a figure covers nothing."""
    t = s["begun"]
    spell = ibis.window(group_by=["order", "month_zero", "spell"], order_by="last", preceding=None, following=0)
    t = t.mutate(
        running=t.value.sum().over(spell).cast(DECIMAL),
        covers=ibis.ifelse(t.value.notnull(), t.months, ibis.literal(0, "int64")).sum().over(spell).cast("int64"),
        unclear=t.conflict.max().over(spell),
    )
    return t.filter(t.by_month)


def done(s: Tables) -> ir.Table:
    """The figure that stands for a pledge and month, and why there is none where there is none (``note``).

    A sum is taken as reported where it runs from January; single months and quarters are added up where they leave no
    gap (``months-missing``). Two different figures of one status for one month are no figure (``conflict``). A sum
    over several years is known where it is told from the plan's beginning, and not where a later year is told alone
    (``years-missing``).
    """
    ready, added = s["told"], s["summed"]
    ready = ready.filter(~ready.by_month)
    gap = added.covers != added["last"] - added.month_zero + 1
    return ibis.union(
        _figure(ready, ready.conflict, ibis.literal(False), ready.value), _figure(added, added.unclear, gap, added.running)
    )


def _figure(t: ir.Table, unclear: ir.BooleanValue, gap: ir.BooleanValue, figure: ir.DecimalColumn) -> ir.Table:
    return t.select(
        *("order", "last", "month_end", "fact", "state", "fact_basis", "year_first"),
        note=ibis.cases((unclear, "conflict"), (t.partial, "years-missing"), (gap, "months-missing"), else_=""),
        actual=ibis.ifelse(unclear | gap | t.partial, ibis.null(DECIMAL), figure.cast(DECIMAL)),
    )


def states(s: Tables) -> ir.Table:
    """The first days of a pledge's states: its own reached, works begun, registered.

    What was reported of a period without its day was so by the period's end, or by the date of judging if that is
    earlier: nobody reports what has not been yet.
    """
    t, answers = s["counting"], s["answers"]
    t = t.filter(t.milestone | (t.state != "")).cross_join(s["moment"].select("as_of_day"))
    answering = [t.pledged_state == answers.pledged_state, t.state == answers.state]
    t = t.left_join(answers, answering)
    day = ibis.ifelse(t.dated, t.day, ibis.least(t.day, t.as_of_day))
    return t.group_by(of="order").aggregate(
        reached_day=day.min(where=t.state_right.notnull() | (t.state == t.pledged_state)),
        started_day=day.min(where=t.state.isin(_STARTED)),
        registered_day=day.min(where=t.state.isin(_REGISTERED)),
    )


def settled(s: Tables) -> ir.Table:
    """Of each pledge its newest month, and that in which a sum first reached its floor, and its stretch."""
    t, p = s["done"], s["pledges"].select(of="order", settles="settles", stretch_settles="stretch_settles")
    t = t.filter(t["last"] >= t.year_first).inner_join(p, t.order == p.of)
    return t.group_by("of").aggregate(
        newest=t["last"].max(),
        settled_month=t["last"].min(where=t.actual >= t.settles),
        stretch_settled_month=t["last"].min(where=t.actual >= t.stretch_settles),
    )


def bound(s: Tables) -> ir.Table:
    """The pledges with all that is said of them once, whatever the month."""
    p, states = s["pledges"], s["states"]
    settled = s["settled"].rename(settled_of="of")
    t = p.left_join(settled, p.order == settled.settled_of).left_join(states, p.order == states.of)
    return t.drop("settled_of", "of").cross_join(s["moment"])


def reported(s: Tables) -> ir.Table:
    """One narrow row a pledge and reported month of its time, with last year's figure and the trajectory's node."""
    t, nodes = s["done"], s["nodes"]
    # Of the last twelve months nothing is anybody's last year.
    before = t.cross_join(s["moment"].select("as_of_month_number"))
    before = before.filter(before["last"] + 12 <= before.as_of_month_number)
    before = before.select(before="order", month=before["last"] + 12, last_year=before.actual)
    t = t.filter(t["last"] >= t.year_first)
    step = [t.order == nodes.order, t["last"] >= nodes.since, t["last"] <= nodes.until]
    t = t.left_join(before, [t.order == before.before, t["last"] == before.month]).left_join(nodes, step)
    return t.select(
        *("last", "month_end", "fact", "state", "fact_basis", "note", "actual", "last_year", "node"), row_of=t.order
    )


def planned(s: Tables) -> ir.Table:
    """Every pledge with its months, one row without a month where nothing is reported; and what was to be done.

    ``plan_over / plan_under`` is the plan by the fact's own month. A declared trajectory goes first; then, for a sum,
    its share of the months to the due date; for everything else the target itself. The newest row is judged on the
    date asked for, an earlier one at its month's end. ``seq`` counts a pledge's months.
    """
    p, rows = s["bound"], s["reported"]
    t = rows.right_join(p, rows.row_of == p.order)
    linear = t.linear & t.node.isnull()
    gone = ibis.least(t["last"] - t["first"] + 1, t.span)
    is_last = (t["last"] == t.newest).fill_null(True)
    return t.select(
        *(name for name in s["pledges"].columns if name not in _SPENT),
        *("last", "fact", "state", "fact_basis", "note", "actual", "last_year", "node"),
        *("reached_day", "started_day", "registered_day", "as_of_month_number"),
        seq=ibis.row_number().over(ibis.window(group_by=t.order, order_by=t["last"])).cast("int64"),
        is_last=is_last,
        settled=(t["last"] >= t.settled_month).fill_null(False),
        stretch_settled=(t["last"] >= t.stretch_settled_month).fill_null(False),
        linear=linear,
        gone=gone,
        plan_over=ibis.cases((t.node.notnull(), t.node), (linear, (t.target * gone).cast(DECIMAL)), else_=t.target),
        plan_under=ibis.ifelse(linear, t.span, ibis.literal(1, "int64")),
        # What 左右 leaves of the plan, in the units of plan_over: of a share of the months its share.
        leeway=t.slack * ibis.ifelse(linear, gone, ibis.literal(1, "int64")),
        judged_day=ibis.ifelse(is_last, t.as_of_day, ibis.least(t.as_of_day, t.month_end)),
    )


def seasonal(s: Tables) -> ir.Table:
    """The plan of sums by last year's season: the share of that year that had come by this month, times the target."""
    t, figures = s["planned"], s["done"]
    total = figures.filter(figures["last"] % 12 == 11).select(
        "order", total_month=figures["last"], total=figures.actual
    )
    t = t.left_join(total, [t.order == total.order, t["first"] - 1 == total.total_month])
    t = t.drop("order_right", "total_month")
    share = t.last_year.cast("float64") / t.total.cast("float64").nullif(0.0)
    plan = ((t.target.cast("float64") * share * 10000.0 + 0.5 + 1e-7).floor() / 10000.0).cast(DECIMAL)
    in_season = t.linear & plan.notnull()
    return t.mutate(
        plan_over=ibis.ifelse(in_season, plan, t.plan_over),
        plan_under=ibis.ifelse(in_season, ibis.literal(1, "int64"), t.plan_under),
        leeway=ibis.ifelse(in_season, t.slack, t.leeway),
    ).drop("total")


def month_steps(pace: Pace) -> tuple[Step, ...]:
    """The steps from the input tables to one row a pledge and reported month, called ``months``."""
    builders = (
        *(current, mine, closing, counting, crowded, weighed, told, begun, summed, done, states, settled, bound),
        *(reported, planned),
    )
    last = seasonal if pace == "season" else lambda s: s["planned"]
    return (*(Step(builder.__name__, builder) for builder in builders), Step("months", last))
