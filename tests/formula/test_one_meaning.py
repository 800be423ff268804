"""The issue's property: a formula gives the same on Ibis columns (DuckDB) and on one item."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

import duckdb
import ibis
import pyarrow as pa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from duban.errors import DeclarationError
from duban.formula.check import checked
from duban.formula.item import Item, Plain, Row
from duban.formula.parse import Sort
from duban.formula.walk import condition
from duban.standing.columns import Columns
from duban.standing.tables import AMOUNT, types_of

SORTS: Mapping[str, Sort] = {
    "actual": "amount", "target": "amount", "share": "share", "pace": "share", "month": "whole", "due": "condition",
    "kind": "word",
}  # fmt: skip
SCHEMA = pa.schema(
    [
        *(("pledge", pa.string()), ("subject", pa.string()), ("scope", pa.string()), ("basis", pa.string())),
        *(("league", pa.string()), ("last", pa.int64()), ("seq", pa.int64()), ("lower", pa.bool_())),
        *((name, AMOUNT) for name in ("actual", "target", "share_over", "share_under", "pace_over", "pace_under")),
        *(("month", pa.int64()), ("due", pa.bool_()), ("kind", pa.string())),
    ]
)
# In ten-thousandths; the last are what a province's money comes to.
amounts = st.none() | st.sampled_from([0, 1, 2, 3, -3, 20_000, 2_000_000]) | st.integers(-(10**7), 10**7)
amounts |= st.integers(10**16, 10**17)
parts = st.tuples(amounts, st.none() | st.sampled_from([0, 3, 30_000, 60_000]) | st.integers(0, 40_000))
rows = st.lists(
    st.fixed_dictionaries(
        {
            "pledge": st.sampled_from("ab"),
            "actual": amounts,
            "target": amounts,
            "share": parts,
            "pace": parts,
            "month": st.none() | st.integers(1, 12),
            "due": st.none() | st.booleans(),
            "kind": st.none() | st.sampled_from(["rank", "trend"]),
        }
    ),
    min_size=1,
    max_size=7,
)
leaves = st.sampled_from(["actual", "target", "share", "pace", "month", "3", "0.8", "100", "0", "66.6667"])


def _numbers(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    two = st.tuples(inner, st.sampled_from(["+", "-", "*", "/"]), inner).map(lambda t: f"({t[0]} {t[1]} {t[2]})")
    calls = st.sampled_from(["abs({})", "capped({}, 2)", "least({}, share)", "most(pace, {}, month)", "-{}"])
    called = st.tuples(calls, inner).map(lambda t: t[0].format(t[1]))
    chosen = st.tuples(inner, inner).map(lambda t: f"({t[0]} if due else {t[1]})")
    return two | called | chosen


plain = st.recursive(leaves, _numbers, max_leaves=4)
named = st.sampled_from(["actual", "target", "share", "pace", "month"])
seen = named | st.sampled_from(["actual - target", "share - pace", "actual / target", "month * 2", "abs(share)"])
windowed = st.tuples(st.sampled_from(["best", "worst", "mean", "rank", "share_of", "previous", "latest"]), seen).map(
    lambda t: f"{t[0]}({t[1]})"
)
signs = st.sampled_from(["<", "<=", ">", ">=", "==", "!="])
comparison = st.tuples(plain | windowed, signs, plain | windowed).map(" ".join)
comparison |= st.tuples(named, signs, plain, signs, named).map(" ".join)
words = st.sampled_from(
    [
        *("due", "not due", "kind in ('rank', 'x')", "kind != 'rank'", "given(share)", "given(actual - target)"),
        *("month in (3, 6.5)", "share not in (50, 100)", "('rank' if due else 'trend') == kind", "given(kind)"),
        "(due if month > 6 else not due)",
    ]
)
looking = st.sampled_from(["previous(due)", "latest(kind) == kind", "given(previous(share))", "given(mean(pace))"])
alone = st.tuples(named, st.sampled_from(["<", ">="]), plain).map(" ".join)
streak = st.tuples(alone | words, st.integers(0, 3)).map(lambda t: f"streak({t[0]}) >= {t[1]}")
conditions = st.recursive(
    comparison | words | looking | streak,
    lambda inner: st.tuples(inner, st.sampled_from(["and", "or"]), inner).map(lambda t: f"({t[0]} {t[1]} {t[2]})"),
    max_leaves=3,
)


def _amount(scaled: int | None) -> Fraction | None:
    return None if scaled is None else Fraction(scaled, 10_000)


def _decimal(scaled: int | None) -> Decimal | None:
    return None if scaled is None else Decimal(scaled) / 10_000


def _on_columns(text: str, told: list[dict[str, Any]], lower: bool) -> list[bool | None]:
    seen: dict[str, int] = {}
    records = []
    for one in told:
        seen[one["pledge"]] = seq = seen.get(one["pledge"], 0) + 1
        over, under = one["share"]
        figures = {name: _decimal(one[name]) for name in ("actual", "target")}
        figures |= {"share_over": _decimal(over), "share_under": _decimal(under)}
        over, under = one["pace"]
        figures |= {"pace_over": _decimal(over), "pace_under": _decimal(under)}
        same = {"subject": "s", "scope": "s", "basis": "level", "league": "g", "last": seq, "seq": seq, "lower": lower}
        records.append({**same, **figures, **{name: one[name] for name in ("pledge", "month", "due", "kind")}})
    t = ibis.table(types_of(SCHEMA), name="t")
    value = condition(checked(text, SORTS, "condition"), Columns(t, SORTS, {}))
    query = ibis.to_sql(t.select("pledge", "seq", value=value), dialect="duckdb")
    with duckdb.connect() as connection:
        connection.register("t", pa.Table.from_pylist(records, SCHEMA))
        found = {(pledge, seq): value for pledge, seq, value in connection.sql(str(query)).fetchall()}
    return [found[one["pledge"], one["seq"]] for one in records]


def _on_items(text: str, told: list[dict[str, Any]], lower: bool) -> list[bool | None]:
    made = []
    for one in told:
        values: dict[str, Plain | tuple[Plain, Plain]] = {n: _amount(one[n]) for n in ("actual", "target")}
        values |= {n: (_amount(one[n][0]), _amount(one[n][1])) for n in ("share", "pace")}
        made.append(Row(values | {name: one[name] for name in ("month", "due", "kind")}, lower))
    found = []
    for at, one in enumerate(told):
        own = [row for row, other in zip(made, told, strict=True) if other["pledge"] == one["pledge"]]
        seq = sum(other["pledge"] == one["pledge"] for other in told[:at])
        peers = [
            row
            for index, (row, other) in enumerate(zip(made, told, strict=True))
            if sum(before["pledge"] == other["pledge"] for before in told[:index]) == seq
        ]
        item = Item(made[at], SORTS, peers, own, seq)
        found.append(condition(checked(text, SORTS, "condition"), item).value)
    return found


def _is_taken(text: str) -> bool:
    try:
        return bool(checked(text, SORTS, "condition"))
    except DeclarationError:
        return False


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(conditions.filter(_is_taken), rows, st.booleans())
def test_a_formula_means_one_thing(text: str, told: list[dict[str, Any]], lower: bool) -> None:
    assert _on_columns(text, told, lower) == _on_items(text, told, lower)
