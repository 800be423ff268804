"""The standing of one day: of each pledge the newest month alone, and what that month is held against.

The steps are those of all months; only the figures that they go on with are fewer. What is asked of all of a pledge's
figures (whether a sum had been reached before) is known by then. What asks of other rows, the peers' or those of the
months before, is worked out of all months, and the newest are taken then.

All facts are gone through once, and none is kept for later steps: the newest month's figure is taken while a pledge's
figures are looked at together. Of the few pledges of which that is not enough the facts are looked up again, and so are
those of the year before.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import ibis
import ibis.expr.types as ir

from duban.standing import months
from duban.standing.arrivals import states
from duban.standing.exact import DECIMAL
from duban.standing.greatest import at_greatest, greatest, of_greatest
from duban.standing.months import alone, counting, looked_at, mended, mine, odd, together
from duban.standing.revisions import current
from duban.standing.steps import Step, Tables
from duban.standing.tables import FAR, Pace

# What is told of the newest month by its one figure.
_OF_NEWEST = ("fact", "value", "leveled", "contested", "partial")


def noted_today(s: Tables) -> ir.Table:
    """What a pledge's figures are together as of all months, and its newest figure.

    That is of the month which closes a pledge, and where none does, the newest of its own time. Its words (a state) are
    looked up where there are any (``stated``): few have, and to take them along costs as much as all the rest. Of a sum
    is asked whether it had been reached by then, not when. What the figures all come to (``total``), how many months
    that covers, and what could stand in the way of taking it for the newest month's.
    """
    t = looked_at(s)
    t = t.mutate(
        months=t["last"] - t["first"] + 1,
        place=ibis.ifelse(t.ends, 2 * FAR - t["last"], ibis.ifelse(t.own, t["last"], ibis.literal(-1, "int64"))),
        unclear=t.contested | t.partial | (t.value < 0).fill_null(True),
        stated=t.milestone | (t.state != ""),
    )
    t = t.group_by("order").aggregate(
        **together(t),
        **at_greatest(t, _OF_NEWEST, t.place),
        reaches=t.reaches.max(),
        stated=t.stated.max(),
        total=t.value.sum().cast(DECIMAL),
        covers=t.months.sum().cast("int64"),
        oldest=t["last"].min(),
        unclear=t.unclear.max(),
    )
    place, none = greatest(t), ibis.null("int64")
    t = t.mutate(ended=ibis.ifelse(place > FAR, 2 * FAR - place, none))
    t = t.mutate(newest=t.ended.fill_null(ibis.ifelse(place < 0, none, place)))
    return t.mutate(reached_month=ibis.ifelse(t.reaches, t.newest, none))


def _at_once(t: ir.Table) -> ir.BooleanValue:
    """Whether all of a pledge's figures together are what its newest month has come to.

    They are single months of one year, one figure each and without a gap, so that nothing has to be added up month by
    month; none is below zero, so that no month before had come to more; and none is of a month after the one that
    closes the pledge.
    """
    zero = t.newest - t.newest % 12
    single = t.adding & ~t.crowded & ~t.mixed & ~t.unclear & ~t.stated & (t.oldest >= zero)
    return (single & (t.covers == t.newest - zero + 1) & t.ended.isnull()).fill_null(False)


def odd_today(s: Tables) -> ir.Table:
    """The pledges whose figures must be looked at month by month."""
    t = s["noted"]
    return odd({"noted": t.filter(~_at_once(t))})


def looked_up(s: Tables) -> ir.Table:
    """The figures of the pledges that one look is not enough for: several a month, to be added up, or with states."""
    t = s["noted"]
    some = t.filter(t.stated | ((t.crowded | t.adding) & ~_at_once(t)))
    return counting({**s, "mine": mine({**s, "pledges": s["pledges"].semi_join(some, "order")})})


def _of_looked_up(build: Callable[[Tables], ir.Table]) -> Callable[[Tables], ir.Table]:
    return lambda s: build({**s, "counting": s["looked_up"]})


def mended_today(s: Tables) -> ir.Table:
    """When sums first reached floor and stretch: of those that are known at once it is known whether, not when."""
    t, p = s["noted"], s["pledges"].select("settles", "stretch_settles", of="order")
    t = t.filter(_at_once(t)).inner_join(p, t.order == p.of)
    never = ibis.null("int64")
    whether = {"reached": t.total >= t.settles, "stretched": t.total >= t.stretch_settles}
    at_once = t.select("of", **{name: ibis.ifelse(held, t.newest, never) for name, held in whether.items()})
    return ibis.union(mended(s), at_once)


def asked(s: Tables, pace: Pace) -> ir.Table:
    """The months that are looked up: of odd pledges the one by which they stand (``own``), of all the year before's."""
    t, n = s["settled"], s["odd"].select("order", odd=ibis.literal(True))
    t = t.drop("odd").left_join(n, t.of == n.order)
    t = t.select("of", odd=t.odd.fill_null(False), month=t.newest)
    found = [t.filter(t.odd).mutate(own=ibis.literal(True)), t.mutate(month=t.month - 12, own=ibis.literal(False))]
    if pace == "season":
        # The month by which the year before was a whole one.
        p = s["pledges"].select("order", december=s["pledges"]["first"] - 1)
        t = t.inner_join(p, t.of == p.order)
        t = t.filter(t.month - 12 != t.december).mutate(month=t.december, own=ibis.literal(False))
        found.append(t.drop("order", "december"))
    return ibis.union(*(one.select("of", "odd", "month", "own") for one in found))


def done(s: Tables) -> ir.Table:
    """The figures of the months that are asked for; ``own`` are those that have a row of their own in the standing."""
    asked, counting, gathered = s["asked"], s["counting"].drop("own"), s["gathered"].drop("own")
    plain, odd = asked.filter(~asked.odd).drop("odd"), asked.filter(asked.odd).drop("odd")
    found = counting.inner_join(plain, [counting.order == plain.of, counting["last"] == plain.month])
    summed = gathered.inner_join(odd, [gathered.order == odd.of, gathered["last"] == odd.month])
    return ibis.union(alone(found), summed.select(*s["gathered"].columns))


def _newest(s: Tables) -> ir.Table:
    """The figures of the months by which pledges stand, as far as those are known without looking them up."""
    t = s["noted"]
    t = t.mutate(at_once=_at_once(t)).filter(t.newest.notnull())
    t = t.filter(t.at_once | ~(t.crowded | t.adding))
    t = t.mutate(last=t.newest)
    wordless = t.filter(~t.stated)
    told = of_greatest(wordless, _OF_NEWEST)
    told["value"] = ibis.ifelse(wordless.at_once, wordless.total, told["value"])
    # The newest row is judged on the date asked for, and not at its month's end.
    unasked = {"month_end": ibis.null("int64"), "own": ibis.literal(True)}
    silent = alone(wordless.select("order", "last", state=ibis.literal(""), **unasked, **told))
    stated = t.filter(t.stated).select("order", "last")
    found = s["looked_up"].inner_join(stated, ["order", "last"])
    return ibis.union(silent, alone(found.mutate(**unasked)))


def _past(s: Tables, pace: Pace) -> ir.Table:
    """The figures that newer ones can be held against."""
    t = s["counting"].cross_join(s["moment"].select(now="as_of_month_number"))
    old = t["last"] + 12 <= t.now
    return t.filter(old | ~t.own if pace == "season" else old).drop("now")


def done_today(s: Tables, pace: Pace) -> ir.Table:
    """The figures by which the pledges stand, and those of the year before."""
    return ibis.union(_newest(s), done({**s, "counting": _past(s, pace)}))


def held_today(s: Tables) -> ir.Table:
    """Every pledge with its newest figure, if there is one: that is looked up, and not the broader row of a pledge."""
    p, rows = s["bound"], s["reported"]
    return p.left_join(rows, p.order == rows.row_of)


def day_steps(pace: Pace) -> Mapping[str, Sequence[Step]]:
    """What stands in for the steps of all months where only each pledge's newest one is asked for."""
    some = {"weighed": months.weighed, "told": months.told, "states": states}
    return {
        "current": [Step("current", current, again=True)],
        "counting": [Step("counting", counting, again=True)],
        "noted": [Step("noted", noted_today)],
        "odd": [Step("odd", odd_today), Step("looked_up", looked_up)],
        "mended": [Step("mended", mended_today)],
        "done": [Step("asked", partial(asked, pace=pace)), Step("done", partial(done_today, pace=pace))],
        "held": [Step("held", held_today, again=True)],
        **{name: [Step(name, _of_looked_up(build))] for name, build in some.items()},
    }
