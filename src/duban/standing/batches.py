"""A nation league by league: Parquet in, Parquet out, a query a batch, so that memory does not grow with the nation.

Bodies are compared within their league only, so a batch of whole leagues stands as it would among all others. The
tables are those of ``standing.tables``; keys may be words or numbers (``tables.numbered``). Whoever writes them keeps
the facts in the order of ``cell``: a batch then looks its pledges up one after the other. Best are a batch's pledges in
one file: of several an engine does not know from where to where their numbers go, and must hash them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from threading import Lock
from typing import Final

import duckdb
import ibis
import pyarrow as pa

from duban.cache import joined, kept
from duban.pack.schema.rulebooks import Adjustment, Rulebook
from duban.standing import tables
from duban.standing.compiling import standing_steps
from duban.standing.judge import Terms
from duban.standing.leagues import tables as league_tables
from duban.standing.leagues.compiling import INPUTS, day_place_steps, place_steps
from duban.standing.leagues.day import has_a_day
from duban.standing.queries import made_by
from duban.standing.steps import Step, compiled
from duban.standing.tables import Pace

# What a nation is asked for: the revision that counts, the figure to date, the verdict and the light.
ASKED: Final = ("order", "last", "fact", "actual", "verdict", "light")
# And of each body and month: what it has earned and its place.
PLACED: Final = ("grp", "body", "at", "earned", "total", "rank", "rank_before")
# Every join of a standing is written with its smaller table to the right. What the engine makes of its own guesses,
# which know nothing of what the steps before leave, puts millions of facts there.
_AS_WRITTEN: Final = "build_side_probe_side,join_order"
# What Ibis calls DuckDB's types.
_TYPES: Final = {"VARCHAR": "string", "BIGINT": "int64", "BOOLEAN": "boolean", "DECIMAL(24,4)": "decimal(24, 4)"}


@dataclass(frozen=True, slots=True)
class Batch:
    """The Parquet files of some whole leagues, and where what is made of them is to be written.

    ``lines`` (``leagues.tables.LINES``) say what a rulebook scores.
    """

    pledges: Sequence[Path]
    facts: Sequence[Path]
    result: Path
    lines: Sequence[Path] = ()


@dataclass(frozen=True, slots=True)
class Machine:
    """What may be used: ``workers`` batches at a time, one core each, and this much memory for tables."""

    workers: int = 2
    memory: str = "3GB"


def judge_batches(
    batches: Iterable[Batch],
    terms: Terms,
    as_of: date,
    *,
    known_at: int | None = None,
    few: Mapping[str, pa.Table] | None = None,
    asked: Sequence[str] = ASKED,
    machine: Machine | None = None,
    day: bool = False,
) -> None:
    """Write each batch's standing, one row a pledge and reported month, in no order; ``day``: of the newest alone.

    A hundred thousand pledges a batch are enough, two hundred thousand not too many. ``few`` are the small tables for
    all batches, ``nodes`` and ``answers``, where there are any. ``asked`` are columns of ``standing_steps``. Raises
    ``InputError`` where a column is missing or of another type, ``duckdb.Error`` where a file cannot be read or made.
    """
    key = joined(("batches", terms.rule, terms.pace, day, made_by()))
    steps = standing_steps(terms.rule, terms.pace, day=day)
    _run(_Work(key, steps, asked, _small(as_of, known_at, few)), batches, machine)


def rank_batches(
    batches: Iterable[Batch],
    book: Rulebook,
    pace: Pace,
    as_of: date,
    *,
    known_at: int | None = None,
    adjustments: Iterable[Adjustment] = (),
    few: Mapping[str, pa.Table] | None = None,
    machine: Machine | None = None,
    day: bool = False,
) -> None:
    """Write each batch's places under a rulebook, one row a body and month (``PLACED``), in no order.

    ``day``: of the newest month alone. Planning takes its time, and only what is scored is looked at: a batch may be
    ten times as large as one that is judged. Errors are those of ``judge_batches``.
    """
    small = _small(as_of, known_at, few) | book_given(book, as_of, adjustments)
    key = joined(("places", book, pace, day, made_by()))
    steps = day_place_steps(book, pace, quick=False) if day else place_steps(book, pace)
    work = _Work(key, steps, PLACED, small, scored=True)
    if day and has_a_day(book):
        quick = day_place_steps(book, pace, quick=True)
        # Of the months the newest, and the one before it, of which each body's place is told beside.
        two = small | {"months_of_year": small["months_of_year"][-2:]}
        work = _Work(joined((key, "quick")), quick, PLACED, two, scored=True, unless_sure=work)
    _run(work, batches, machine)


def _small(as_of: date, known_at: int | None, few: Mapping[str, pa.Table] | None) -> dict[str, pa.Table]:
    empty = {"nodes": tables.NODES.empty_table(), "answers": tables.ANSWERS.empty_table()}
    return {**empty, **(few or {}), "moment": tables.moment_table(as_of, known_at)}


def _run(work: _Work, batches: Iterable[Batch], machine: Machine | None) -> None:
    machine = machine or Machine()
    settings: dict[str, str | bool | int | float | list[str]] = {
        "threads": 1,
        "memory_limit": machine.memory,
        # What a batch gives back the next one takes: the system need not find and empty the same memory for each.
        "block_allocator_memory": machine.memory,
        "disabled_optimizers": _AS_WRITTEN,
        "preserve_insertion_order": False,
    }
    with duckdb.connect(config=settings) as engine, ThreadPoolExecutor(machine.workers) as pool:
        list(pool.map(partial(work.write, engine), batches))


def book_given(book: Rulebook, as_of: date, adjustments: Iterable[Adjustment] = ()) -> dict[str, pa.Table]:
    """The small tables that a rulebook's places need beside those of a standing and ``lines``."""
    months = league_tables.month_table(as_of.year, as_of)
    return {"months_of_year": months, **league_tables.book_tables(book, adjustments, as_of)}


@dataclass(frozen=True, slots=True)
class _Work:
    """What is done to every batch; a query is compiled once for tables of the same types, and kept for the next run.

    It is read by the engine once as well: the query of a standing is long.
    ``unless_sure`` is done instead to a batch of which the query says that it is not ``sure``.
    """

    key: str
    steps: Sequence[Step]
    asked: Sequence[str]
    small: Mapping[str, pa.Table]
    scored: bool = False
    unless_sure: _Work | None = None
    statements: dict[str, duckdb.Statement] = field(default_factory=dict)
    one_at_a_time: Lock = field(default_factory=Lock)

    def write(self, engine: duckdb.DuckDBPyConnection, batch: Batch) -> None:
        with engine.cursor() as connection:
            for name, table in self.small.items():
                _table(connection, name, table)
            types = {name: tables.types_of(schema) for name, schema in INPUTS.items()}
            types["facts"] = _view(connection, "facts", batch.facts)
            if self.scored:
                types["lines"] = _view(connection, "lines", batch.lines)
            types["pledges"] = _view(connection, "pledges", batch.pledges, _SCORED if self.scored else "")
            statement, result = self._statement(types), [str(batch.result)]
            if not self.unless_sure:
                connection.execute(statement, result)
                return
            connection.execute(statement)
            if (False,) in connection.execute("SELECT DISTINCT sure FROM answer").fetchall():
                self.unless_sure.write(engine, batch)
                return
            connection.execute(_copied(f"SELECT {self._columns} FROM answer"), result)

    @property
    def _columns(self) -> str:
        return ", ".join(f'"{name}"' for name in self.asked)

    def _statement(self, types: Mapping[str, Mapping[str, str]]) -> duckdb.Statement:
        """What writes the answer to a file that is told with it, or lays it as a table to be looked at first."""
        schemas = {name: ibis.schema(of) for name, of in types.items()}
        key = joined((self.key, types))
        with self.one_at_a_time:
            if key not in self.statements:
                query = kept(key, lambda: compiled(self.steps, schemas, (), "duckdb"))
                laid = f"CREATE TEMP TABLE answer AS SELECT {self._columns}, sure FROM ({query})"
                text = laid if self.unless_sure else _copied(f"SELECT {self._columns} FROM ({query})")
                (self.statements[key],) = duckdb.extract_statements(text)
            return self.statements[key]


def _copied(query: str) -> str:
    return f"COPY ({query}) TO $1 (FORMAT parquet)"


def _table(connection: duckdb.DuckDBPyConnection, name: str, table: pa.Table) -> None:
    """A table of the engine's own: of a date in it the engine knows what it is, and leaves out what it decides."""
    connection.register(f"{name}_given", table)
    connection.execute(f"CREATE TEMP TABLE {name} AS FROM {name}_given")


# Of the pledges those that a rulebook scores.
_SCORED: Final = ' SEMI JOIN (SELECT "of" FROM lines UNION ALL SELECT other_of FROM lines) ON "order" = "of"'


def _view(
    connection: duckdb.DuckDBPyConnection, name: str, files: Sequence[Path], restricted: str = ""
) -> dict[str, str]:
    """A view of some files, and its columns as Ibis types."""
    listed = ", ".join(_quoted(path) for path in files)
    connection.execute(f"CREATE TEMP VIEW {name} AS SELECT * FROM read_parquet([{listed}]){restricted}")
    own = connection.execute(f"DESCRIBE {name}").fetchall()
    return tables.types_given(name, {column: _TYPES.get(type, type) for column, type, *_ in own}, INPUTS[name])


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
