"""What is worked out once is what would have been worked out again and again."""

from __future__ import annotations

from decimal import Decimal

import duckdb
import ibis
import ibis.expr.types as ir
import pyarrow as pa

from duban.standing.once import with_groups, with_quotients

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
        rows: list[dict[str, object]] = engine.sql(query).to_arrow_table().to_pylist()
    return rows


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


def test_a_quotient_that_is_named_often_is_divided_once() -> None:
    t = ibis.table({"at": "int64", "line": "int64", "word": "string", "value": "decimal(24, 4)"}, name="rows")
    share = t["at"].cast("float64") / t.value.cast("float64").nullif(0.0)
    asked = {"capped": ibis.cases((share > 1, 1.0), (share < 0, 0.0), else_=share), "once": t["at"] / 7}
    made, found = with_quotients(t, asked)
    query = ibis.to_sql(made.mutate(**found), dialect="duckdb")
    assert query.count(" / ") == 2 < ibis.to_sql(t.mutate(**asked), dialect="duckdb").count(" / ")
    assert _run(made.mutate(**found).drop("quotient0")) == _run(t.mutate(**asked))
    assert with_quotients(t, {"once": t["at"] / 7})[0] is t
