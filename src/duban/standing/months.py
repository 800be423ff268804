"""Pledges × facts → one row a pledge and a reported month: what was done by then, and what was to be done by then."""

from __future__ import annotations

from typing import Final, Literal

import ibis
import ibis.expr.types as ir

from duban.standing.steps import Step, Tables

Pace = Literal["months", "season"]
DECIMAL: Final = "decimal(24, 4)"
_STARTED: Final = (
    "开工",
    "入库",
    "在建",
    "建成",
    "完工",
    "竣工",
    "验收",
    "交付",
    "投产",
    "投用",
    "启用",
    "通车",
    "开园",
)
_REGISTERED: Final = ("入库", "入统", "已入库")
_ANSWERING: Final = (
    *("pledge", "paced", "year_first", "fact", "value", "first", "last", "state", "day"),
    *("status", "basis", "contested"),
)
_MOMENT: Final = ("as_of_day", "as_of_month_number", "known_at")


def current(s: Tables) -> ir.Table:
    """What was known, without what a known correction replaces: an anti-join, never a window over all facts."""
    known = s["facts"].cross_join(s["moment"]).filter(lambda t: t.known <= t.known_at).drop(*_MOMENT)
    corrected = known.filter(known.replaces != "").select(gone=known.replaces)
    return known.anti_join(corrected, known.fact == corrected.gone)


def mine(s: Tables) -> ir.Table:
    """Each pledge's facts: those given for it by name, and those of its body, indicator, scope and basis."""
    pledges, facts = s["pledges"], s["current"]
    p = pledges.select(
        "pledge",
        "paced",
        "org_unit",
        "indicator",
        "scope",
        pledged_kind=pledges.kind,
        pledged_basis=pledges.basis,
        year_first=pledges["first"],
    )
    named = p.inner_join(facts.filter(facts.answers != ""), p.pledge == facts.answers)
    f = facts.filter((facts.answers == "") & (facts.indicator != ""))
    same = [p.org_unit == f.org_unit, p.indicator == f.indicator, p.scope == f.scope]
    alike = (p.pledged_kind == f.kind) & (p.pledged_basis == f.basis)
    # That a growth shall be higher is answered by growth alone, not by the level of the same month.
    fits = (p.pledged_basis != "growth") | (f.basis == "growth")
    trend = (p.pledged_kind == "trend") & (f.kind == "quantity") & fits
    found = p.filter(p.indicator != "").inner_join(f, [*same, alike | trend])
    return ibis.union(named.select(*_ANSWERING), found.select(*_ANSWERING))


def firmest(s: Tables) -> ir.Table:
    """The figures of the firmest status of each month, each with how many months it covers and whether from January."""
    t = s["mine"]
    begins = t["last"] - t["last"] % 12
    t = t.mutate(whole=t["first"] <= begins, months=t["last"] - t["first"] + 1, month_zero=begins)
    return t.group_by("pledge", "last").mutate(best_status=t.status.max())


def told(s: Tables) -> ir.Table:
    """One row a pledge and last month. 1—8月 stands for August before August alone does."""
    t = s["firmest"].filter(lambda t: t.status == t.best_status)
    t = t.group_by("pledge", "last").mutate(any_whole=t.whole.max())
    t = t.filter(t.whole == t.any_whole)
    return t.group_by("pledge", "last").aggregate(
        paced=t.paced.max(),
        year_first=t.year_first.min(),
        month_zero=t.month_zero.min(),
        least=t.value.min(),
        value=t.value.max(),
        fact=t.fact.max(),
        state=t.state.max(),
        day=t.day.min(),
        whole=t.whole.max(),
        months=t.months.max(),
        fact_basis=t.basis.max(),
        contested=t.contested.max(),
    )


def stretches(s: Tables) -> ir.Table:
    """Runs of figures to be added up: a figure from January on begins a new one."""
    t = s["told"]
    so_far = ibis.window(group_by=[t.pledge, t.month_zero], order_by=t["last"], preceding=None, following=0)
    return t.mutate(
        run=ibis.ifelse(t.whole, 1, 0).sum().over(so_far).cast("int64"),
        conflict=(t.least != t.value).fill_null(False) | t.contested,
    )


def summed(s: Tables) -> ir.Table:
    """What has come together in each run, and how many months it covers."""
    t = s["stretches"]
    run = ibis.window(group_by=[t.pledge, t.month_zero, t.run], order_by=t["last"], preceding=None, following=0)
    return t.mutate(
        running=t.value.sum().over(run).cast(DECIMAL),
        covers=t.months.sum().over(run).cast("int64"),
        unclear=t.conflict.max().over(run),
        by_month=t.paced & ~t.whole,
    )


def done(s: Tables) -> ir.Table:
    """The figure that stands for a pledge and month, and why there is none where there is none (``note``).

    A sum is taken as reported where it runs from January; single months and quarters are added up where they leave no
    gap (``months-missing``). Two different figures of one status for one month are no figure (``conflict``).
    """
    t = s["summed"]
    unclear = ibis.ifelse(t.by_month, t.unclear, t.conflict)
    gap = t.by_month & (t.covers != t["last"] - t.month_zero + 1)
    figure = ibis.ifelse(t.by_month, t.running, t.value)
    return t.select(
        *("pledge", "last", "fact", "state", "day", "fact_basis", "year_first"),
        note=ibis.cases((unclear, "conflict"), (gap, "months-missing"), else_=""),
        actual=ibis.ifelse(unclear | gap, ibis.null(DECIMAL), figure.cast(DECIMAL)),
    )


def arrived(s: Tables) -> ir.Table:
    """Each milestone's first day in the pledged state or one that comes after it."""
    pledges, facts = s["pledges"], s["mine"]
    p = pledges.filter(pledges.kind == "milestone").select("pledge", "pledged_state")
    reached = facts.select("pledge", "state", "day").inner_join(p, "pledge")
    reached = reached.inner_join(s["answers"], ["pledged_state", "state"])
    return reached.group_by("pledge").aggregate(reached_day=reached.day.min())


def reported(s: Tables) -> ir.Table:
    """One narrow row a pledge and reported month of its year, up to the date of judging, with last year's figure."""
    figures = s["done"]
    t = figures.cross_join(s["moment"].select("as_of_month_number"))
    t = t.filter((t["last"] >= t.year_first) & (t["last"] <= t.as_of_month_number))
    t = t.select("pledge", "last", "fact", "state", "fact_basis", "note", "actual", "year_first")
    before = figures.select("pledge", month=figures["last"] + 12, last_year=figures.actual)
    t = t.left_join(before, [t.pledge == before.pledge, t["last"] == before.month]).drop("pledge_right", "month")
    calendar = s["calendar"]
    return t.left_join(calendar, t["last"] == calendar.month).drop("month")


def counted(s: Tables) -> ir.Table:
    """The same with ``seq``, which counts a pledge's months from 1, the node of its trajectory, and states so far.

    Windows stand here, on narrow rows: an engine sorts all columns of a table that it looks through a window at.
    """
    t, nodes = s["reported"], s["nodes"]
    step = [t.pledge == nodes.pledge, t["last"] >= nodes.since, t["last"] <= nodes.until]
    t = t.left_join(nodes, step).drop("pledge_right", "since", "until")
    so_far = ibis.window(group_by=t.pledge, order_by=t["last"], preceding=None, following=0)
    return t.mutate(
        started=t.state.isin(_STARTED).fill_null(False).max().over(so_far),
        registered=t.state.isin(_REGISTERED).fill_null(False).max().over(so_far),
        seq=ibis.row_number().over(ibis.window(group_by=t.pledge, order_by=t["last"])).cast("int64") + 1,
        is_last=t["last"] == t["last"].max().over(ibis.window(group_by=t.pledge)),
    )


def ordered(s: Tables) -> ir.Table:
    """Every pledge with its months; one row without a month where nothing is reported."""
    t = s["pledges"].left_join(s["counted"], "pledge").drop("pledge_right", "year_first")
    t = t.left_join(s["arrived"], "pledge").drop("pledge_right").cross_join(s["moment"])
    return t.mutate(
        seq=t.seq.fill_null(1),
        is_last=t.is_last.fill_null(True),
        started=t.started.fill_null(False),
        registered=t.registered.fill_null(False),
        span=t.due_month - t["first"] + 1,
        linear=t.node.isnull() & t.paced & t.low.notnull(),
    )


def planned(s: Tables) -> ir.Table:
    """What was to be done by the fact's own month: ``plan_over / plan_under``; and the day that the row is judged on.

    A declared trajectory goes first; then, for a sum, its share of the months to the due date; for everything else
    the target itself. The newest row is judged on the date asked for, an earlier one at its month's end.
    """
    t = s["ordered"]
    gone = ibis.least(t["last"] - t["first"] + 1, t.span)
    over = ibis.cases((t.node.notnull(), t.node), (t.linear, (t.target * gone).cast(DECIMAL)), else_=t.target)
    ended = ibis.ifelse(t.is_last, t.as_of_day, ibis.least(t.as_of_day, t.month_end))
    return t.mutate(
        gone=gone,
        plan_over=over,
        plan_under=ibis.ifelse(t.linear, t.span, ibis.literal(1, "int64")),
        judged_day=ibis.coalesce(ended, t.as_of_day),
    )


def seasonal(s: Tables) -> ir.Table:
    """The plan of sums by last year's season: the share of that year that had come by this month, times the target."""
    t, figures = s["planned"], s["done"]
    total = figures.filter(figures["last"] % 12 == 11).select(
        "pledge", total_month=figures["last"], total=figures.actual
    )
    t = t.left_join(total, [t.pledge == total.pledge, t["first"] - 1 == total.total_month])
    t = t.drop("pledge_right", "total_month")
    share = t.last_year.cast("float64") / t.total.cast("float64").nullif(0.0)
    plan = ((t.target.cast("float64") * share * 10000.0 + 0.5 + 1e-7).floor() / 10000.0).cast(DECIMAL)
    in_season = t.linear & plan.notnull()
    return t.mutate(
        plan_over=ibis.ifelse(in_season, plan, t.plan_over),
        plan_under=ibis.ifelse(in_season, ibis.literal(1, "int64"), t.plan_under),
    ).drop("total")


def month_steps(pace: Pace) -> tuple[Step, ...]:
    """The steps from the input tables to one row a pledge and reported month, called ``months``."""
    builders = (current, mine, firmest, told, stretches, summed, done, arrived, reported, counted, ordered, planned)
    last = seasonal if pace == "season" else lambda s: s["planned"]
    return (*(Step(builder.__name__, builder) for builder in builders), Step("months", last))
