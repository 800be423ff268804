"""The view ``figures``: each figure of a series beside its neighbours, last year's, and the growth told of it."""

from __future__ import annotations

from typing import Final

import ibis
import ibis.expr.types as ir

from duban.standing.steps import Tables

# What makes two figures of one series; ``shape`` is how the months run, ``since`` where they start if not in January.
SERIES: Final = ("org_unit", "thing", "scope", "basis", "unit", "shape", "since")
YEAR: Final = (*SERIES, "year")
# A figure cannot be compared by size with the usual until a year has so many.
_FEW: Final = 3


def counting(s: Tables) -> ir.Table:
    """The quantities up to the date, each with its series. A stock or a rate is of a month, whatever its period."""
    t = s["current"].cross_join(s["moment"].select("as_of_month_number"))
    t = t.filter((t.kind == "quantity") & t.value.notnull() & (t["last"] <= t.as_of_month_number))
    january = t["last"] - t["last"] % 12
    at = t.accumulation.isin(("stock", "rate"))
    single = (t["first"] > january) | ((t.accumulation == "flow") & (t["first"] == t["last"]))
    shape = ibis.cases((at, "at"), (t["first"] < january, "since"), (single, "single"), else_="to date")
    one = ibis.literal(1, "int64")
    return t.mutate(
        shape=shape,
        since=ibis.ifelse(shape == "since", t["first"], ibis.literal(0, "int64")),
        year=january,
        months=ibis.ifelse(at, one, t["last"] - t["first"] + 1),
    ).drop("as_of_month_number", "kind", "replaces")


def settled(s: Tables) -> ir.Table:
    """One figure a series and month: the firmest, among its equals what became known last, then the last by key."""
    t = s["counting"]
    month = (*SERIES, "last")
    firmest = t.group_by(*month).aggregate(status=t.status.max())
    t = t.semi_join(firmest, [*month, "status"])
    t = t.semi_join(t.group_by(*month).aggregate(known=t.known.max()), [*month, "known"])
    return t.semi_join(t.group_by(*month).aggregate(fact=t.fact.max()), "fact")


def neighbours(s: Tables) -> ir.Table:
    """Each with the figure before and after it in the same year, and its digits."""
    t = s["settled"]
    beside = ibis.window(group_by=list(YEAR), order_by="last")
    bare = t.value.abs().cast("string").replace(".", "")
    t = t.mutate(
        bare=bare,
        digits=bare.re_replace("^0+|0+$", "").length().cast("int64"),
        earlier=t.value.lag(1).over(beside),
        earlier_first=t["first"].lag(1).over(beside),
        earlier_last=t["last"].lag(1).over(beside),
        earlier_months=t.months.lag(1).over(beside),
        later=t.value.lead(1).over(beside),
        later_first=t["first"].lead(1).over(beside),
        later_last=t["last"].lead(1).over(beside),
        per_month=t.value.abs().cast("float64") / t.months.cast("float64"),
    )
    to_date = t["shape"] == "to date"
    return t.mutate(
        to_date=to_date,
        step=ibis.ifelse(to_date, t.value - t.earlier, ibis.null(t.value.type())),
        step_months=ibis.ifelse(to_date, t["last"] - t.earlier_last, ibis.null("int64")),
        earlier_per_month=t.per_month.lag(1).over(beside),
    )


def usual(s: Tables) -> ir.Table:
    """How much a month brings in each year of each series: the median, which one slip does not move."""
    t = s["neighbours"]
    return t.group_by(*YEAR).aggregate(median=t.per_month.median().cast("float64"), figures=t.count().cast("int64"))


def beside_last_year(s: Tables) -> ir.Table:
    """Each with the usual size of its series, the same months of last year, and the growth told for them."""
    t, sizes = s["neighbours"], s["usual"]
    t = t.left_join(sizes, list(YEAR)).drop(*(f"{name}_right" for name in YEAR))
    before = s["neighbours"].select(
        *SERIES,
        last=s["neighbours"]["last"] + 12,
        last_year=s["neighbours"].value,
        before_step=s["neighbours"].step,
        before_step_months=s["neighbours"].step_months,
    )
    month = [*SERIES, "last"]
    t = t.left_join(before, month).drop(*(f"{name}_right" for name in month))
    told = s["settled"].filter(s["settled"].basis == "growth")
    cell = ["org_unit", "thing", "scope", "last"]
    told = told.group_by(*cell).aggregate(growth=told.value.max())
    return t.left_join(told, cell).drop(*(f"{name}_right" for name in cell))


def figures(s: Tables) -> ir.Table:
    """The view; see ``check_views``."""
    t = s["beside_last_year"]
    size = ibis.ifelse(t.figures >= _FEW, t.median, t.earlier_per_month)
    value, last_year = t.value.cast("float64"), t.last_year.cast("float64")
    t = t.mutate(
        month=t["last"] % 12 + 1,
        last_year_step=ibis.ifelse(t.before_step_months == t.step_months, t.before_step, ibis.null(t.value.type())),
        usual=size * t.months.cast("float64"),
        own_times=value.abs() / (size * t.months.cast("float64")).nullif(0.0),
        year_times=(value / last_year.nullif(0.0)).abs(),
        growth=ibis.ifelse(t.basis == "level", t.growth, ibis.null(t.value.type())).cast("float64"),
        implied=(value / last_year.nullif(0.0) - 1.0) * 100.0,
        facts=t.fact,
    )
    t = t.mutate(own_power=_power(t.own_times), year_power=_power(t.year_times))
    before = ibis.window(group_by=list(YEAR), order_by="last")
    return t.mutate(
        own_off=_off(t.own_times, t.own_power),
        year_off=_off(t.year_times, t.year_power),
        earlier_power=t.own_power.lag(1).over(before),
    )


def _power(times: ir.FloatingValue) -> ir.IntegerValue:
    """The whole power of ten that is nearest; unknown of nothing."""
    return (times.nullif(0.0).log10() + 0.5).floor().cast("int64")


def _off(times: ir.FloatingValue, power: ir.IntegerValue) -> ir.FloatingValue:
    """How many times it is off that power, one way or the other."""
    rest = times.nullif(0.0) / (ibis.literal(10.0) ** power.cast("float64"))
    return ibis.ifelse(rest < 1.0, 1.0 / rest, rest)
