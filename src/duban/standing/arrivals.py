"""The days on which what a milestone promises was reached, begun, or entered in the statistics."""

from __future__ import annotations

from typing import Final

import ibis
import ibis.expr.types as ir

from duban.standing.steps import Tables
from duban.standing.tables import FAR

# Words of a state from which works have begun, and from which a project stands in the statistics.
_STARTED: Final = (
    *("开工", "入库", "在建", "建成", "完工", "竣工", "验收", "交付", "投产", "投用", "启用", "通车", "开园"),
)
_REGISTERED: Final = ("入库", "入统", "已入库")


def states(s: Tables) -> ir.Table:
    """The first days of a pledge's states: its own reached, works begun, registered.

    What was reported of a period without its day was so by the period's end, or by the date of judging if that is
    earlier: nobody reports what has not been yet.
    """
    t, answers = s["counting"], s["answers"]
    p, closed = s["pledges"].select("pledged_state", of="order"), s["settled"].select("closing", closed="of")
    t = t.filter(t.milestone | (t.state != "")).inner_join(p, t.order == p.of).drop("of")
    t = t.left_join(closed, t.order == closed.closed)
    t = t.filter(t["last"] <= t.closing.fill_null(FAR)).cross_join(s["moment"].select("as_of_day"))
    answering = [t.pledged_state == answers.pledged_state, t.state == answers.state]
    t = t.left_join(answers, answering)
    day = ibis.ifelse(t.dated, t.day, ibis.least(t.day, t.as_of_day))
    return t.group_by(of="order").aggregate(
        reached_day=day.min(where=t.state_right.notnull() | (t.state == t.pledged_state)),
        started_day=day.min(where=t.state.isin(_STARTED)),
        registered_day=day.min(where=t.state.isin(_REGISTERED)),
    )
