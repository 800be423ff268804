"""Points → totals and places: caps, rescaling, gates, additions and deductions, the ladder, 1224 ranks with ties.

All totals are whole numbers of the rulebook's last decimal, so that two bodies are equal exactly when they look equal
in print, and ranks are taken after that rounding and no other.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce
from operator import and_

import ibis
import ibis.expr.types as ir

from duban.pack.schema.rulebooks import Gate, Rulebook, TieBreak
from duban.standing.exact import float_of, half_up
from duban.standing.steps import Step, Tables

_BODY = ("grp", "body", "at")


def capped(s: Tables) -> ir.Table:
    """A body's points by category, none above its cap."""
    t, caps = s["cells"], s["caps"]
    t = t.group_by(*_BODY, "category").aggregate(points=t.points.sum().cast("int64"))
    t = t.left_join(caps, "category")
    return t.select(*_BODY, points=ibis.ifelse(t.most < t.points, t.most, t.points))


def sums(book: Rulebook) -> Callable[[Tables], ir.Table]:
    """What a body has earned, at which weights, how many figures are missing, which gates it meets, what breaks ties.

    ``earned`` is out of all weights; ``raw`` is out of those that counted.
    """
    numbers = {line.id: at for at, line in enumerate(book.lines)}

    def build(s: Tables) -> ir.Table:
        t, capped = s["cells"], s["capped"]
        there = t.points.notnull()
        held = {name: t[name].max().fill_null(False) for name in t.columns if name.startswith("gate")}
        ties = {f"tie{at}": _tie(t, tie, numbers[tie.line]) for at, tie in enumerate(book.tie_breaks)}
        mean = _logs(t, book.digits) if book.combine == "geometric" else {}
        t = t.group_by(*_BODY).aggregate(
            counted=t.weight.sum(where=there),
            missing=t.count(where=t.chosen.notnull() & t.points.isnull()),
            **held,
            **mean,
            **ties,
        )
        c = capped.group_by(*_BODY).aggregate(raw=capped.points.sum().cast("int64"))
        t = t.inner_join(c, list(_BODY)).cross_join(s["book"].select("full"))
        return t.mutate(earned=_earned(t, book)).drop(*mean)

    return build


def _logs(t: ir.Table, digits: int) -> dict[str, ir.Value]:
    """What a weighted geometric mean is made of: the weighted logarithms of the shares, and whether one is nil."""
    weight = t.weight.cast("float64")
    share = t.points.cast("float64") / weight.nullif(0.0) * float(10**-digits)
    logs = weight * ibis.ifelse(t.points > 0, share, ibis.null("float64")).ln()
    return {"logs": logs.sum(), "nil": (t.points <= 0).max().fill_null(False)}


def _earned(t: ir.Table, book: Rulebook) -> ir.IntegerValue:
    full, counted = t.full.cast("float64"), t.counted.cast("float64").nullif(0.0)
    if book.combine == "geometric":
        found = ibis.ifelse(t.nil, 0, half_up((t.logs / counted).exp() * full, book.digits))
    elif book.absent == "rescale":
        found = half_up(t.raw.cast("float64") * full / counted, 0)
    else:
        found = t.raw
    owed = (t.missing > 0) & (book.missing == "leave_out")
    short = (t.counted != t.full) & (book.absent == "leave_out")
    return ibis.ifelse(owed | short | (t.counted == 0).fill_null(True), ibis.null("int64"), found)


def _tie(t: ir.Table, tie: TieBreak, line: int) -> ir.Value:
    mine = t.line == line
    if tie.by == "points":
        return t.points.max(where=mine)
    if tie.by == "actual":
        return ibis.ifelse(t.lower, -t.actual, t.actual).max(where=mine)
    share = float_of(t.share_over) / float_of(t.share_under).nullif(0.0)
    return ibis.ifelse(t.lower, -share, share).max(where=mine)


def additions(s: Tables) -> ir.Table:
    """Additions and deductions to date, each kind within its bounds."""
    t, kinds, months = s["adjusted"], s["kinds"], s["months_of_year"]
    t = t.inner_join(months, t.since <= months["at"])
    t = t.group_by("body", "at", "kind").aggregate(points=t.points.sum().cast("int64"))
    t = t.inner_join(kinds, "kind")
    t = t.mutate(points=ibis.greatest(ibis.least(t.points, t.most), t["least"]))
    return t.group_by("body", "at").aggregate(
        plus=t.points.sum(where=t.points > 0).fill_null(0).cast("int64"),
        minus=t.points.sum(where=t.points < 0).fill_null(0).cast("int64"),
    )


def _met(t: ir.Table, gates: Sequence[Gate], effect: str) -> ir.BooleanValue:
    found = [t[f"gate{at}"] for at, gate in enumerate(gates) if gate.effect == effect]
    return reduce(and_, found, ibis.literal(True))


def laddered(book: Rulebook) -> Callable[[Tables], ir.Table]:
    """What the first places of each month up to now have brought, where the gates of that month were met."""

    def build(s: Tables) -> ir.Table:
        t, ladder, months = s["sums"], s["ladder"], s["months_of_year"]
        t = t.filter(t.earned.notnull()).mutate(met=_met(t, book.gates, "no_bonus"))
        peers = ibis.window(group_by=[t.grp, t["at"]], order_by=ibis.desc(t.earned))
        t = t.mutate(place=ibis.rank().over(peers).cast("int64") + 1).filter(ibis._.met)
        t = t.inner_join(ladder, "place").select("body", won="at", points=ladder.points)
        t = t.inner_join(months, t.won <= months["at"])
        return t.group_by("body", "at").aggregate(ladder_points=t.points.sum().cast("int64"))

    return build


def totals(book: Rulebook) -> Callable[[Tables], ir.Table]:
    """The total of a body, and whether it takes a place."""

    def build(s: Tables) -> ir.Table:
        t, additions, ladder = s["sums"], s["additions"], s["laddered"]
        t = t.left_join(additions, ["body", "at"]).drop("body_right", "at_right")
        t = t.left_join(ladder, ["body", "at"]).drop("body_right", "at_right")
        bonus = ibis.ifelse(_met(t, book.gates, "no_bonus"), t.plus.fill_null(0), 0)
        t = t.mutate(bonus=bonus, minus=t.minus.fill_null(0), ladder_points=t.ladder_points.fill_null(0)).drop("plus")
        total = t.earned + t.bonus + t.minus + t.ladder_points
        for at, gate in enumerate(book.gates):
            if gate.effect == "cap" and gate.most is not None:
                most = int(gate.most * 10**book.digits)
                total = ibis.ifelse(t[f"gate{at}"], total, ibis.least(total, most))
        return t.mutate(total=total, placed=total.notnull() & _met(t, book.gates, "unranked"))

    return build


def ranked(book: Rulebook) -> Callable[[Tables], ir.Table]:
    """Places by 1224: equals share one and the next is skipped; ``tied`` with how many, ``level`` before tie-breaks."""

    def build(s: Tables) -> ir.Table:
        t = s["totals"]
        t = t.filter(t.placed)
        ties = [f"tie{at}" for at in range(len(book.tie_breaks))]
        order = [ibis.desc(t.total), *(ibis.desc(t[name], nulls_first=False) for name in ties)]
        league = [t.grp, t["at"]]
        return t.select(
            *_BODY,
            rank=ibis.rank().over(ibis.window(group_by=league, order_by=order)).cast("int64") + 1,
            tied=t.count().over(ibis.window(group_by=[*league, t.total, *(t[name] for name in ties)])).cast("int64"),
            level=t.count().over(ibis.window(group_by=[*league, t.total])).cast("int64"),
            bodies=t.count().over(ibis.window(group_by=league)).cast("int64"),
        )

    return build


def places(s: Tables) -> ir.Table:
    """One row a body and a month: its total, its place, and its place the month before."""
    t, ranked = s["totals"], s["ranked"]
    before = ranked.select(body="body", at=ranked["at"] + 1, rank_before=ranked["rank"])
    t = t.left_join(ranked, ["grp", "body", "at"]).drop("grp_right", "body_right", "at_right")
    return t.left_join(before, ["body", "at"]).drop("body_right", "at_right")


def total_steps(book: Rulebook) -> tuple[Step, ...]:
    """The steps from ``cells`` to ``places``."""
    return (
        Step("capped", capped),
        Step("sums", sums(book)),
        Step("additions", additions),
        Step("laddered", laddered(book)),
        Step("totals", totals(book)),
        Step("ranked", ranked(book)),
        Step("places", places),
    )
