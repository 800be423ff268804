"""The standing of one day: of each pledge the newest month alone, and what that month is held against.

The steps are those of all months; only the figures that they go on with are fewer. What is asked of all of a pledge's
figures (whether a sum had been reached before) is known by then. What asks of other rows, the peers' or those of the
months before, is worked out of all months, and the newest are taken then.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import ibis
import ibis.expr.types as ir

from duban.standing.exact import DECIMAL
from duban.standing.months import alone, mended, odd
from duban.standing.steps import Step, Tables
from duban.standing.tables import FAR, Pace


def _at_once(t: ir.Table) -> ir.BooleanValue:
    """Whether all of a pledge's figures together are what its newest month has come to.

    They are single months of one year, one figure each and without a gap, so that nothing has to be added up month by
    month; and none is below zero, so that no month before had come to more.
    """
    zero = t.newest - t.newest % 12
    single = t.adding & ~t.crowded & ~t.mixed & ~t.unclear & (t.oldest >= zero)
    return (single & (t.covers == t.newest - zero + 1) & (t.newest <= t.ended.fill_null(FAR))).fill_null(False)


def odd_today(s: Tables) -> ir.Table:
    """The pledges whose figures must be looked at month by month."""
    t = s["noted"]
    return odd({"noted": t.filter(~_at_once(t))})


def mended_today(s: Tables) -> ir.Table:
    """When sums first reached floor and stretch: of those that are known at once it is known whether, not when."""
    t, p = s["noted"], s["pledges"].select("settles", "stretch_settles", of="order")
    t = t.filter(_at_once(t)).inner_join(p, t.order == p.of)
    never = ibis.null("int64")
    whether = {"reached": t.total >= t.settles, "stretched": t.total >= t.stretch_settles}
    at_once = t.select("of", **{name: ibis.ifelse(held, t.newest, never) for name, held in whether.items()})
    return ibis.union(mended(s), at_once)


def newest(s: Tables) -> ir.Table:
    """Of each pledge the month by which it stands (``own``), and the same month of the year before.

    ``total`` is what the figures come to where they are added up at once.
    """
    t, n = s["settled"], s["noted"]
    n = n.filter(_at_once(n)).select("order", "total")
    t = t.left_join(n, t.of == n.order).select("of", "odd", "newest", "total")
    odd, unknown = t.odd & t.total.isnull(), ibis.null(DECIMAL)
    now = t.select("of", "total", odd=odd, month=t.newest, own=ibis.literal(True))
    before = t.select("of", odd=odd, month=t.newest - 12, own=ibis.literal(False), total=unknown)
    return ibis.union(now, before.select(*now.columns))


def with_december(s: Tables) -> ir.Table:
    """The same, and the month by which the year before was a whole one."""
    t, p = newest(s), s["pledges"].select("order", december=s["pledges"]["first"] - 1)
    now = t.filter(t.own).inner_join(p, t.of == p.order)
    before = now.filter(now.month - 12 != now.december)
    before = before.select("of", "odd", total=ibis.null(DECIMAL), month=before.december, own=ibis.literal(False))
    return ibis.union(t, before.select(*t.columns))


def done(s: Tables) -> ir.Table:
    """The figures of the months that are asked for; ``own`` are those that have a row of their own in the standing."""
    asked, counting, gathered = s["asked"], s["counting"].drop("own"), s["gathered"].drop("own")
    plain, odd = asked.filter(~asked.odd).drop("odd"), asked.filter(asked.odd).drop("odd", "total")
    found = counting.inner_join(plain, [counting.order == plain.of, counting["last"] == plain.month])
    found = found.mutate(value=found.total.fill_null(found.value))
    summed = gathered.inner_join(odd, [gathered.order == odd.of, gathered["last"] == odd.month])
    return ibis.union(alone(found), summed.select(*s["gathered"].columns))


def day_steps(pace: Pace) -> Mapping[str, Sequence[Step]]:
    """What stands in for the steps of all months where only each pledge's newest one is asked for."""
    asked = Step("asked", with_december if pace == "season" else newest)
    return {
        "odd": [Step("odd", odd_today)],
        "mended": [Step("mended", mended_today)],
        "done": [asked, Step("done", done)],
    }
