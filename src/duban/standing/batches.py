"""A nation league by league: Parquet in, Parquet out, a query a batch, so that memory does not grow with the nation.

Bodies are compared within their league only, so a batch of whole leagues stands as it would among all others. The
tables are those of ``standing.tables``; keys may be words or numbers (``tables.numbered``). Whoever writes them keeps
the facts in the order of ``cell``: a batch then looks its pledges up one after the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from typing import Final

import duckdb
import ibis
import pyarrow as pa

from duban.standing import tables
from duban.standing.compiling import standing_steps
from duban.standing.judge import Terms
from duban.standing.steps import compiled

# What a nation is asked for: the revision that counts, the figure to date, the verdict and the light.
ASKED: Final = ("order", "last", "fact", "actual", "verdict", "light")
# Every join of a standing is written with its smaller table to the right. What the engine makes of its own guesses,
# which know nothing of what the steps before leave, puts millions of facts there.
_AS_WRITTEN: Final = "build_side_probe_side,join_order"
# What Ibis calls DuckDB's types.
_TYPES: Final = {"VARCHAR": "string", "BIGINT": "int64", "BOOLEAN": "boolean", "DECIMAL(24,4)": "decimal(24, 4)"}


@dataclass(frozen=True, slots=True)
class Batch:
    """The Parquet files of some whole leagues, and where their standing is to be written."""

    pledges: Sequence[Path]
    facts: Sequence[Path]
    result: Path


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
) -> None:
    """Write each batch's standing, one row a pledge and reported month, in no order.

    ``few`` are the small tables for all batches, ``nodes`` and ``answers``, where there are any. ``asked`` are columns
    of ``standing_steps``. ``InputError`` where a column is missing or of another type, ``duckdb.Error`` where a file
    cannot be read or written.
    """
    machine = machine or Machine()
    small = {"nodes": tables.NODES.empty_table(), "answers": tables.ANSWERS.empty_table(), **(few or {})}
    small["moment"] = tables.moment_table(as_of, known_at)
    work = _Work(terms, small, ", ".join(f'"{name}"' for name in asked))
    settings: dict[str, str | bool | int | float | list[str]] = {
        "threads": 1,
        "memory_limit": machine.memory,
        "disabled_optimizers": _AS_WRITTEN,
        "preserve_insertion_order": False,
    }
    with duckdb.connect(config=settings) as engine, ThreadPoolExecutor(machine.workers) as pool:
        list(pool.map(partial(work.judge, engine), batches))


@dataclass(frozen=True, slots=True)
class _Work:
    """What is done to every batch."""

    terms: Terms
    small: Mapping[str, pa.Table]
    columns: str
    queries: dict[str, str] = field(default_factory=dict)

    def judge(self, engine: duckdb.DuckDBPyConnection, batch: Batch) -> None:
        with engine.cursor() as connection:
            for name, table in self.small.items():
                connection.register(name, table)
            types = {name: tables.types_of(schema) for name, schema in tables.INPUTS.items()}
            for name, files in (("pledges", batch.pledges), ("facts", batch.facts)):
                listed = ", ".join(_quoted(path) for path in files)
                connection.execute(f"CREATE TEMP VIEW {name} AS SELECT * FROM read_parquet([{listed}])")
                own = connection.execute(f"DESCRIBE {name}").fetchall()
                types[name] = tables.types_given(name, {column: _TYPES.get(type, type) for column, type, *_ in own})
            query = f"SELECT {self.columns} FROM ({self._query(types)})"
            connection.execute(f"COPY ({query}) TO {_quoted(batch.result)} (FORMAT parquet)")

    def _query(self, types: dict[str, dict[str, str]]) -> str:
        """Compiled once for tables of the same types."""
        if (known := str(types)) not in self.queries:
            schemas = {name: ibis.schema(of) for name, of in types.items()}
            self.queries[known] = compiled(standing_steps(self.terms.rule, self.terms.pace), schemas, (), "duckdb")
        return self.queries[known]


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
