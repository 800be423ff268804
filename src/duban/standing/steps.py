"""A standing as a chain of named tables, each an Ibis expression over earlier ones.

One expression for all would repeat its parts in the SQL a hundredfold, since a column that is used twice is written
twice. Each step is small, is compiled alone, and sees the ones before it as tables: one ``WITH`` on DuckDB, temporary
views elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

Tables = Mapping[str, ir.Table]


@dataclass(frozen=True, slots=True)
class Step:
    """A table's name and how it is made from the tables before it.

    ``again``: rather made anew for each that looks at it than kept, since little has to be done for it.
    """

    name: str
    build: Callable[[Tables], ir.Table]
    again: bool = False


def compiled(steps: Sequence[Step], inputs: Mapping[str, ibis.Schema], order: Sequence[str], dialect: str) -> str:
    """All steps as one query in an SQL dialect; its result is the last step's table, in an order or in none."""
    return script(steps, inputs, {steps[-1].name: order}, dialect)[0][1]


def script(
    steps: Sequence[Step], inputs: Mapping[str, ibis.Schema], cuts: Mapping[str, Sequence[str]], dialect: str
) -> list[tuple[str, str]]:
    """All steps as several queries: each of ``cuts`` is a table that later ones read, in an order or in none.

    Gives names and queries, to be run in this order.
    """
    made = {name: ibis.table(schema, name=name) for name, schema in inputs.items()}
    found, parts = [], list[str]()
    for step in steps:
        expression = step.build(made)
        made[step.name] = ibis.table(expression.schema(), name=step.name)
        how = "NOT MATERIALIZED " if step.again else ""
        parts.append(f"{step.name} AS {how}({ibis.to_sql(expression, dialect=dialect, pretty=False)})")
        if step.name in cuts:
            asked = ", ".join(f'"{name}"' for name in cuts[step.name])
            last = f"\nSELECT * FROM {step.name}" + (f" ORDER BY {asked}" if asked else "")
            found.append((step.name, "WITH " + ",\n".join(parts) + last))
            parts = []
    return found
