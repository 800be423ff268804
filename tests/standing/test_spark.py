"""The same rows on Spark as on DuckDB, to the last digit and bit: a cluster of two workers, a million facts."""

from __future__ import annotations

import importlib
from pathlib import Path

import ibis
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from benchmarks.nation_data import rulebook
from duban.formula.check import checked
from duban.pack.catalog import shared_rule
from duban.pack.schema.lights import Light, LightRule
from duban.pack.schema.names import LIGHT_SORTS
from duban.standing.judge import Terms, run_query
from duban.standing.leagues.compiling import INPUTS as ALL
from duban.standing.leagues.compiling import place_steps
from duban.standing.queries import standing_sql
from duban.standing.steps import compiled
from duban.standing.tables import INPUTS, Pace, types_of
from tests.standing.million import million

_WHEN = {
    "fell": "actual < previous(actual)",
    "leads": "rank(actual) <= 3 and actual == best(actual)",
    "long_behind": "streak(not on_plan) >= 3",
    "short": "shortfall >= 10 or shortfall_ratio > 15",
    "above": "actual >= mean(actual)",
    "on_plan": "on_plan",
}


def _rule() -> LightRule:
    """A rule that looks at the months before and at the peers."""
    lights = [
        Light(key, key, "", "green", "●", place, "", checked(text, LIGHT_SORTS, "condition"))
        for place, (key, text) in enumerate(_WHEN.items())
    ]
    return LightRule("spark", "", "", (*lights, Light("rest", "余", "", "grey", "◇", len(lights), "")))


def _bits(table: pa.Table) -> pa.Table:
    """The table with its floats as their bits."""
    for place, column in enumerate(table.schema):
        if pa.types.is_float64(column.type):
            bits = table.column(place).combine_chunks().view(pa.int64())
            table = table.set_column(place, column.name, bits)
    return table


def _apart(ours: pa.Table, theirs: pa.Table, order: list[str]) -> list[str]:
    """The columns in which two tables of the same rows differ."""
    by = [(name, "ascending") for name in order]
    theirs = _bits(theirs.select(ours.column_names).sort_by(by).cast(ours.schema))
    ours = _bits(ours.sort_by(by))
    return [name for name in ours.column_names if not ours[name].equals(theirs[name])]


def _places(pace: Pace) -> str:
    schemas = {name: ibis.schema(types_of(schema)) for name, schema in ALL.items()}
    return compiled(place_steps(rulebook(), pace), schemas, (), "duckdb")


def test_a_cluster_says_the_same_to_the_last_digit(java: str, tmp_path: Path) -> None:
    assert java
    cluster, spark = (importlib.import_module(name) for name in ("tests.standing.cluster", "duban.standing.spark"))
    terms = Terms(_rule(), "season")
    given = million(tmp_path, terms)
    assert given["facts"].num_rows >= 1_000_000
    for name, table in given.items():
        pq.write_table(table, tmp_path / f"{name}.parquet")
    there = {name: tmp_path / f"{name}.parquet" for name in given}
    with cluster.session(tmp_path) as session:
        judged = spark.judge_on_spark(session, terms, {name: there[name] for name in INPUTS})
        judged.write.parquet(str(tmp_path / "rows"))
        default = Terms(shared_rule(), "season")
        today = spark.judge_on_spark(session, default, {name: there[name] for name in INPUTS}, day=True)
        today.write.parquet(str(tmp_path / "today"))
        placed = spark.rank_on_spark(session, rulebook(), terms.pace, there)
        placed.write.parquet(str(tmp_path / "places"))
    rows = run_query(standing_sql(terms.rule, terms.pace), {name: given[name] for name in INPUTS})
    assert set(rows["light"].to_pylist()) >= {*_WHEN, "rest"}
    assert not _apart(rows, pq.read_table(tmp_path / "rows"), ["order", "last"])
    whole = run_query(standing_sql(default.rule, default.pace), {name: given[name] for name in INPUTS})
    of_the_day = whole.filter(pc.field("is_last"))
    assert of_the_day.num_rows == given["pledges"].num_rows
    assert not _apart(of_the_day, pq.read_table(tmp_path / "today"), ["order"])
    places = run_query(_places(terms.pace), given)
    assert 1 < pc.max(places["rank"]).as_py() <= 100
    assert not _apart(places, pq.read_table(tmp_path / "places"), ["body", "at"])
