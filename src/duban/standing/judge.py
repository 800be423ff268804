"""The whole standing in one query: compiled once for a rule and a pace, run for any date and any tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Final

import duckdb
import ibis
import ibis.expr.types as ir
import pyarrow as pa

from duban.formula.ratio import Ratio, as_float
from duban.ledger.types import Fact, OrgUnit, Pledge
from duban.pack.schema.lights import LightRule
from duban.pack.schema.names import LIGHT_SORTS
from duban.periods import Month
from duban.standing import tables
from duban.standing.columns import Columns
from duban.standing.lights import light_of
from duban.standing.months import Pace, month_steps
from duban.standing.steps import Step, compiled
from duban.standing.tables import Tolerance
from duban.standing.verdicts import VERDICT_STEPS

_KEPT: Final = (
    *("order", "pledge", "last", "is_last", "fact", "state", "note", "actual", "base", "last_year", "verdict"),
    *("stretch_verdict", "reached", "on_plan", "stretch_reached", "reached_day", "judged_day", "growing"),
)
_SHARES: Final = ("plan", "share", "pace", "gap")


@dataclass(frozen=True, slots=True)
class Terms:
    """How to judge: the rule, the pace of sums (months/12 or last year's season), what 左右 allows."""

    rule: LightRule
    pace: Pace = "months"
    tolerance: Tolerance = field(default_factory=Tolerance)


def standing_steps(rule: LightRule, pace: Pace) -> tuple[Step, ...]:
    """The standing as steps over the input tables, on any engine; the last has one row a pledge and reported month.

    ``plan_shown gap_shown`` and their like are float64, for showing; ``order`` is the pledges' own.
    """
    return (*month_steps(pace), *VERDICT_STEPS, Step("standing", lambda s: _shown(s["shares"], rule)))


def _shown(t: ir.Table, rule: LightRule) -> ir.Table:
    on = Columns(t, LIGHT_SORTS, {})
    floats = {}
    for name in _SHARES:
        value = on.name(name)
        assert isinstance(value, Ratio)
        floats[f"{name}_shown"] = as_float(value, on)
    return t.select(*_KEPT, light=light_of(t, rule), **floats)


def judge(
    pledges: Sequence[Pledge],
    facts: Iterable[Fact],
    terms: Terms,
    as_of: date,
    *,
    org_units: Sequence[OrgUnit] = (),
    answers: Mapping[str, Iterable[str]] | None = None,
    known_at: int | None = None,
) -> pa.Table:
    """Judge pledges by facts as of a date: one row a pledge and a reported month, in the order of the pledges.

    ``known_at`` is the last log number that counts; None is all. See ``standing_steps`` for the columns.
    """
    given = inputs(pledges, facts, terms, as_of, org_units, answers, known_at)
    return run_query(sql(terms.rule, terms.pace), given)


def pairs(
    pledges: Sequence[Pledge], facts: Iterable[Fact], terms: Terms, as_of: date, *, known_at: int | None = None
) -> list[tuple[str, str]]:
    """Which facts answer which pledge (pledge id, fact key), in the order of their months.

    Corrected ones are left out, and those of a month that is still to come.
    """
    until = Month.of(as_of)
    given = inputs(pledges, [one for one in facts if one.period.end <= until], terms, as_of, known_at=known_at)
    found = run_query(_answering(), given)
    whose = (pledges[order].id for order in found["order"].to_pylist())
    return list(zip(whose, found["fact"].to_pylist(), strict=True))


def inputs(
    pledges: Sequence[Pledge],
    facts: Iterable[Fact],
    terms: Terms,
    as_of: date,
    org_units: Sequence[OrgUnit] = (),
    answers: Mapping[str, Iterable[str]] | None = None,
    known_at: int | None = None,
) -> dict[str, pa.Table]:
    """The tables that a standing is run on, by their names in the query."""
    leagues = {one.id: one.groups[0] if one.groups else one.kind for one in org_units}
    return {
        "pledges": tables.pledge_table(pledges, leagues, terms.tolerance),
        "facts": tables.fact_table(facts),
        "nodes": tables.node_table(pledges),
        "answers": tables.answer_table(answers or {}),
        "moment": tables.moment_table(as_of, known_at),
    }


def run_query(query: str, given: Mapping[str, pa.Table]) -> pa.Table:
    """Run a compiled standing on Arrow tables with DuckDB, in process."""
    with _engine().cursor() as connection:
        for name, table in given.items():
            connection.register(name, table)
        # Into a table first: a relation would bind the query twice, and binding is most of the time that a city takes.
        connection.execute(f"CREATE TEMP TABLE answer AS {query}")
        return connection.table("answer").to_arrow_table()


@cache
def _engine() -> duckdb.DuckDBPyConnection:
    """One engine a process: starting one takes a tenth of a city's standing. A cursor keeps its tables to itself."""
    return duckdb.connect()


def sql(rule: LightRule, pace: Pace) -> str:
    """The standing as DuckDB's SQL, compiled once a rule."""
    if (found := _compiled().get((rule.id, pace))) and found[0] is rule:
        return found[1]
    text = _compile(standing_steps(rule, pace), ("order", "last"))
    _compiled()[rule.id, pace] = (rule, text)
    return text


@cache
def _answering() -> str:
    return _compile(month_steps("months")[:2], ("order", "last", "fact"))


def _compile(steps: Sequence[Step], order: Sequence[str]) -> str:
    inputs = {name: ibis.schema(tables.types_of(schema)) for name, schema in tables.INPUTS.items()}
    return compiled(steps, inputs, order, "duckdb")


@cache
def _compiled() -> dict[tuple[str, Pace], tuple[LightRule, str]]:
    return {}
