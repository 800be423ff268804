"""A nation's tables as Parquet, made by DuckDB from nothing but numbers: the same each time.

A prefecture is a league of 100 counties and towns. Each body has 200 pledges, one an indicator, and reports each of
them in 12 months; one figure in 24 is corrected later. So a league has 20,000 pledges and 250,000 fact revisions, and
400 leagues have 8 million and 100 million. A region of up to twenty leagues is one file of pledges and one of facts, in
the order of what they are about: files of 60 MB, each a batch of its own.

Of ten indicators six are sums reported to date, two are reported by single months and must be added up, one is a
growth in per cent and one a rate of which less is better.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Final

import duckdb
import pyarrow as pa

from duban.ledger.types import WHOLE, Basis
from duban.pack.catalog import catalog
from duban.pack.schema.rulebooks import Cell, Line, Rulebook, TieBreak
from duban.periods import Month
from duban.standing import tables
from duban.standing.leagues.tables import LINES

BODIES, INDICATORS, MONTHS, EVERY = 100, 200, 12, 24
REGION: Final = 20  # leagues in a file, at most
YEAR: Final = 2023
AS_OF: Final = date(YEAR, 12, 31)
# A month's figures are known at twice its number, their corrections one later: those of December are not known yet.
KNOWN_AT: Final = 2 * MONTHS
PLEDGED: Final = BODIES * INDICATORS
REVISIONS: Final = PLEDGED * MONTHS + PLEDGED * MONTHS // EVERY
_FIRST: Final = Month(YEAR, 1).number
_ENDS: Final = [Month(YEAR, month).last_day.toordinal() for month in range(1, MONTHS + 1)]

# ``n`` counts the pledges of the nation, ``sort`` tells the kinds of indicators apart, ``figure`` is the target in
# ten-thousandths. Whatever looks drawn is a remainder.
_NAMED: Final = f"""
    SELECT n, body, i, i % 10 AS sort, n AS pledge,
        printf('L%06d', 110000 + body // {BODIES}) AS league,
        printf('%06d%06d', 110000 + body // {BODIES}, body % {BODIES} * 1000) AS org_unit,
        printf('i%03d', i) AS indicator, CASE WHEN i % 10 = 8 THEN 'growth' ELSE 'level' END AS basis,
        CASE WHEN i % 10 < 8 THEN 5000000 + n * 7919 % 9973 * 10000
            WHEN i % 10 = 8 THEN 50000 + n % 9 * 5000 ELSE 200000 + n % 61 * 10000 END AS figure
    FROM (SELECT range AS n, {{start}} // {INDICATORS} + (range - {{start}}) % {{bodies}} AS body,
        (range - {{start}}) // {{bodies}} AS i FROM range({{start}}, {{end}}))"""

_PLEDGES: Final = f"""
WITH kinds AS (SELECT *, sort = 9 AS falls, sort < 8 AS summed, figure * 0.0001 AS target FROM ({_NAMED}))
SELECT n AS "order", n AS cell, NULL AS own_cell, NULL AS yard, NULL AS own_yard,
    pledge, org_unit, indicator, indicator AS subject,
    '{WHOLE}' AS scope, league, 'quantity' AS kind, basis, CASE WHEN falls THEN 'lower' ELSE 'higher' END AS polarity,
    CASE WHEN sort < 6 THEN 'ytd' WHEN sort < 8 THEN 'flow' WHEN falls THEN 'rate' ELSE 'ytd' END AS accumulation,
    'in_force' AS status, '' AS pledged_state, CASE WHEN falls THEN '<=' ELSE '>=' END AS comparator,
    false AS annual_only, falls AS lower, summed AS paced, summed AS linear, NOT summed AS once,
    {_FIRST} AS first, {_FIRST + 11} AS due_month, {_ENDS[-1]} AS due_day, {_FIRST + 11} AS closes, 12 AS span,
    100 AS share_times, CASE WHEN summed THEN 100 ELSE 1 END AS gap_times,
    CASE WHEN summed THEN 100 ELSE 1 END AS short_times, CASE WHEN summed THEN target ELSE 1 END AS short_size,
    target, NULL AS upper, CASE WHEN NOT falls THEN target END AS low, CASE WHEN falls THEN target END AS high,
    0 AS slack, target AS size, CASE WHEN summed THEN target ELSE 1 END AS gap_size,
    NULL AS stretch, NULL AS stretch_low, NULL AS stretch_high, NULL AS stretch_due,
    CASE WHEN summed THEN target END AS settles, NULL AS stretch_settles
FROM kinds ORDER BY n"""

_FACTS: Final = f"""
WITH months AS (SELECT 1 + range AS month, {_ENDS}[1 + range] AS month_end FROM range({MONTHS})),
told AS (
    SELECT *, n * {MONTHS} + month AS number, (n * {MONTHS} + month) * 48271 % 2147483647 % 241 AS draw,
        i % 2 * {MONTHS} + month - 1 = (i // 2 * 7 + body) % {EVERY} AS corrected
    FROM ({_NAMED}) CROSS JOIN months),
revisions AS (
    SELECT *, number AS fact, NULL AS replaces, 2 * month AS known FROM told UNION ALL
    SELECT * REPLACE (draw + 5 AS draw), -number, number, 2 * month + 1 FROM told WHERE corrected)
SELECT n AS cell, fact, NULL AS answers, org_unit, indicator, '{WHOLE}' AS scope, 'quantity' AS kind, basis,
    '' AS state, replaces,
    0.0001 * CASE WHEN sort < 6 THEN figure * month * (880 + draw) // 12000
        WHEN sort < 8 THEN figure * (880 + draw) // 12000 ELSE figure * (880 + draw) // 1000 END AS value,
    {_FIRST} + CASE WHEN sort IN (6, 7) THEN month - 1 ELSE 0 END AS first, {_FIRST - 1} + month AS last,
    month_end, month_end AS day, false AS dated, 3 AS status, known, false AS contested
FROM revisions ORDER BY n, known"""


# A rulebook scores one indicator in ten, of every kind two.
SCORED: Final = tuple(ten * 10 + ten % 10 for ten in range(INDICATORS // 10))
_LINES: Final = f"""
SELECT (i // 10) AS line, n AS of, org_unit AS body, league AS grp, {100 // len(SCORED)} AS weight,
    CASE WHEN sort < 8 THEN 0 ELSE 1 END AS variant, sort = 9 AS less, -1 AS other_of, '' AS category
FROM ({_NAMED}) WHERE i IN {SCORED} ORDER BY n"""


def rulebook() -> Rulebook:
    """Twenty lines: sums by their share of the target, a growth and a rate between the group's best and worst."""
    formulas = {one.id: one for one in catalog().scores}
    lines = []
    for indicator in SCORED:
        formula = formulas["completion_capped" if indicator % 10 < 8 else "efficacy_minmax"]
        weight = Fraction(100, len(SCORED))
        basis: Basis = "growth" if indicator % 10 == 8 else "level"
        cell = Cell(f"i{indicator:03}", basis=basis)
        lines.append(Line(f"l{indicator}", cell.indicator, cell, weight, formula, formula.parameters))
    ties = (TieBreak(lines[0].id, "share"), TieBreak(lines[8].id, "actual"))
    return Rulebook("nation", "全国", "模拟", (), tuple(lines), Fraction(100), tie_breaks=ties)


@dataclass(frozen=True, slots=True)
class Nation:
    """Where the tables of some leagues stand: one file a region and table."""

    folder: Path
    leagues: int

    @property
    def region(self) -> int:
        """How many leagues are in a file: of a few only half of them, so that two can work."""
        return max(1, min(REGION, self.leagues // 2))

    def files(self, table: str, leagues: Iterable[int]) -> list[Path]:
        """The files with some leagues in them; ``table`` is ``pledges``, ``facts`` or ``lines``."""
        firsts = sorted({league - league % self.region for league in leagues})
        return [self.folder / table / f"{first:04}-{self.end(first):04}.parquet" for first in firsts]

    def end(self, first: int) -> int:
        """Where the region that begins with a league ends."""
        return min(first + self.region, self.leagues)


def write_nation(folder: Path, leagues: int) -> Nation:
    """Write what is not there yet."""
    nation = Nation(folder, leagues)
    with duckdb.connect() as engine:
        for name, query, of in (
            ("pledges", _PLEDGES, tables.PLEDGES),
            ("facts", _FACTS, tables.FACTS),
            ("lines", _LINES, LINES),
        ):
            for first in range(0, leagues, nation.region):
                (path,) = nation.files(name, [first])
                path.parent.mkdir(parents=True, exist_ok=True)
                if not path.exists():
                    bodies = (nation.end(first) - first) * BODIES
                    told = query.format(start=first * PLEDGED, end=nation.end(first) * PLEDGED, bodies=bodies)
                    rows = f"SELECT {columns_of(tables.numbered(of))} FROM ({told})"
                    engine.execute(f"COPY ({rows}) TO '{path}.part' (FORMAT parquet)")
                    Path(f"{path}.part").rename(path)
    return nation


def columns_of(schema: pa.Schema) -> str:
    """A schema's columns as SQL that casts what a query gives to its types."""
    types = {pa.string(): "VARCHAR", pa.bool_(): "BOOLEAN", pa.int64(): "BIGINT", tables.AMOUNT: "DECIMAL(24, 4)"}
    return ", ".join(f'CAST("{column.name}" AS {types[column.type]}) AS "{column.name}"' for column in schema)
