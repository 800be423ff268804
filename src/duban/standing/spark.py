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
from pyspark import StorageLevel
from pyspark.sql import DataFrame, SparkSession

from duban.standing.judge import Terms, standing_steps
from duban.standing.steps import Step
from duban.standing.tables import types_of

# Ibis' dialect of the same name as the engine knows fewer of its functions.
_DIALECT: Final = "databricks"


@dataclass(slots=True)
class SparkStanding:
    """A standing on a session's cluster; ``close`` gives back what it keeps on the workers."""

    session: SparkSession
    kept: list[DataFrame] = field(default_factory=list)

    def judge(self, terms: Terms, given: Mapping[str, pa.Table | Path | str]) -> DataFrame:
        """One row a pledge and reported month, as ``standing_steps`` says.

        ``given`` are the tables of ``standing.tables`` by their names: Arrow tables, or where their Parquet files are
        (a file, a folder, an address that Spark can read). ``AnalysisException`` where a column is missing.
        """
        schemas = {name: self._view(name, table) for name, table in given.items()}
        return self.run(standing_steps(terms.rule, terms.pace), schemas)

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

    def _view(self, name: str, table: pa.Table | Path | str) -> ibis.Schema:
        if isinstance(table, pa.Table):
            frame, schema = self.session.createDataFrame(table), table.schema
        else:
            frame = self.session.read.parquet(str(table))
            schema = frame.limit(0).toArrow().schema
        frame.createOrReplaceTempView(name)
        return ibis.schema(types_of(schema))


def _mentioned(expression: ibis.Table) -> list[str]:
    return [node.name for node in expression.op().find(ops.UnboundTable)]
