"""Judged rows and places → what a red flag or a snail is proposed for: bodies' work, pledges and projects.

Only proposed: people confirm it, with a reason. There is no name of a person in any table here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import ibis
import ibis.expr.types as ir

from duban.formula.walk import condition
from duban.pack.schema.lights import LightRule
from duban.pack.schema.rulebooks import Flag
from duban.pack.schema.score_names import BODY_NAMES, WORK_NAMES, sorts
from duban.standing.columns import Columns
from duban.standing.lights import light_of
from duban.standing.steps import Step, Tables

_COLOURS: Final = ("red", "orange", "yellow", "green", "blue")


def work(rule: LightRule, flags: Sequence[Flag]) -> Callable[[Tables], ir.Table]:
    """Each pledge's newest row with its light, its colour and what is proposed for it (``flag0 …``)."""

    def build(s: Tables) -> ir.Table:
        t, lights = s["shares"], s["lights"]
        t = t.mutate(light=light_of(t, rule)[0]).left_join(lights, "light").drop("light_right")
        on = (Columns(t, sorts(WORK_NAMES), flag.parameters) for flag in flags)
        found = [condition(flag.when, at).fill_null(False) for flag, at in zip(flags, on, strict=True)]
        t = t.select("order", "is_last", "light", "colour", **{f"flag{at}": one for at, one in enumerate(found)})
        pledges = s["pledges"].select("order", body="org_unit")
        return t.filter(t.is_last).drop("is_last").inner_join(pledges, "order")

    return build


def latest(s: Tables) -> ir.Table:
    """The month asked for."""
    return s["months_of_year"].aggregate(at=s["months_of_year"]["at"].max())


def bodies(digits: int, flags: Sequence[Flag]) -> Callable[[Tables], ir.Table]:
    """Each ranked body at the month asked for: its place, how its pledges are lit, and what is proposed for it."""

    def build(s: Tables) -> ir.Table:
        t, work = s["places"], s["work"]
        lit = work.group_by("body").aggregate(
            pledges=(work.colour != "grey").sum().cast("int64"),
            **{colour: (work.colour == colour).sum().cast("int64") for colour in _COLOURS},
        )
        t = t.semi_join(s["latest"], "at")
        t = t.left_join(lit, "body").drop("body_right")
        t = t.mutate(
            total_over=t.total,
            total_under=ibis.literal(10**digits).cast("int64"),
            **{name: t[name].fill_null(0) for name in ("pledges", *_COLOURS)},
        )
        on = (Columns(t, sorts(BODY_NAMES), flag.parameters) for flag in flags)
        found = [condition(flag.when, at).fill_null(False) for flag, at in zip(flags, on, strict=True)]
        return t.select("grp", "body", "pledges", *_COLOURS, **{f"flag{at}": one for at, one in enumerate(found)})

    return build


def flag_steps(rule: LightRule, flags: Sequence[Flag], digits: int) -> tuple[Step, ...]:
    """The steps from ``shares`` and ``places`` to ``work`` and ``bodies``."""
    of_work = [one for one in flags if one.of == "pledge"]
    of_bodies = [one for one in flags if one.of == "org_unit"]
    return Step("work", work(rule, of_work)), Step("latest", latest), Step("bodies", bodies(digits, of_bodies))
