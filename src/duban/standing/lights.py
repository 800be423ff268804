"""A light rule as an expression over judged rows: the first light whose formula holds."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from duban.formula.walk import condition
from duban.pack.schema.lights import LightRule
from duban.pack.schema.names import LIGHT_SORTS
from duban.standing.columns import Columns


def light_of(t: ir.Table, rule: LightRule) -> ir.StringColumn:
    """The light of each row of ``shares``: a key of the rule's lights or of ``UNLIT``."""
    on = Columns(t, LIGHT_SORTS, rule.parameters)
    applies = condition(rule.applies, on) if rule.applies else ibis.literal(True)
    shown = [(condition(light.when, on), light.key) for light in rule.lights if light.when]
    rest = next((light.key for light in rule.lights if light.when is None), "not_judged")
    own = ibis.cases(*shown, else_=rest) if shown else ibis.literal(rest)
    return ibis.cases(
        (~t.in_force, t.verdict),
        (t.ahead, "not_judged"),
        (t.annual_only & (t.verdict == "not_judged"), "not_judged"),
        (~applies.fill_null(False), "not_judged"),
        (~t.reported, "not_reported"),
        else_=own,
    )
