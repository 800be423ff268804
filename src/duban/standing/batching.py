"""What works through batches: their tables laid before the engine, a query compiled once, batches side by side."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from threading import Lock
from typing import Final

import duckdb
import ibis
import pyarrow as pa

from duban.cache import joined, kept
from duban.standing import tables
from duban.standing.leagues.compiling import INPUTS
from duban.standing.steps import Step, compiled

# Every join of a standing is written with its smaller table to the right. What the engine makes of its own guesses,
# which know nothing of what the steps before leave, puts millions of facts there.
_AS_WRITTEN: Final = "build_side_probe_side,join_order"
# What Ibis calls DuckDB's types.
_TYPES: Final = {"VARCHAR": "string", "BIGINT": "int64", "BOOLEAN": "boolean"}
_DECIMAL: Final = re.compile(r"DECIMAL\((\d+),(\d+)\)")
# Of the pledges those that a rulebook scores.
_SCORED: Final = ' SEMI JOIN (SELECT "of" FROM lines UNION ALL SELECT other_of FROM lines) ON "order" = "of"'

# What becomes of a query's answer: a file that is told with it, or a table of the connection's own.
TO_A_FILE: Final = "COPY ({}) TO $1 (FORMAT parquet)"
TO_A_TABLE: Final = "CREATE TEMP TABLE {name} AS {{}}"

Types = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Batch:
    """The Parquet files of some whole leagues, and where what is made of them is to be written.

    ``lines`` (``leagues.tables.LINES``) say what a rulebook scores; ``places`` is where ``stand_batches`` writes them,
    and ``before`` what it wrote there for the month before, if the place of then is wanted beside that of now.
    """

    pledges: Sequence[Path]
    facts: Sequence[Path]
    result: Path
    lines: Sequence[Path] = ()
    places: Path | None = None
    before: Path | None = None


@dataclass(frozen=True, slots=True)
class Machine:
    """What may be used: ``workers`` batches at a time, one core each, and this much memory for tables."""

    workers: int = 2
    memory: str = "3GB"


@dataclass(frozen=True, slots=True)
class Query:
    """Some columns of the last of a chain of steps.

    It is compiled once for tables of the same types and kept for the next run; the engine, too, reads it only once,
    for the query of a standing is long. ``key`` holds everything that the steps depend on.
    """

    key: str
    steps: Sequence[Step]
    asked: Iterable[str]
    form: str = TO_A_FILE
    _statements: dict[str, duckdb.Statement] = field(default_factory=dict)
    _one_at_a_time: Lock = field(default_factory=Lock)

    def statement(self, types: Types) -> duckdb.Statement:
        """What is to be executed where the tables have these types (Ibis' words)."""
        schemas = {name: ibis.schema(of) for name, of in types.items()}
        key = joined((self.key, types))
        with self._one_at_a_time:
            if key not in self._statements:
                query = kept(key, lambda: compiled(self.steps, schemas, (), "duckdb"))
                text = self.form.format(f"SELECT {columns(self.asked)} FROM ({query})")
                (self._statements[key],) = duckdb.extract_statements(text)
            return self._statements[key]


def columns(names: Iterable[str]) -> str:
    """Names of columns as SQL."""
    return ", ".join(f'"{name}"' for name in names)


def run(
    write: Callable[[duckdb.DuckDBPyConnection, Batch], None], batches: Iterable[Batch], machine: Machine | None
) -> None:
    """Write every batch, as many at a time as there are workers."""
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
        list(pool.map(partial(write, engine), batches))


@contextmanager
def laid(
    engine: duckdb.DuckDBPyConnection, batch: Batch, small: Mapping[str, pa.Table], *, scored: bool = False
) -> Iterator[tuple[duckdb.DuckDBPyConnection, Types]]:
    """A connection on which a batch's tables and the small ones stand, and their types; ``scored``: pledges alone."""
    with engine.cursor() as connection:
        for name, table in small.items():
            _table(connection, name, table)
        types = {name: tables.types_of(schema) for name, schema in INPUTS.items()}
        types["facts"] = _view(connection, "facts", batch.facts)
        if batch.lines:
            types["lines"] = _view(connection, "lines", batch.lines)
        types["pledges"] = _view(connection, "pledges", batch.pledges, _SCORED if scored else "")
        yield connection, types


def _table(connection: duckdb.DuckDBPyConnection, name: str, table: pa.Table) -> None:
    """A table of the engine's own: of a date in it the engine knows what it is, and leaves out what it decides."""
    connection.register(f"{name}_given", table)
    connection.execute(f"CREATE TEMP TABLE {name} AS FROM {name}_given")


def _view(
    connection: duckdb.DuckDBPyConnection, name: str, files: Sequence[Path], restricted: str = ""
) -> dict[str, str]:
    """A view of some files, and its columns as Ibis types."""
    listed = ", ".join(quoted(path) for path in files)
    connection.execute(f"CREATE TEMP VIEW {name} AS SELECT * FROM read_parquet([{listed}]){restricted}")
    return tables.types_given(name, typed(connection, name), INPUTS[name])


def typed(connection: duckdb.DuckDBPyConnection, name: str) -> dict[str, str]:
    """The columns of a connection's table as Ibis types."""
    own = connection.execute(f"DESCRIBE {name}").fetchall()
    return {column: _TYPES.get(type, _DECIMAL.sub(r"decimal(\1, \2)", type)) for column, type, *_ in own}


def quoted(path: Path) -> str:
    """A file's path as SQL."""
    return "'" + str(path).replace("'", "''") + "'"
