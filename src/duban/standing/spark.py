"""The same steps on Spark 4.0, for those whose figures are on a cluster already: ``pip install 'duban[spark]'``.

Each step is a temporary view, compiled by Ibis. What more than one step looks at is worked out at once and kept on the
workers' disks until the session ends or the next standing takes its place: Spark would work it out anew each time. Sums
and comparisons are of DECIMALs and whole numbers, and what is shown is one quotient of two of them, so that the rows
are DuckDB's to the last digit.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import ibis
import ibis.expr.operations as ops
import pyarrow as pa

from duban.errors import MissingExtraError
from duban.pack.schema.rulebooks import Rulebook
from duban.standing.compiling import standing_steps
from duban.standing.judge import Terms
from duban.standing.leagues.compiling import INPUTS, place_steps
from duban.standing.steps import Step
from duban.standing.tables import Pace, types_given

try:
    from pyspark import StorageLevel
    from pyspark.sql import DataFrame, SparkSession
except ImportError as error:
    raise MissingExtraError("没有装 Spark 的部分", do="pip install 'duban[spark]'") from error

# Ibis' dialect of the same name as the engine knows fewer of its functions.
_DIALECT: Final = "databricks"
# What Ibis calls Spark's types.
_TYPES: Final = {"bigint": "int64", "decimal(24,4)": "decimal(24, 4)"}


Given = Mapping[str, pa.Table | Path | str]


def judge_on_spark(session: SparkSession, terms: Terms, given: Given, *, day: bool = False) -> DataFrame:
    """One row a pledge and reported month, as ``standing_steps`` says; ``day``: of the newest month alone.

    ``given`` are the tables of ``standing.tables`` by their names: Arrow tables, or where their Parquet files are
    (a file, a folder, an address that Spark can read). ``InputError`` where a column is missing or of another type.
    """
    return _run(session, standing_steps(terms.rule, terms.pace, day=day), _views(session, given))


def rank_on_spark(session: SparkSession, book: Rulebook, pace: Pace, given: Given) -> DataFrame:
    """One row a body and month: what it has earned, its total and its place under a rulebook.

    ``given`` has ``lines`` (``leagues.tables.LINES``) and the tables of ``book_given`` beside those of a standing.
    """
    schemas = _views(session, given)
    # Of the pledges those that the rulebook scores.
    asked = "SELECT `of` FROM lines UNION ALL SELECT other_of FROM lines"
    scored = session.sql(f"SELECT * FROM pledges LEFT SEMI JOIN ({asked}) ON `order` = `of`")
    scored.createOrReplaceTempView("pledges")
    return _run(session, place_steps(book, pace), schemas)


def _run(session: SparkSession, steps: Sequence[Step], schemas: Mapping[str, ibis.Schema]) -> DataFrame:
    """The last step's table; ``schemas`` are those of the views that the steps begin with."""
    tables = {name: ibis.table(schema, name=name) for name, schema in schemas.items()}
    made = []
    for step in steps:
        expression = step.build(tables)
        made.append((step, expression))
        tables[step.name] = ibis.table(expression.schema(), name=step.name)
    used = Counter(name for _, expression in made for name in _mentioned(expression))
    for step, expression in made:
        frame = session.sql(str(ibis.to_sql(expression, dialect=_DIALECT)))
        if used[step.name] > 1:
            # Worked out now and cut off from what it was made of: a plan that names its parts over and over, each
            # with its own, grows beyond all bounds.
            frame = frame.localCheckpoint(storageLevel=StorageLevel.DISK_ONLY)
        frame.createOrReplaceTempView(step.name)
    return frame


def _views(session: SparkSession, given: Given) -> dict[str, ibis.Schema]:
    return {name: _view(session, name, table) for name, table in given.items()}


def _view(session: SparkSession, name: str, table: pa.Table | Path | str) -> ibis.Schema:
    frame = session.createDataFrame(table) if isinstance(table, pa.Table) else session.read.parquet(str(table))
    frame.createOrReplaceTempView(name)
    own = {column.name: column.dataType.simpleString() for column in frame.schema}
    return ibis.schema(
        types_given(name, {column: _TYPES.get(type, type) for column, type in own.items()}, INPUTS[name])
    )


def _mentioned(expression: ibis.Table) -> list[str]:
    return [node.name for node in expression.op().find(ops.UnboundTable)]
