"""Half up, on every engine alike (DESIGN, "The engine"): engines' own ``round()`` differ on halves."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir


def half_up(value: ir.FloatingValue, digits: int) -> ir.IntegerValue:
    """A float64 as a whole number of its ``digits``-th decimal; unknown stays unknown."""
    size = (value.abs() * float(10**digits) + (0.5 + 1e-7)).floor().cast("int64")
    return ibis.ifelse(value < 0, -size, size)
