"""The views that hold one figure against another's: ``twins``, ``wholes``, ``within`` and ``handed``."""

from __future__ import annotations

from typing import Final

import ibis.expr.types as ir

from duban.standing.checks.series import YEAR
from duban.standing.steps import Tables

# Shorter figures are alike by chance.
LEAST_DIGITS: Final = 3
# Keys of several facts in one cell.
SEPARATOR: Final = "\n"
_CELL: Final = ("thing", "scope", "basis", "unit", "shape", "since")
_DECIMAL: Final = "decimal(24, 4)"


def alike(s: Tables) -> ir.Table:
    """Figures of two bodies that are the same to the last digit, but for bodies of which one is above the other."""
    t = s["neighbours"].filter((s["neighbours"].digits >= LEAST_DIGITS) & (s["neighbours"].basis == "level"))
    o = t.select(*_CELL, "last", "value", other=t.org_unit, other_fact=t.fact)
    t = t.inner_join(o, [*_CELL, "last", "value"]).filter(lambda j: j.org_unit < j.other)
    t = t.select(*YEAR, "last", "first", "value", "fact", "digits", "counted", "accumulation", "other", "other_fact")
    up, down = s["bodies"].select("body", "parent"), s["bodies"].select(child="body", above="parent")
    t = t.anti_join(up, [t.org_unit == up.body, t.other == up.parent])
    return t.anti_join(down, [t.other == down.child, t.org_unit == down.above])


def twins(s: Tables) -> ir.Table:
    """The view: a row two bodies, a thing and a year."""
    t, sizes = s["alike"], s["usual"].select(*YEAR, "figures")
    newest = t.group_by(*YEAR, "other").aggregate(last=t["last"].max())
    shown = t.semi_join(newest, [*YEAR, "other", "last"])
    shown = shown.select(*YEAR, "other", "last", "first", "value", "fact", "counted", "accumulation")
    found = t.group_by(*YEAR, "other").aggregate(
        same=t.count().cast("int64"),
        digits=t.digits.max(),
        facts=t.fact.group_concat(SEPARATOR),
        other_facts=t.other_fact.group_concat(SEPARATOR),
    )
    t = _joined(shown, found, (*YEAR, "other"))
    t = _joined(t, sizes, YEAR)
    theirs = sizes.rename(other="org_unit", other_figures="figures")
    t = _joined(t, theirs, ("other", *(name for name in YEAR if name != "org_unit")))
    return t.mutate(month=t["last"] % 12 + 1, facts=t.facts + SEPARATOR + t.other_facts).drop("other_facts")


def wholes(s: Tables) -> ir.Table:
    """The view: a row a figure of a body that others make up, where any of them reported."""
    t = s["settled"].filter((s["settled"].aggregation == "sum") & (s["settled"].basis == "level"))
    parts = s["bodies"].filter(s["bodies"].adds_up)
    expected = parts.group_by("parent").aggregate(parts=parts.count().cast("int64"))
    below = t.inner_join(parts, t.org_unit == parts.body)
    cell = ("parent", *_CELL, "last")
    sums = below.group_by(*cell).aggregate(total=below.value.sum().cast(_DECIMAL), reported=below.count().cast("int64"))
    sums = _joined(sums, expected, ("parent",)).rename(org_unit="parent")
    t = _joined(t, sums, ("org_unit", *_CELL, "last"))
    half = (t.grain * (t.parts + 1)).cast(_DECIMAL)
    return t.mutate(month=t["last"] % 12 + 1, rounding=half, facts=t.fact)


def within(s: Tables) -> ir.Table:
    """The view: a row a figure of 其中, where the item that it is a part of was reported for the same time."""
    t = s["settled"]
    w = t.filter(t.part_of == "").select(
        "org_unit", "scope", "basis", "unit", "shape", "since", "last", part_of="thing", whole="value"
    )
    t = _joined(
        t.filter(t.part_of != ""), w, ("org_unit", "scope", "basis", "unit", "shape", "since", "last", "part_of")
    )
    return t.mutate(month=t["last"] % 12 + 1, other=t.part_of, facts=t.fact)


def handed(s: Tables) -> ir.Table:
    """The view: every figure with who handed it in; the city's declaration says who should."""
    t = s["counting"]
    return t.mutate(
        month=t["last"] % 12 + 1,
        other=t.declared,
        handed_by=t.provider,
        declared=t.declared != "",
        by_another=(t.declared != "") & (t.provider != "") & (t.provider != t.declared),
        facts=t.fact,
    )


def _joined(left: ir.Table, right: ir.Table, on: tuple[str, ...]) -> ir.Table:
    """Rows that have one on the other side, without the keys twice."""
    joined = left.inner_join(right, list(on))
    return joined.drop(*(name for name in joined.columns if name.endswith("_right")))
