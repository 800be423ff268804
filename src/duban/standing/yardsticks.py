"""What a growth is held against where that is another thing's growth: 居民收入与经济增长同步."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from duban.standing.exact import DECIMAL
from duban.standing.revisions import current_of
from duban.standing.steps import Tables


def yardsticks(s: Tables) -> ir.Table:
    """The growth that a trend's is held against, by month; none where two of the best grade differ. Few have any."""
    p, f = s["pledges"], s["facts"]
    about = ibis.union(p.select("order", about=p.yard), p.select("order", about=p.own_yard))
    about = about.filter(about.about.notnull())
    # Nobody's is looked up where nobody has any.
    f = current_of(s, f.semi_join(about, f.cell == about.about))
    f = f.filter((f.kind == "quantity") & (f.basis == "growth"))
    t = f.inner_join(about, f.cell == about.about)
    t = t.mutate(grade=t.status * 2 + ibis.ifelse(t["first"] <= t["last"] - t["last"] % 12, 1, 0))
    best = t.group_by("order", "last").aggregate(grade=t.grade.max())
    t = t.semi_join(best, ["order", "last", "grade"])
    t = t.group_by("order", "last").aggregate(least=t.value.min(), most=t.value.max(), contested=t.contested.max())
    one = (t.least == t.most) & ~t.contested
    return t.select(yard_of=t.order, yard_month=t["last"], yardstick=ibis.ifelse(one, t.most, ibis.null(DECIMAL)))
