"""The row at a group's greatest place is told whole, with what is unknown in it."""

from __future__ import annotations

import duckdb
import ibis
import pyarrow as pa
import pytest

from duban.standing.greatest import at_greatest, of_greatest

_NAMES = ("value", "state", "held")
_SCHEMA = {"of": "int64", "at": "int64", "value": "decimal(24, 4)", "state": "string", "held": "boolean"}
_CASES = {
    "known": ((1, 3, 7, "开工", True), ("7.0000", "开工", True)),
    "without an amount": ((1, 3, None, "开工", False), (None, "开工", False)),
    "without words": ((1, 3, 7, None, True), ("7.0000", None, True)),
    "not known whether": ((1, 3, 7, "", None), ("7.0000", "", None)),
    "with nothing": ((1, 3, None, None, None), (None, None, None)),
}


@pytest.mark.parametrize("name", sorted(_CASES))
def test_the_greatest_row_is_not_mended_by_those_below_it(name: str) -> None:
    newest, wanted = _CASES[name]
    below = [(1, 1, 5, "入库", True), (1, 2, 6, "在建", False), (2, 9, 1, "竣工", True)]
    rows = pa.Table.from_pylist([dict(zip(_SCHEMA, row, strict=True)) for row in (*below, newest)])
    t = ibis.table(_SCHEMA, name="t")
    grouped = t.group_by("of").aggregate(**at_greatest(t, _NAMES, t["at"]))
    asked = grouped.select("of", **of_greatest(grouped, _NAMES))
    with duckdb.connect() as engine:
        engine.register("given", rows)
        columns = '"of", "at", CAST(value AS DECIMAL(24, 4)) AS value, state, held'
        engine.execute(f"CREATE TABLE t AS SELECT {columns} FROM given")
        found = engine.execute(ibis.to_sql(asked, dialect="duckdb") + " ORDER BY 1").fetchall()
    told = [(of, None if value is None else str(value), *more) for of, value, *more in found]
    assert told == [(1, *wanted), (2, "1.0000", "竣工", True)]
