"""What is asked of a whole group is the same whether it is asked row by row or once a group."""

from __future__ import annotations

from decimal import Decimal

import duckdb
import ibis
import ibis.expr.types as ir
import pyarrow as pa

from duban.standing.grouped import with_groups

ROWS = pa.table(
    {
        "at": pa.array(range(6), pa.int64()),
        "line": pa.array([1, 1, 1, None, None, 2], pa.int64()),
        "word": ["a", "a", "b", "a", "a", "a"],
        "value": pa.array([Decimal(3), None, Decimal(5), Decimal(1), Decimal(2), None], pa.decimal128(24, 4)),
    }
)


def _asked(t: ir.Table) -> dict[str, ir.Value]:
    whole = ibis.window(group_by=[t.line, t.word])
    so_far = ibis.window(group_by=[t.line, t.word], order_by=t["at"], preceding=None, following=0)
    return {
        "above": t.value - t.value.min().over(whole),
        "most": ibis.ifelse(t.word == "a", t.value.max().over(whole), t.value),
        "there": t.value.count().over(whole),
        "together": t.value.sum().over(whole).cast("decimal(24, 4)"),
        "so_far": t.value.count().over(so_far),
    }


def _run(made: ir.Table) -> list[dict[str, object]]:
    with duckdb.connect() as engine:
        engine.register("rows", ROWS)
        query = f'SELECT * FROM ({ibis.to_sql(made, dialect="duckdb")}) ORDER BY "at"'
        return engine.sql(query).to_arrow_table().to_pylist()


def test_groups_say_what_windows_say() -> None:
    t = ibis.table({"at": "int64", "line": "int64", "word": "string", "value": "decimal(24, 4)"}, name="rows")
    once, each = with_groups(t, _asked(t)), t.mutate(**_asked(t))
    assert _run(once) == _run(each)
    # Rows without a key are a group as well.
    assert [row["there"] for row in _run(once)] == [1, 1, 1, 2, 2, 0]


def test_only_what_has_an_order_is_left_to_windows() -> None:
    t = ibis.table({"at": "int64", "line": "int64", "word": "string", "value": "decimal(24, 4)"}, name="rows")
    assert ibis.to_sql(with_groups(t, _asked(t)), dialect="duckdb").count(" OVER ") == 1
    plain = {"twice": t["at"] * 2}
    assert with_groups(t, plain).equals(t.mutate(**plain))
