"""The view ``digits``: how the last digits of a body's, or a provider's, figures are spread.

The last place is that of the series: the finest in which any of its figures is given, so that 338 among 224.26 ends in
0 and not in 8. But such a 0 may only be a shorter way of writing: the χ² is of the digits from 1 to 9, and zeros count
in the share of round ends alone. Figures of fewer than three places say nothing of habit and are left out.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from duban.standing.checks.series import SERIES
from duban.standing.steps import Tables

_PLACES = 3


def ends(s: Tables) -> ir.Table:
    """The last digit of each level in its series' last place, with whose it is."""
    t = s["neighbours"].filter((s["neighbours"].basis == "level") & (s["neighbours"].digits > 0))
    t = t.mutate(zeros=(t.bare.length() - t.bare.re_replace("0+$", "").length()).cast("int64"))
    finest = t.group_by(*SERIES).aggregate(finest=t.zeros.min())
    t = t.inner_join(finest, list(SERIES))
    keep = t.bare.length().cast("int64") - t.finest
    t = t.mutate(digit=t.bare.substr(keep - 1, 1), places=t.bare.substr(0, keep).re_replace("^0+", "").length())
    t = t.filter(t.places >= _PLACES)
    provider = ibis.ifelse(t.provider != "", t.provider, t.declared)
    own = t.select("digit", by=ibis.literal("单位"), org_unit=t.org_unit)
    theirs = t.select("digit", by=ibis.literal("提供单位"), org_unit=provider)
    return ibis.union(own, theirs.filter(theirs.org_unit != ""))


def digits(s: Tables) -> ir.Table:
    """The view."""
    t = s["ends"]
    each = t.group_by("by", "org_unit", "digit").aggregate(times=t.count().cast("int64"))
    found = each.group_by("by", "org_unit").aggregate(
        figures=each.times.sum().cast("int64"),
        nonzero=each.times.sum(where=each.digit != "0").fill_null(0).cast("int64"),
        squares=(each.times * each.times).sum(where=each.digit != "0").fill_null(0).cast("int64"),
        rounds=each.times.sum(where=each.digit.isin(("0", "5"))).fill_null(0).cast("int64"),
    )
    nonzero = found.nonzero.cast("float64")
    return found.mutate(
        round_share=found.rounds.cast("float64") * 100.0 / found.figures.cast("float64"),
        chi2=found.squares.cast("float64") * 9.0 / nonzero.nullif(0.0) - nonzero,
        fact=ibis.literal(""),
        facts=ibis.literal(""),
        thing=ibis.literal(""),
    )
