"""Pledges × facts → one row a pledge and a reported month: what was done by then, and what was to be done by then."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import ibis
import ibis.expr.types as ir

from duban.standing.arrivals import states
from duban.standing.exact import DECIMAL, float_of, rounded
from duban.standing.revisions import current
from duban.standing.steps import Step, Tables
from duban.standing.tables import FAR, Pace
from duban.standing.yardsticks import yardsticks

# What is told of a pledge and month.
_TOLD: Final = (
    *("order", "last", "own", "month_end", "fact", "state", "leveled", "value", "conflict", "partial"),
    *("by_month", "whole", "months", "month_zero"),
)
# Months that have a bit of their own; those further apart share one, and are then weighed in vain.
_BITS: Final = 32
# What no step after the months looks at.
_SPENT: Final = frozenset(
    ("cell", "own_cell", "yard", "own_yard", "org_unit", "indicator", "linear", "closes", "settles", "stretch_settles")
)


def mine(s: Tables) -> ir.Table:
    """Each pledge's facts: those given for it by name, and those of its body, indicator, scope and basis.

    A pledge of a plan year that has not begun has none: figures of the years before are no answer to it.
    """
    p = s["pledges"].cross_join(s["moment"].select("as_of_month_number"))
    p = p.filter(p["first"] <= p.as_of_month_number)
    looked_at = ("order", "kind", "basis", "paced", "closes", "settles", "stretch_settles", "once", "due_month")
    milestone, year_first = p.kind == "milestone", p["first"]
    alike = p.select(*looked_at, about=p.cell, named=False, milestone=milestone, year_first=year_first)
    named = p.select(*looked_at, about=p.own_cell, named=True, milestone=milestone, year_first=year_first)
    p = ibis.union(alike, named)
    p = p.filter(p.about.notnull())
    f = s["current"].drop("answers", "org_unit", "indicator", "scope", "replaces", "known")
    f = f.rename(fact_kind="kind", fact_basis="basis")
    same = (p.kind == f.fact_kind) & (p.basis == f.fact_basis)
    # That a growth shall be higher is answered by growth alone, not by the level of the same month.
    fits = (p.basis != "growth") | (f.fact_basis == "growth")
    trend = (p.kind == "trend") & (f.fact_kind == "quantity") & fits
    return f.inner_join(p, [f.cell == p.about, p.named | same | trend])


def counting(s: Tables) -> ir.Table:
    """The facts of a pledge's time and of the year before it, up to the date of judging; all of a milestone's.

    A sum may be made good within the year in which it is due (``closes``); the next year's figures are about the next
    year. A milestone may be reached at any time. ``own``: of the pledge's own time; ``partial``: a later year of
    several told alone. The rows are narrow, since more than one step looks at them.
    """
    t = s["mine"].cross_join(s["moment"].select("as_of_month_number"))
    t = t.filter((t["last"] >= t.year_first - 12) | t.milestone)
    t = t.filter((t["last"] <= t.closes) & (t["last"] <= t.as_of_month_number))
    return t.select(
        *("order", "fact", "value", "first", "last", "month_end", "state", "status", "contested", "paced"),
        *("milestone", "day", "dated"),
        leveled=t.fact_basis == "level",
        own=t["last"] >= t.year_first,
        ends=t.once & (t["last"] >= t.due_month),
        reaches=(t.value >= t.settles).fill_null(False),
        stretches=(t.value >= t.stretch_settles).fill_null(False),
        partial=t.paced & (t["last"] >= t.year_first + 12) & (t["first"] > t.year_first),
    )


def looked_at(s: Tables) -> ir.Table:
    """The figures with what is asked of all of a pledge's together.

    Every month has a bit. ``single``: to be added up; ``anew``: after January, too, a figure from January begins a new
    sum. ``reaches`` and ``stretches`` are of figures that can be relied on.
    """
    t = s["counting"]
    whole, firm = t["first"] <= _january(t), t.own & ~t.contested & ~t.partial
    return t.mutate(
        bit=ibis.literal(1, "int32").cast("int64") << (t["last"] & (_BITS - 1)),
        single=t.paced & ~whole,
        anew=whole & (t["last"] % 12 != 0),
        ends=t.own & t.ends,
        reaches=firm & t.reaches,
        stretches=firm & t.stretches,
    )


def together(t: ir.Table) -> dict[str, ir.Value]:
    """Of a pledge's figures (``looked_at``) whether they do not each stand for themselves.

    Whether they are more than one a month (``crowded``): if the bits add up to what they are together, no month is
    there twice. Whether they must be added up (``adding``), and from the beginning anew in mid-year (``mixed``).
    """
    return {
        "crowded": t.bit.sum() != t.bit.bit_or(),
        "adding": t.single.max(),
        "mixed": t.single.max() & t.anew.max(),
        "stretched_month": t["last"].min(where=t.stretches),
    }


def noted(s: Tables) -> ir.Table:
    """What a pledge's figures are together, each looked at once.

    And as far as each stands for itself: the month that closes it (``ended``), its newest, and those in which a sum
    first reached floor and stretch.
    """
    t = looked_at(s)
    return t.group_by("order").aggregate(
        **together(t),
        ended=t["last"].min(where=t.ends),
        newest=t["last"].max(where=t.own),
        reached_month=t["last"].min(where=t.reaches),
    )


def odd(s: Tables) -> ir.Table:
    """The pledges whose figures do not each stand for themselves: few."""
    t = s["noted"]
    return t.filter(t.crowded | t.adding).select("order", "crowded", "mixed")


def _january(t: ir.Table) -> ir.IntegerColumn:
    return t["last"] - t["last"] % 12


def _told(t: ir.Table) -> ir.Table:
    """Figures with how many months each covers, whether from January, and whether it is still to be added up."""
    zero = _january(t)
    whole = t["first"] <= zero
    return t.mutate(
        whole=whole,
        month_zero=zero,
        months=t["last"] - t["first"] + 1,
        by_month=t.paced & ~whole,
        conflict=t.contested,
    )


def weighed(s: Tables) -> ir.Table:
    """Of several figures of a pledge and month one row of the best grade, and whether they are in conflict.

    The firmest status goes first, and among its equals 1—8月 stands for August before August alone does.
    """
    odd = s["odd"]
    t = _told(s["counting"].semi_join(odd.filter(odd.crowded), "order"))
    t = t.mutate(grade=t.status * 2 + ibis.ifelse(t.whole, 1, 0))
    best = t.group_by("order", "last").aggregate(grade=t.grade.max())
    t = t.semi_join(best, ["order", "last", "grade"])
    t = t.group_by("order", "last").aggregate(
        own=t.own.max(),
        month_end=t.month_end.max(),
        fact=t.fact.max(),
        state=t.state.max(),
        leveled=t.leveled.max(),
        least=t.value.min(),
        value=t.value.max(),
        contested=t.contested.max(),
        partial=t.partial.max(),
        by_month=t.by_month.max(),
        whole=t.whole.max(),
        months=t.months.max(),
        month_zero=t.month_zero.min(),
    )
    return t.mutate(conflict=(t.least != t.value).fill_null(False) | t.contested).select(*_TOLD)


def told(s: Tables) -> ir.Table:
    """Of the odd pledges one row a month. ``by_month``: a sum that is still to be added up."""
    odd = s["odd"]
    alone = s["counting"].semi_join(odd.filter(~odd.crowded), "order")
    return ibis.union(_told(alone).select(*_TOLD), s["weighed"])


def begun(s: Tables) -> ir.Table:
    """The same rows with their ``spell``: among single months a figure from January begins a new sum."""
    odd, t = s["odd"], s["told"]
    mixed = odd.filter(odd.mixed)
    so_far = ibis.window(group_by=["order", "month_zero"], order_by="last", preceding=None, following=0)
    both = t.semi_join(mixed, "order")
    both = both.mutate(spell=both.whole.cast("int64").sum().over(so_far).cast("int64"))
    return ibis.union(both, t.anti_join(mixed, "order").mutate(spell=ibis.literal(0, "int64")))


def summed(s: Tables) -> ir.Table:
    """What has come together by then, and how many months that covers; a month without a figure covers nothing."""
    t = s["begun"]
    spell = ibis.window(group_by=["order", "month_zero", "spell"], order_by="last", preceding=None, following=0)
    months = ibis.ifelse(t.value.notnull(), t.months, ibis.literal(0, "int64"))
    return t.mutate(
        running=t.value.sum().over(spell).cast(DECIMAL),
        covers=months.sum().over(spell).cast("int64"),
        unclear=t.conflict.max().over(spell),
    )


def gathered(s: Tables) -> ir.Table:
    """The figures of the odd pledges: what has come together, or why that is no figure."""
    t = s["summed"]
    unclear = ibis.ifelse(t.by_month, t.unclear, t.conflict)
    gap = t.by_month & (t.covers != t["last"] - t.month_zero + 1)
    return _figure(t, unclear, t.partial, gap, ibis.ifelse(t.by_month, t.running, t.value))


def done(s: Tables) -> ir.Table:
    """The figure that stands for a pledge and month, and why there is none where there is none (``note``).

    A sum is taken as reported where it runs from January; single months and quarters are added up where they leave no
    gap (``months-missing``). Two different figures of one status for one month are no figure (``conflict``). A sum
    over several years is known where it is told from the plan's beginning, and not where a later year is told alone
    (``years-missing``).
    """
    return ibis.union(alone(s["counting"].anti_join(s["odd"], "order")), s["gathered"])


def alone(t: ir.Table) -> ir.Table:
    """Figures that each stand for themselves."""
    return _figure(t, t.contested, t.partial, ibis.literal(False), t.value)


def _figure(
    t: ir.Table, unclear: ir.BooleanValue, partial: ir.BooleanValue, gap: ir.BooleanValue, figure: ir.DecimalColumn
) -> ir.Table:
    return t.select(
        *("order", "last", "month_end", "fact", "state", "leveled", "own"),
        note=ibis.cases((unclear, "conflict"), (partial, "years-missing"), (gap, "months-missing"), else_=""),
        actual=ibis.ifelse(unclear | gap | partial, ibis.null(DECIMAL), figure.cast(DECIMAL)),
    )


def mended(s: Tables) -> ir.Table:
    """Of the odd pledges the months in which a sum first reached floor and stretch."""
    t = s["gathered"]
    p = s["pledges"].select("settles", "stretch_settles", of="order")
    t = t.filter(t.own).inner_join(p, t.order == p.of)
    return t.group_by("of").aggregate(
        reached=t["last"].min(where=t.actual >= t.settles),
        stretched=t["last"].min(where=t.actual >= t.stretch_settles),
    )


def settled(s: Tables) -> ir.Table:
    """Of each pledge the month that closes it, its newest, and that in which a sum first reached floor and stretch.

    A growth, a rate, a stock, a rank or a ceiling is judged by the month in which it is due: the first reported one
    that covers it. What comes after cannot turn it.
    """
    t, mended = s["noted"], s["mended"]
    t = t.filter(t.newest.notnull()).left_join(mended, t.order == mended.of)
    closing, odd = t.ended.fill_null(FAR), t.crowded | t.adding
    return t.select(
        of=t.order,
        odd=odd,
        closing=closing,
        newest=ibis.least(t.newest, closing),
        outlived=t.newest > closing,
        settled_month=ibis.ifelse(odd, t.reached, t.reached_month),
        stretch_settled_month=ibis.ifelse(odd, t.stretched, t.stretched_month),
    )


def bound(s: Tables) -> ir.Table:
    """The pledges with all that is said of them once, whatever the month."""
    p, states = s["pledges"], s["states"]
    settled = s["settled"].drop("odd").rename(settled_of="of")
    t = p.left_join(settled, p.order == settled.settled_of).left_join(states, p.order == states.of)
    t = t.drop("settled_of", "of").cross_join(s["moment"])
    return t.mutate(
        milestone=t.kind == "milestone",
        trend=t.kind == "trend",
        in_force=t.status == "in_force",
        against=t.own_yard.notnull(),
        comparable=t.low.notnull() | t.high.notnull(),
        banded=t.low.notnull() & t.high.notnull(),
        ceiling=t.paced & t.high.notnull() & t.low.isnull(),
        # Of a rate or a stock for 2025 nobody knows the path in 2023.
        far=~t.paced & (t.due_month >= t["first"] + 12),
        # By how much more falls short: a figure of which less is better by as much as it is above.
        signed_times=t.short_times * ibis.ifelse(t.lower, ibis.literal(1, "int64"), ibis.literal(-1, "int64")),
    )


def reported(s: Tables) -> ir.Table:
    """One narrow row a pledge and reported month of its time, and what it is held against.

    That is last year's figure, the trajectory's node, another thing's growth.
    """
    t, nodes, yards = s["done"], s["nodes"], s["yardsticks"]
    # Of the last twelve months nothing is anybody's last year.
    before = t.cross_join(s["moment"].select("as_of_month_number"))
    before = before.filter(before["last"] + 12 <= before.as_of_month_number)
    before = before.select(before="order", month=before["last"] + 12, last_year=before.actual)
    t = t.filter(t.own)
    step = [t.order == nodes.order, t["last"] >= nodes.since, t["last"] <= nodes.until]
    t = t.left_join(before, [t.order == before.before, t["last"] == before.month]).left_join(nodes, step)
    t = t.left_join(yards, [t.order == yards.yard_of, t["last"] == yards.yard_month])
    told = ("last", "month_end", "fact", "state", "leveled", "note", "actual", "last_year", "node", "yardstick")
    rows = t.select(row_of=t.order, **{name: t[name] for name in told})
    # What comes after the month that closes a pledge says nothing of it; hardly any has such.
    closed = s["settled"].filter(s["settled"].outlived).select("closing", closed="of")
    return rows.anti_join(closed, [rows.row_of == closed.closed, rows["last"] > closed.closing])


def held(s: Tables) -> ir.Table:
    """Every pledge with its months, one row without a month where nothing is reported."""
    p, rows, there = s["bound"], s["reported"], s["settled"]
    absent = p.select("order").anti_join(there, p.order == there.of)
    unknown = {name: ibis.null(rows[name].type()) for name in rows.columns if name != "row_of"}
    rows = ibis.union(rows, absent.select(row_of=absent.order, **unknown))
    return rows.inner_join(p, rows.row_of == p.order)


def planned(s: Tables) -> ir.Table:
    """The same, and what was to be done.

    ``plan_over / plan_under`` is the plan by the fact's own month. A declared trajectory goes first; then, for a sum,
    its share of the months to the due date; for everything else the target itself. The newest row is judged on the
    date asked for, an earlier one at its month's end. ``seq`` counts a pledge's months.
    """
    t = s["held"]
    linear = t.linear & t.node.isnull()
    gone, once = ibis.least(t["last"] - t["first"] + 1, t.span), ibis.literal(1, "int64")
    times = ibis.ifelse(linear, gone, once)
    is_last = (t["last"] == t.newest).fill_null(True)
    return t.select(
        *(name for name in s["pledges"].columns if name not in _SPENT),
        *("last", "fact", "state", "leveled", "note", "actual", "last_year", "node", "yardstick"),
        *("milestone", "trend", "reached_day", "started_day", "registered_day", "as_of_month_number"),
        *("in_force", "comparable", "banded", "ceiling", "far", "signed_times", "against"),
        seq=ibis.row_number().over(ibis.window(group_by=t.order, order_by=t["last"])).cast("int64"),
        is_last=is_last,
        settled=(t["last"] >= t.settled_month).fill_null(False),
        stretch_settled=(t["last"] >= t.stretch_settled_month).fill_null(False),
        linear=linear,
        gone=gone,
        plan_over=(t.node.fill_null(t.target) * times).cast(DECIMAL),
        plan_under=ibis.ifelse(linear, t.span, once),
        # What 左右 leaves of the plan, in the units of plan_over: of a share of the months its share.
        leeway=ibis.ifelse(t.slack == 0, t.slack, (t.slack * times).cast(DECIMAL)),
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
    share = float_of(t.last_year) / float_of(t.total).nullif(0.0)
    plan = rounded(float_of(t.target) * share)
    in_season = t.linear & plan.notnull()
    return t.mutate(
        plan_over=ibis.ifelse(in_season, plan, t.plan_over),
        plan_under=ibis.ifelse(in_season, ibis.literal(1, "int64"), t.plan_under),
        leeway=ibis.ifelse(in_season, t.slack, t.leeway),
    ).drop("total")


def month_steps(pace: Pace, instead: Mapping[str, Sequence[Step]] | None = None) -> tuple[Step, ...]:
    """The steps from the input tables to one row a pledge and reported month, called ``months``.

    ``instead`` are steps that stand in for others of these names, to go on with fewer months (``standing.day``).
    """
    builders = (
        *(current, mine, counting, noted, odd, weighed, told, begun, summed, gathered, mended, settled, done),
        *(states, bound, yardsticks, reported, held, planned),
    )
    last = seasonal if pace == "season" else lambda s: s["planned"]
    steps = (Step(one.__name__, one, again=one in {done, held, planned}) for one in builders)
    other = instead or {}
    return (*(made for step in steps for made in other.get(step.name, (step,))), Step("months", last))
