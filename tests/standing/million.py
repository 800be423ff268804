"""A million facts with all that engines may take differently: ties, halves, amounts beyond 2⁵³, gaps, conflicts.

Two leagues of the benchmark's nation and their year before, with words for keys, beside the handful of pledges of
every other kind that the other tests judge.
"""

from __future__ import annotations

from pathlib import Path

import duckdb
import pyarrow as pa

from benchmarks.nation_data import AS_OF, KNOWN_AT, columns_of, rulebook, write_nation
from duban.linking.links import state_answers
from duban.standing import tables
from duban.standing.batches import book_given
from duban.standing.judge import Terms, inputs
from duban.standing.leagues.tables import LINES
from tests.standing.test_engine import FACTS, PLEDGES

LEAGUES = 2
# A thousand million times as much, to the ten-thousandth: more than a float can hold.
_LARGE = "cell % 7 = 3 AND basis = 'level'"
# Half of the year before had come by every month but the last, and the target is odd in its last digit.
_HALF = "cell % 5 = 1"
_PLEDGES = f"""
WITH sized AS (
    SELECT * REPLACE (
            CASE WHEN {_LARGE} THEN 1000000007 ELSE 1 END * target + 0.0001 * (2 * (cell % 50) + 1) AS target),
        low IS NOT NULL AS floor, 0.05 * (target // 1) AS give FROM pledges),
told AS (SELECT *, CASE WHEN cell % 13 = 0 AND floor THEN give ELSE 0 END AS near FROM sized)
SELECT * EXCLUDE (floor, give, near) REPLACE ('p' || pledge AS pledge, near AS slack,
    CASE WHEN floor THEN target - near END AS low, CASE WHEN NOT floor OR near > 0 THEN target + near END AS high,
    target AS size, CASE WHEN paced THEN target ELSE 1 END AS gap_size,
    CASE WHEN paced THEN target ELSE 1 END AS short_size,
    CASE WHEN near > 0 THEN '~' ELSE comparator END AS comparator,
    CASE WHEN paced AND near = 0 THEN target END AS settles, NOT (paced AND near = 0) AS once,
    CASE WHEN cell % 4 = 0 AND paced THEN 1.2 * target END AS stretch,
    CASE WHEN cell % 4 = 0 AND paced THEN 1.2 * target END AS stretch_low,
    CASE WHEN cell % 4 = 0 AND paced THEN 1.2 * target END AS stretch_due,
    CASE WHEN cell % 4 = 0 AND paced THEN 1.2 * target END AS stretch_settles,
    CASE WHEN cell % 97 = 0 THEN 'dropped' ELSE status END AS status, cell % 89 = 0 AS annual_only)
FROM told"""
_FACTS = f"""
WITH sized AS (
    SELECT * REPLACE (CASE WHEN {_LARGE} THEN 1000000007 * value + 0.0001 * (cell % 9999)
        WHEN cell % 3 = 0 THEN value // 100 * 100 ELSE value END AS value,
        'f' || fact AS fact, CASE WHEN replaces IS NULL THEN '' ELSE 'f' || replaces END AS replaces, '' AS answers,
        cell % 60 = 8 AS contested) FROM facts
    WHERE NOT (cell % 211 = 4 AND last % 12 = 2)),
before AS (
    SELECT * REPLACE ('y' || fact AS fact, CASE WHEN replaces = '' THEN '' ELSE 'y' || replaces END AS replaces,
        first - 12 AS first, last - 12 AS last, month_end - 365 AS month_end, day - 365 AS day, 0 AS known,
        CASE WHEN {_HALF} THEN CASE WHEN last % 12 = 11 THEN 2000 ELSE 1000 END ELSE value // 2 END AS value)
    FROM sized),
again AS (
    SELECT * REPLACE ('a' || fact AS fact, '' AS replaces, value + 0.5 * (cell % 2) AS value, cell % 3 + 1 AS status)
    FROM sized WHERE cell % 50 = 7 AND replaces = '' AND last % 12 IN (4, 5))
SELECT * FROM sized UNION ALL SELECT * FROM before UNION ALL SELECT * FROM again"""


def million(folder: Path, terms: Terms) -> dict[str, pa.Table]:
    """The tables that a standing is run on."""
    nation = write_nation(folder / "nation", LEAGUES)
    given = inputs(PLEDGES, FACTS, terms, AS_OF, answers=state_answers(), known_at=KNOWN_AT)
    del given["shared"]  # how a pledge was judged, which no engine is asked
    with duckdb.connect() as engine:
        for name, query, schema in (("pledges", _PLEDGES, tables.PLEDGES), ("facts", _FACTS, tables.FACTS)):
            engine.read_parquet([str(path) for path in nation.files(name, range(LEAGUES))]).create_view(name)
            made = engine.sql(f"SELECT {columns_of(schema)} FROM ({query})").to_arrow_table().cast(schema)
            given[name] = pa.concat_tables([made, _apart(given[name])])
        files = [str(path) for path in nation.files("lines", range(LEAGUES))]
        given["lines"] = engine.read_parquet(files).to_arrow_table().cast(LINES)
    return given | book_given(rulebook(), AS_OF)


def _apart(table: pa.Table) -> pa.Table:
    """The few other pledges, counted from where the many end."""
    if "order" not in table.column_names:
        return table
    orders = pa.array([10**6 + order for order in table["order"].to_pylist()], pa.int64())
    return table.set_column(table.column_names.index("order"), "order", orders)
