"""Checks run: one query a view, compiled once for the checks over it; every row with the checks that it fails."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from duban.formula.algebra import Value
from duban.formula.ratio import Ratio
from duban.formula.walk import condition
from duban.pack.schema.check_views import VIEWS
from duban.pack.schema.checks import Check
from duban.standing.checks import last_digits, pairs, series, tables
from duban.standing.columns import Columns
from duban.standing.judge import run_query
from duban.standing.months import current
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


def rows(view: str, checks: Sequence[Check], given: Mapping[str, pa.Table]) -> list[dict[str, Any]]:
    """The rows of a view that any of the checks tells, by body, thing and fact."""
    return list(run_query(_sql(view, tuple(map(_Told, checks))), given).to_pylist())


@dataclass(frozen=True, slots=True, eq=False)
class _Told:
    """A check as a key: two alike in what they ask compile to one query."""

    check: Check

    @property
    def asked(self) -> tuple[object, ...]:
        """What the query is made of."""
        one = self.check
        needs = one.needs.text if one.needs else ""
        return one.id, one.when.text, needs, one.words, tuple(sorted(one.parameters.items()))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Told) and self.asked == other.asked

    def __hash__(self) -> int:
        return hash(self.asked)


@lru_cache(maxsize=64)
def _sql(view: str, checks: tuple[_Told, ...]) -> str:
    inputs = {name: ibis.schema(types_of(schema)) for name, schema in _INPUTS.items()}
    steps = check_steps(view, [one.check for one in checks])
    return compiled(steps, inputs, ("org_unit", "thing", "fact"), "duckdb")


def by_view(checks: Iterable[Check]) -> dict[str, list[Check]]:
    """The checks under the view that each looks at, in the order of views."""
    found: dict[str, list[Check]] = {view: [] for view in VIEWS}
    for one in checks:
        found[one.looks_at].append(one)
    return {view: told for view, told in found.items() if told}
