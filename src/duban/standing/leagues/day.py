"""The places of one day: each line by the one month that counts for its group then, and the month before for the move.

Which month counts depends on the points, and points on all that is judged. So the newest month is taken that enough
bodies have reported at all: none after it can count. Whether it does is looked at (``sure``); where a figure that was
reported earns no points, it may be an earlier one, and all months have to be judged.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import ibis
import ibis.expr.types as ir

from duban.pack.schema.rulebooks import Rulebook
from duban.standing.day import done
from duban.standing.exact import DECIMAL
from duban.standing.leagues.points import enough, newest_by
from duban.standing.steps import Step, Tables
from duban.standing.tables import Pace


def likely(s: Tables) -> ir.Table:
    """The month by which a line counts for a group, if all that is reported earns points."""
    t, lines = s["counting"], s["lines"].select("line", "grp", "of")
    t = t.filter(t.own).select("order", "last")
    t = t.inner_join(lines, t.order == lines.of)
    return newest_by(enough(t.group_by("line", "grp", "last").aggregate(there=t.count()), s), s)


def asked(pace: Pace) -> Callable[[Tables], ir.Table]:
    """The months of the scored pledges that are looked at (``own``), and those that they are held against."""

    def build(s: Tables) -> ir.Table:
        lines, likely, settled = s["lines"], s["likely"], s["settled"].select("of", "odd")
        t = lines.inner_join(likely.select("line", "grp", "chosen"), ["line", "grp"])
        both = ibis.union(t.select("of", month="chosen"), t.select(of="other_of", month="chosen"))
        parts = [both.mutate(own=True), both.select("of", month=both.month - 12, own=False)]
        if pace == "season":
            parts.append(s["pledges"].select(of="order", month=s["pledges"]["first"] - 1, own=False))
        t = ibis.union(*parts)
        t = t.group_by("of", "month").aggregate(own=t.own.max())
        return t.inner_join(settled, "of").select("of", "odd", "month", "own", total=ibis.null(DECIMAL))

    return build


def of_the_day(s: Tables) -> ir.Table:
    """The places of the newest month."""
    t, months = s["places"], s["months_of_year"]
    now = months.aggregate(now=months["at"].max())
    return t.semi_join(now, t["at"] == now.now)


def with_doubts(s: Tables) -> ir.Table:
    """The same, and whether every line counts by the month that was looked at (``sure``)."""
    other = s["likely"].anti_join(s["chosen"], ["line", "grp", "at", "chosen"])
    return of_the_day(s).cross_join(other.aggregate(sure=other.count() == 0))


def day_steps(pace: Pace) -> Mapping[str, Sequence[Step]]:
    """What stands in for ``done`` where only the day's places are asked for."""
    return {"done": [Step("likely", likely), Step("asked", asked(pace)), Step("done", done)]}


def has_a_day(book: Rulebook) -> bool:
    """Whether a day's places can be told without those of all months: a ladder adds up what each month has brought."""
    return not book.ladder
