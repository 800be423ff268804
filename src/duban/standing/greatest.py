"""The row of each group that stands at its greatest place, taken while the group is added up.

Ibis' own ``argmax`` becomes an ordered aggregate on DuckDB, which builds a sort key for every row. Both engines know
``max_by``; but where a value is unknown DuckDB goes on to the next row and Spark does not. So it is noted beside, as a
bit for each column, what is unknown in that row.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from operator import add

import ibis
import ibis.expr.types as ir

_PREFIX = "at_greatest_"


def at_greatest(t: ir.Table, names: Sequence[str], place: ir.IntegerValue) -> dict[str, ir.Value]:
    """Aggregates of a group: the columns of the row whose ``place``, which is never unknown, is the greatest."""
    bits = [ibis.ifelse(t[name].isnull(), _bit(at), ibis.literal(0, "int64")) for at, name in enumerate(names)]
    found = {name: _max_by(t[name], place) for name in names}
    return {_PREFIX + name: value for name, value in (found | {"unknown": _max_by(reduce(add, bits), place)}).items()}


def of_greatest(t: ir.Table, names: Sequence[str]) -> dict[str, ir.Value]:
    """The same columns, under their own names, of the table of the groups."""
    unknown, found = t[f"{_PREFIX}unknown"], {}
    for at, name in enumerate(names):
        value = t[_PREFIX + name]
        found[name] = ibis.ifelse((unknown & _bit(at)) == 0, value, ibis.null(value.type()))
    return found


def _bit(at: int) -> ir.IntegerScalar:
    return ibis.literal(1 << at, "int64")


def _max_by(value: ir.Value, place: ir.IntegerValue) -> ir.Value:
    def max_by(value: object, place: object) -> None: ...

    made = ibis.udf.agg.builtin(max_by, signature=((value.type(), place.type()), value.type()))
    found: ir.Value = made(value, place)
    return found
