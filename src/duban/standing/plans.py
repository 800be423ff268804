"""What was to be done by a month, by the same expressions as a standing, whether or not a figure is reported."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from duban.ledger.types import Fact, Pledge
from duban.periods import Month, Period
from duban.standing.judge import Terms, inputs, run_query
from duban.standing.queries import plan_sql


def plans(pledges: Sequence[Pledge], terms: Terms, month: Month, past: Iterable[Fact] = ()) -> Mapping[str, Fraction]:
    """What each sum is to have come to by the end of a month, by the pledges' ids, in their base units.

    Only of pledges whose way there is known: a share of the months, last year's season (of which ``past`` are the
    figures), a declared trajectory. Whatever has no way (growth, rates, places) has its target alone, and is left out.
    """
    found = [one for one in pledges if one.kind == "quantity" and one.year == month.year]
    asked = [_asked(one, month) for one in found]
    given = inputs(found, [*past, *asked], terms, month.last_day, amounts_only=True)
    rows = run_query(plan_sql(terms.pace), given).to_pylist() if found else []
    return {
        found[row["order"]].id: Fraction(row["plan_over"]) / row["plan_under"]
        for row in rows
        if row["last"] == month.number and row["on_the_way"]
    }


def _asked(pledge: Pledge, month: Month) -> Fact:
    """A figure of nought that stands for the one that is still to come."""
    return Fact(
        key=f"plan.{pledge.id}",
        org_unit=pledge.org_unit,
        subject=pledge.subject,
        kind=pledge.kind,
        basis=pledge.basis,
        unit=pledge.unit,
        period=Period(Month(month.year, 1), month),
        value=Fraction(0),
        indicator=pledge.indicator,
        scope=pledge.scope,
        answers=pledge.id,
    )
