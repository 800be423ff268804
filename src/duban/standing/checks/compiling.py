"""Checks → SQL, one query a view; loaded when a query is not kept already."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import ibis
import ibis.expr.types as ir

from duban.formula.algebra import Value
from duban.formula.ratio import Ratio
from duban.formula.walk import condition
from duban.pack.schema.check_views import VIEWS
from duban.pack.schema.checks import Check
from duban.standing.checks import last_digits, pairs, series, tables
from duban.standing.columns import Columns
from duban.standing.revisions import current
from duban.standing.steps import Step, Tables, compiled
from duban.standing.tables import MOMENT, types_of

Builder = Callable[[Tables], ir.Table]
_BASE: Final[tuple[Builder, ...]] = (current, series.counting)
_SIZES: Final[tuple[Builder, ...]] = (*_BASE, series.settled, series.neighbours, series.usual)
_BUILDERS: Final[Mapping[str, tuple[Builder, ...]]] = {
    "figures": (*_SIZES, series.beside_last_year, series.figures),
    "twins": (*_SIZES, pairs.alike, pairs.twins),
    "digits": (*_SIZES[:-1], last_digits.ends, last_digits.digits),
    "wholes": (*_BASE, series.settled, pairs.wholes),
    "within": (*_BASE, series.settled, pairs.within),
    "handed": (*_BASE, pairs.handed),
}
_INPUTS: Final = {"facts": tables.FACTS, "bodies": tables.BODIES, "moment": MOMENT}


@dataclass(frozen=True, slots=True)
class _Looked(Columns):
    """A view seen by a check: shares are floats of their own, and ``worded`` asks for the check's words."""

    words: tuple[str, ...] = ()

    def name(self, name: str) -> Value:
        """A name's value."""
        if name == "worded":
            found = ibis.literal(False)
            for word in self.words:
                found = found | self.table.about.contains(word)
            return found
        if name not in self.parameters and self.names[name] == "share":
            return Ratio(self.table[name].cast("float64"), inexact=True)
        return Columns.name(self, name)


def check_steps(view: str, checks: Sequence[Check]) -> tuple[Step, ...]:
    """The steps from the figures to the rows of a view that any of the checks tells, on any engine.

    ``hit_0 hit_1 …`` say which check tells a row, ``few_0 …`` which has too little to go by.
    """
    steps = [Step(build.__name__, build) for build in _BUILDERS[view]]
    return (*steps, Step("found", lambda s: _found(s[view], view, checks)))


def _found(t: ir.Table, view: str, checks: Sequence[Check]) -> ir.Table:
    marks = {}
    for at, one in enumerate(checks):
        on = _Looked(t, VIEWS[view].sorts, one.parameters, one.words)
        enough = condition(one.needs, on).fill_null(False) if one.needs else ibis.literal(True)
        marks[f"hit_{at}"] = enough & condition(one.when, on).fill_null(False)
        marks[f"few_{at}"] = ~enough
    t = t.mutate(**marks)
    told = ibis.literal(False)
    for name in marks:
        told = told | t[name]
    return t.filter(told)


def check_query(view: str, checks: Sequence[Check]) -> str:
    """The rows of a view that any of the checks tells, as DuckDB's SQL."""
    inputs = {name: ibis.schema(types_of(schema)) for name, schema in _INPUTS.items()}
    return compiled(check_steps(view, checks), inputs, ("org_unit", "thing", "fact"), "duckdb")
