"""A light rule as an expression over judged rows: the first light whose formula holds."""

from __future__ import annotations

from typing import Final

import ibis
import ibis.expr.types as ir

from duban.formula.parse import Formula
from duban.formula.walk import by_zero, condition
from duban.pack.schema.lights import LightRule
from duban.pack.schema.names import LIGHT_SORTS
from duban.standing.columns import Columns

# In the place of a light, where a formula divides by zero.
_BY_ZERO: Final = "by_zero"
# What a formula may ask for that is a share of the target.
_OF_THE_TARGET: Final = frozenset({"share", "pace"})


def light_of(t: ir.Table, rule: LightRule) -> tuple[ir.StringColumn, ir.BooleanColumn]:
    """The light of each row of ``shares``, a key of the rule's lights or of ``UNLIT``; and where a formula is by zero.

    Where a formula has no answer because it divides by zero, none of the lights below it is shown either: what is left
    to the last one is not what cannot be reckoned.
    """
    on = Columns(t, LIGHT_SORTS, rule.parameters)
    applies = condition(rule.applies, on) if rule.applies else ibis.literal(True)
    shown = [case for light in rule.lights if light.when for case in _cases(light.when, light.key, on, t)]
    rest = next((light.key for light in rule.lights if light.when is None), "not_judged")
    own = ibis.cases(*shown, else_=rest) if shown else ibis.literal(rest)
    divided = _cases(rule.applies, "", on, t)[1:] if rule.applies else []
    found = ibis.cases(
        (~t.in_force, t.verdict),
        (t.ahead, "not_judged"),
        (t.annual_only & (t.verdict == "not_judged"), "not_judged"),
        *divided,
        (~applies.fill_null(False), "not_judged"),
        (~t.reported, "not_reported"),
        else_=own,
    )
    by_nought = found == _BY_ZERO
    return ibis.ifelse(by_nought, "not_judged", found), by_nought


def _cases(formula: Formula, key: str, on: Columns, t: ir.Table) -> list[tuple[ir.BooleanValue, str]]:
    """The light where its formula holds, then, of one that can divide by zero, where it does and has no answer."""
    holds = condition(formula, on)
    noughts = [one for one in (by_zero(formula, on), _of_nothing(formula, t)) if one is not None]
    return [(holds, key), *((nought & holds.isnull(), _BY_ZERO) for nought in noughts)]


def _of_nothing(formula: Formula, t: ir.Table) -> ir.BooleanValue | None:
    """Where a share of the target is asked for and the target is nought; None where none is asked for."""
    if not formula.names & _OF_THE_TARGET:
        return None
    return ((t.target == 0) & t.actual.notnull()).fill_null(False)
