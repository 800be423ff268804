"""Between a fact's row and a fact of the ledger."""

from __future__ import annotations

from typing import Any

from duban.ledger import types
from duban.periods import Period
from duban.web.facts.models import Fact
from duban.web.log.amounts import exact, month_of, stored


def fact_fields(fact: types.Fact) -> dict[str, Any]:
    """What a row holds of a fact; key, entry and replaces are the caller's."""
    return {
        "org_unit": fact.org_unit,
        "indicator": fact.indicator,
        "subject": fact.subject,
        "scope": fact.scope,
        "kind": fact.kind,
        "basis": fact.basis,
        "unit": fact.unit,
        "first": fact.period.start.number,
        "last": fact.period.end.number,
        "value": stored(fact.value),
        "upper": stored(fact.upper),
        "comparator": fact.comparator,
        "state": fact.state,
        "day": fact.day,
        "status": fact.status,
        "simulated": fact.simulated,
        "source": fact.source,
        "answers": fact.answers,
        "provider": fact.provider,
        "part_of": fact.part_of,
    }


def as_fact(row: Fact | Any) -> types.Fact:
    """The fact of a row, or of its named values, as the engines read it; ``known`` is its entry's number.

    Only current rows are handed on, so that nothing is told of what they replace.
    """
    return types.Fact(
        key=row.key,
        org_unit=row.org_unit,
        subject=row.subject,
        kind=row.kind,  # type: ignore[arg-type]
        basis=row.basis,  # type: ignore[arg-type]
        unit=row.unit,
        period=Period(month_of(row.first), month_of(row.last)),
        value=exact(row.value),
        comparator=row.comparator,  # type: ignore[arg-type]
        upper=exact(row.upper),
        indicator=row.indicator,
        scope=row.scope,
        state=row.state,
        day=row.day,
        status=row.status,  # type: ignore[arg-type]
        simulated=row.simulated,
        source=row.source,
        answers=row.answers,
        provider=row.provider,
        part_of=row.part_of,
        known=row.entry_id,
    )
