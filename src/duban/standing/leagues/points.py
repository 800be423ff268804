"""Judged rows → the points that each body's figure earns on each line, in every month of the plan year.

A line counts by one month for the whole group: the newest that enough bodies have reported (the rulebook's quorum), so
that nobody is held against another month's figures. A body without a figure there gets no points; that is not zero.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce
from operator import and_
from typing import Final

import ibis
import ibis.expr.types as ir

from duban.formula.parse import Formula
from duban.formula.walk import condition, number
from duban.pack.schema.rulebooks import Gate, Line, Rulebook
from duban.pack.schema.score_names import LINE_NAMES, figures, sorts
from duban.standing.columns import Columns
from duban.standing.exact import DECIMAL, half_up
from duban.standing.leagues.tables import variants_of, with_other
from duban.standing.once import with_groups, with_quotients
from duban.standing.steps import Step, Tables

LINE_SORTS: Final = sorts(LINE_NAMES)
_AMOUNTS: Final = ("actual", "target", "upper", "stretch", "last_year")
_STATES: Final = ("month", "reached", "on_plan", "due")
_QUOTIENTS: Final = tuple(
    f"{name}_{side}" for name in LINE_SORTS if LINE_SORTS[name] == "share" for side in ("over", "under")
)
_JUDGED: Final = (
    *("order", "last", *_AMOUNTS, *_STATES, *_QUOTIENTS),
    *("fact", "verdict", "kind", "low", "high", "note", "lower"),
)
# What an explanation asks of a line beside its points.
SHOWN: Final = (*_AMOUNTS, "other", "lower", *_STATES, *_QUOTIENTS, "fact", "verdict", "kind", "low", "high", "note")
# What is looked at of every judged row.
_ALWAYS: Final = ("order", "last", "actual", "target", "verdict", "kind", "low", "high", "lower")


def judged_columns(book: Rulebook) -> tuple[str, ...]:
    """What a rulebook's places ask of a judged row (``shares``), without what only an explanation does."""
    formulas = [formula for line in book.lines for formula in (line.formula.points, line.formula.otherwise) if formula]
    names = set[str]().union(*(one.names for one in (*formulas, *(gate.when for gate in book.gates))))
    names |= {"share"} if any(tie.by == "share" for tie in book.tie_breaks) else set()
    names |= figures(frozenset(names))
    sides = (f"{name}_{side}" for name in names if LINE_SORTS.get(name) == "share" for side in ("over", "under"))
    asked = {*names, *sides, *_ALWAYS}
    return tuple(name for name in (*_ALWAYS, *_JUDGED) if name in asked)


def scored(two: bool) -> Callable[[Tables], ir.Table]:
    """Each line's rows: a body's figures month by month, with the second figure of the same month beside.

    ``two``: whether there is a line that asks for a second one.
    """
    return lambda s: _lined(_beside(s) if two else _alone(s))


def _alone(s: Tables) -> ir.Table:
    shares, lines = s["shares"], s["lines"]
    rows = shares.filter(shares["last"].notnull()).select(*(name for name in _JUDGED if name in shares.columns))
    rows = rows.mutate(open_ended=rows.low.isnull() & rows.high.isnull()).rename(falls="lower")
    return rows.inner_join(lines, rows.order == lines.of).mutate(other=ibis.null(DECIMAL))


def _beside(s: Tables) -> ir.Table:
    t, shares = _alone(s).drop("other"), s["shares"]
    second = shares.filter(shares["last"].notnull()).select(
        second="order", second_last=shares["last"], other=shares.actual
    )
    t = t.left_join(second, [t.other_of == second.second, t["last"] == second.second_last])
    return t.drop("second", "second_last")


def _lined(t: ir.Table) -> ir.Table:
    return t.mutate(
        lower=ibis.ifelse(t.open_ended, t.less, t.falls),
        # The peers of a figure are its line's, in its group and month.
        subject=t.line,
        league=t.grp,
        scope=ibis.literal(""),
        basis=ibis.literal(""),
    ).drop("open_ended", "falls", "less", "order")


def values(variants: Sequence[Line], gates: Sequence[tuple[int, Gate]]) -> Callable[[Tables], ir.Table]:
    """What each row's formula gives as it stands (``value``), and what it gives where it says nothing (``rest``).

    ``known``: all figures are there that it stands on. ``gates`` are told with the number of their line; ``gate0 …``
    are unknown on other lines' rows. A step of its own: what is written once is looked at several times below.
    """

    def build(s: Tables) -> ir.Table:
        t = s["scored"]
        seen = [(t.variant == at, line, Columns(t, LINE_SORTS, line.parameters)) for at, line in enumerate(variants)]
        held = {
            f"gate{at}": ibis.ifelse(
                t.line == line, condition(gate.when, Columns(t, LINE_SORTS, {})), ibis.null("boolean")
            )
            for at, (line, gate) in enumerate(gates)
        }
        found = {
            "value": ibis.cases(*((mine, _float(line.formula.points, on)) for mine, line, on in seen)),
            "rest": ibis.cases(*((mine, _float(line.formula.otherwise, on)) for mine, line, on in seen)),
            "known": ibis.cases(*((mine, _known(t, line)) for mine, line, _ in seen)),
        }
        made, found = with_quotients(t, found | held)
        quotients = [name for name in made.columns if name not in t.columns]
        return with_groups(made, found).drop("subject", "league", "scope", "basis", *quotients)

    return build


def _float(formula: Formula | None, on: Columns) -> ir.Value:
    return number(formula, on).cast("float64") if formula else ibis.null("float64")


def points(digits: int) -> Callable[[Tables], ir.Table]:
    """``points`` in whole ``digits``-th decimals, unknown where a figure is; ``alike``: the formula had no value."""

    def build(s: Tables) -> ir.Table:
        t = s["values"]
        found = t.mutate(whole=ibis.ifelse(t.known, t.value.fill_null(t.rest), ibis.null("float64")))
        return found.mutate(
            points=half_up(found.whole, digits), alike=(found.known & found.value.isnull()).fill_null(False)
        ).drop("value", "rest", "known", "whole")

    return build


def _known(t: ir.Table, line: Line) -> ir.BooleanValue:
    """Whether all figures are there that the formula stands on; a milestone or a trend stands on its verdict."""
    worded = t.kind.isin(("milestone", "trend"))
    told = {name: t[name].notnull() for name in sorted(line.formula.needs)}
    told |= {name: told[name] | worded for name in ("actual", "target") if name in told}
    judged = ~worded | ~t.verdict.isin(("not_judged", "not_reported"))
    return reduce(and_, told.values(), judged)


def quorate(s: Tables) -> ir.Table:
    """The months of a line that enough of a group's bodies have reported."""
    t = s["points"]
    return enough(t.group_by("line", "grp", "last").aggregate(there=t.points.count()), s)


def enough(there: ir.Table, s: Tables) -> ir.Table:
    """Of the months of a line and group those with enough bodies ``there`` (the rulebook's quorum)."""
    lines, book = s["lines"], s["book"]
    expected = lines.group_by("line", "grp").aggregate(expected=lines.count())
    joined = there.inner_join(expected, ["line", "grp"]).cross_join(book.select("quorum"))
    quorum = (joined.there > 0) & (joined.there * 100 >= joined.expected * joined.quorum)
    return joined.filter(quorum).select("line", "grp", since=joined["last"])


def chosen(s: Tables) -> ir.Table:
    """The month by which a line counts for a group, at each month of the year."""
    return newest_by(s["quorate"], s)


def newest_by(t: ir.Table, s: Tables) -> ir.Table:
    """Of a line's and group's months the newest, at each month of the year."""
    months = s["months_of_year"]
    joined = t.inner_join(months, t.since <= months["at"])
    return joined.group_by("line", "grp", "at").aggregate(chosen=joined.since.max())


def cells(s: Tables) -> ir.Table:
    """One row a line, a body and a month; ``chosen`` null: no month counts yet; ``points`` null: no figure there."""
    lines, months, chosen, points = s["lines"], s["months_of_year"], s["chosen"], s["points"]
    t = lines.select("line", "of", "body", "grp", "weight", "category").cross_join(months)
    t = t.left_join(chosen, ["line", "grp", "at"]).drop("line_right", "grp_right", "at_right")
    kept = [name for name in points.columns if name.startswith("gate") or name in SHOWN]
    p = points.select("points", "alike", *kept, line_of="line", of_of="of", last_of="last")
    t = t.left_join(p, [t.line == p.line_of, t.of == p.of_of, t.chosen == p.last_of])
    return t.drop("line_of", "of_of", "last_of")


def point_steps(book: Rulebook) -> tuple[Step, ...]:
    """The steps from ``shares`` to ``cells``."""
    numbers = {line.id: at for at, line in enumerate(book.lines)}
    variants, gates = variants_of(book), [(numbers[gate.line], gate) for gate in book.gates]
    return (
        Step("scored", scored(with_other(book)), again=True),
        Step("values", values(variants, gates)),
        Step("points", points(book.digits)),
        Step("quorate", quorate),
        Step("chosen", chosen),
        Step("cells", cells),
    )
