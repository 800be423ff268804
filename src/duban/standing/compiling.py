"""Steps → SQL: the only way from the engine to Ibis, loaded when a query is not kept already.

As a process of its own (``duban.standing.ahead``) it is given a rule's id and a pace.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Final, cast

import ibis
import ibis.expr.types as ir

from duban.cache import digest
from duban.formula.ratio import Ratio, as_float
from duban.pack.catalog import shared_rule
from duban.pack.schema.lights import LightRule
from duban.pack.schema.names import LIGHT_SORTS
from duban.standing import tables
from duban.standing.columns import Columns
from duban.standing.day import day_steps
from duban.standing.lights import light_of
from duban.standing.months import month_steps
from duban.standing.queries import standing_key
from duban.standing.steps import Step, Tables, compiled
from duban.standing.tables import Pace
from duban.standing.verdicts import VERDICT_STEPS

_KEPT: Final = (
    *("order", "pledge", "last", "is_last", "fact", "state", "note", "actual", "base", "last_year", "verdict"),
    *("stretch_verdict", "reached", "on_plan", "stretch_reached", "reached_day", "judged_day", "growing"),
    *("plan_over", "plan_under"),
)
_SHARES: Final = ("plan", "share", "pace", "gap")


def standing_steps(rule: LightRule, pace: Pace, *, day: bool = False) -> tuple[Step, ...]:
    """The standing as steps over the input tables, on any engine; the last has one row a pledge and reported month.

    ``plan_shown gap_shown`` and their like are float64, for showing; ``order`` is the pledges' own. ``day``: only the
    rows by which the pledges stand on the day (``is_last``), one each.
    """
    steps = (*_share_steps(rule, pace, day=day), Step("standing", lambda s: _shown(s["shares"], rule)))
    return (*steps, Step("of_the_day", lambda s: s["standing"].filter(s["standing"].is_last))) if day else steps


def judged_steps(rule: LightRule, pace: Pace) -> tuple[Step, ...]:
    """The day's standing with its lights and all that is judged of a row, for a rulebook to score."""
    return (*_share_steps(rule, pace, day=True), Step("judged", lambda s: _lit(s["shares"], rule)))


def _share_steps(rule: LightRule, pace: Pace, *, day: bool) -> tuple[Step, ...]:
    alone = day and not rule.looks_around
    return (*month_steps(pace, day_steps(pace) if alone else None), *VERDICT_STEPS)


def standing_query(rule: LightRule, pace: Pace) -> str:
    """The standing as DuckDB's SQL."""
    return _compile(standing_steps(rule, pace), ("order", "last"))


def answering_query() -> str:
    """Which facts answer which pledge, as DuckDB's SQL."""
    return _compile(month_steps("months")[:2], ("order", "last", "fact"))


def plan_query(pace: Pace) -> str:
    """What was to be done by each reported month, as DuckDB's SQL; ``on_the_way``: a part of the target, or a node."""
    return _compile((*month_steps(pace), Step("plan", _plan)), ("order", "last"))


def _plan(s: Tables) -> ir.Table:
    t = s["months"]
    return t.select("order", "last", "plan_over", "plan_under", on_the_way=t.linear | t.node.notnull())


def _shown(t: ir.Table, rule: LightRule) -> ir.Table:
    on = Columns(t, LIGHT_SORTS, {})
    floats = {}
    for name in _SHARES:
        value = on.name(name)
        assert isinstance(value, Ratio)
        floats[f"{name}_shown"] = as_float(value, on)
    light, by_zero = light_of(t, rule)
    return t.select(*_KEPT, light=light, by_zero=by_zero, **floats)


def _lit(t: ir.Table, rule: LightRule) -> ir.Table:
    t = t.mutate(light=light_of(t, rule)[0])
    return t.filter(t.is_last)


def _compile(steps: Sequence[Step], order: Sequence[str]) -> str:
    inputs = {name: ibis.schema(tables.types_of(schema)) for name, schema in tables.INPUTS.items()}
    return compiled(steps, inputs, order, "duckdb")


def _say(name: str, pace: Pace) -> None:
    """The query, after a line that tells for which key it is."""
    rule = shared_rule(name)
    said = f"{digest(standing_key(rule, pace))}\n{standing_query(rule, pace)}"
    sys.stdout.buffer.write(said.encode())


if __name__ == "__main__":
    _say(sys.argv[1], cast("Pace", sys.argv[2]))
