"""From DECIMAL to float64 and back, to the last bit alike on every engine. Engines' own casts and rounding differ."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

import ibis
import ibis.expr.types as ir

DECIMAL: Final = "decimal(24, 4)"
_TEN_THOUSANDTH: Final = Decimal("0.0001")
# A round amount below 2⁵³ ten-thousandths.
_EXACT: Final = 9 * 10**11


def float_of(amount: ir.NumericValue) -> ir.FloatingValue:
    """An amount as float64; a whole number likewise.

    A whole number up to 2⁵³ over ten thousand is rounded once, and so alike. Of larger amounts engines round the
    quotient once or its parts: here it is always its parts.
    """
    if not amount.type().is_decimal():
        return amount.cast("float64")
    rest = amount % 1
    parts = (amount - rest).cast("float64") + rest.cast("float64")
    return ibis.ifelse(amount.abs() < _EXACT, amount.cast("float64"), parts)


def half_up(value: ir.FloatingValue, digits: int) -> ir.IntegerValue:
    """A float64 as a whole number of its ``digits``-th decimal, half up (DESIGN, "The engine"); unknown stays so."""
    size = (value.abs() * float(10**digits) + (0.5 + 1e-7)).floor().cast("int64")
    return ibis.ifelse(value < 0, -size, size)


def rounded(value: ir.FloatingValue) -> ir.DecimalValue:
    """A float64 as an amount, its ten-thousandths rounded half up as a whole number.

    It is a whole number of ten-thousandths until the end: what a float of that size over ten thousand is as DECIMAL,
    engines do not agree on.
    """
    return (half_up(value, 4) * ibis.literal(_TEN_THOUSANDTH, DECIMAL)).cast(DECIMAL)
