"""The same steps on Spark 4.0, for those whose figures are on a cluster already: ``pip install 'duban[spark]'``.

Each step is a temporary view, compiled by Ibis. What more than one step looks at is kept on the workers' disks, since
Spark would work it out anew each time. Sums and comparisons are of DECIMALs and whole numbers, and what is shown is
one quotient of two of them, so that the rows are DuckDB's to the last digit.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
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


@dataclass(slots=True)
class SparkStanding:
    """A standing on a session's cluster; ``close`` gives back what it keeps on the workers."""

    session: SparkSession
    kept: list[DataFrame] = field(default_factory=list)

    def judge(self, terms: Terms, given: Mapping[str, pa.Table | Path | str]) -> DataFrame:
        """One row a pledge and reported month, as ``standing_steps`` says.

        ``given`` are the tables of ``standing.tables`` by their names: Arrow tables, or where their Parquet files are
        (a file, a folder, an address that Spark can read). ``InputError`` where a column is missing or of another type.
        """
        return self.run(standing_steps(terms.rule, terms.pace), self._views(given))

    def rank(self, book: Rulebook, pace: Pace, given: Mapping[str, pa.Table | Path | str]) -> DataFrame:
        """One row a body and month: what it has earned, its total and its place under a rulebook.

        ``given`` has ``lines`` (``leagues.tables.LINES``) and the tables of ``book_given`` beside those of a standing.
        """
        schemas = self._views(given)
        # Of the pledges those that the rulebook scores.
        asked = "SELECT `of` FROM lines UNION ALL SELECT other_of FROM lines"
        scored = self.session.sql(f"SELECT * FROM pledges LEFT SEMI JOIN ({asked}) ON `order` = `of`")
        scored.createOrReplaceTempView("pledges")
        return self.run(place_steps(book, pace), schemas)

    def run(self, steps: Sequence[Step], schemas: Mapping[str, ibis.Schema]) -> DataFrame:
        """The last step's table; ``schemas`` are those of the views that the steps begin with."""
        tables = {name: ibis.table(schema, name=name) for name, schema in schemas.items()}
        made = []
        for step in steps:
            expression = step.build(tables)
            made.append((step, expression))
            tables[step.name] = ibis.table(expression.schema(), name=step.name)
        used = Counter(name for _, expression in made for name in _mentioned(expression))
        for step, expression in made:
            frame = self.session.sql(str(ibis.to_sql(expression, dialect=_DIALECT)))
            if used[step.name] > 1:
                self.kept.append(frame.persist(StorageLevel.DISK_ONLY))
            frame.createOrReplaceTempView(step.name)
        return frame

    def close(self) -> None:
        """Give back what is kept on the workers."""
        for frame in self.kept:
            frame.unpersist()
        self.kept.clear()

    def _views(self, given: Mapping[str, pa.Table | Path | str]) -> dict[str, ibis.Schema]:
        return {name: self._view(name, table) for name, table in given.items()}

    def _view(self, name: str, table: pa.Table | Path | str) -> ibis.Schema:
        given = isinstance(table, pa.Table)
        frame = self.session.createDataFrame(table) if given else self.session.read.parquet(str(table))
        frame.createOrReplaceTempView(name)
        own = {column.name: column.dataType.simpleString() for column in frame.schema}
        own = {column: _TYPES.get(type, type) for column, type in own.items()}
        return ibis.schema(types_given(name, own, INPUTS[name]))


def _mentioned(expression: ibis.Table) -> list[str]:
    return [node.name for node in expression.op().find(ops.UnboundTable)]
