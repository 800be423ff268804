"""The row of each group that stands at its greatest place, taken while the group is added up.

Ibis' own ``argmax`` becomes an ordered aggregate on DuckDB, which builds a sort key for every row. Both engines know
``max_by``; but where a value is unknown DuckDB goes on to the next row and Spark does not. So it is noted beside what
is unknown in that row: as a bit below its place, and so are yes and no, which cost nothing more there.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from operator import or_
from typing import Final

import ibis
import ibis.expr.types as ir

_PREFIX: Final = "at_greatest_"
_PLACE: Final = f"{_PREFIX}place"
# Bits below a place: of eight columns whether each is unknown, and whether it is so.
_COLUMNS: Final = 8
_ROOM: Final = 2 * _COLUMNS


def at_greatest(t: ir.Table, names: Sequence[str], place: ir.IntegerValue) -> dict[str, ir.Value]:
    """Aggregates of a group: the columns of the row whose ``place``, which is never unknown, is the greatest.

    Of several rows at that place it may be any, and of each column another one's.
    """
    assert len(names) <= _COLUMNS
    bits, found = [place * (1 << _ROOM)], dict[str, ir.Value]()
    for at, name in enumerate(names):
        column = t[name]
        bits.append(ibis.ifelse(column.isnull(), _bit(at), _bit()))
        if column.type().is_boolean():
            bits.append(ibis.ifelse(column, _bit(_COLUMNS + at), _bit()))
        else:
            found[_PREFIX + name] = _max_by(column, place)
    return {**found, _PLACE: reduce(or_, bits).max()}


def of_greatest(t: ir.Table, names: Sequence[str]) -> dict[str, ir.Value]:
    """The same columns, under their own names, of the table of the groups."""
    found = {}
    for at, name in enumerate(names):
        kept = _PREFIX + name
        value = t[kept] if kept in t.columns else _has(t, _COLUMNS + at)
        found[name] = ibis.ifelse(_has(t, at), ibis.null(value.type()), value)
    return found


def greatest(t: ir.Table) -> ir.IntegerValue:
    """The greatest place of each group."""
    return t[_PLACE] >> _ROOM


def _has(t: ir.Table, at: int) -> ir.BooleanValue:
    return (t[_PLACE] & _bit(at)) != 0


def _bit(at: int | None = None) -> ir.IntegerScalar:
    return ibis.literal(0 if at is None else 1 << at, "int64")


def _max_by(value: ir.Value, place: ir.IntegerValue) -> ir.Value:
    def max_by(value: object, place: object) -> None: ...

    made = ibis.udf.agg.builtin(max_by, signature=((value.type(), place.type()), value.type()))
    found: ir.Value = made(value, place)
    return found
