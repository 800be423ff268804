"""Between a clause's row and a pledge of the ledger; amounts are whole ten-thousandths in the row, exact outside."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from duban.amounts import SCALE
from duban.ledger.types import Origin, Pledge, Tier
from duban.web.books.models import Clause
from duban.web.log.amounts import exact, month_of, stored


def stored_tier(tier: Tier) -> dict[str, Any]:
    """A tier as it is stored."""
    return {
        "firmness": tier.firmness,
        "comparator": tier.comparator,
        "value": stored(tier.value),
        "upper": stored(tier.upper),
        "document": tier.document,
    }


def tier_of(told: Mapping[str, Any]) -> Tier:
    """A stored tier."""
    value, upper = exact(told["value"]), exact(told.get("upper"))
    return Tier(told["firmness"], told["comparator"], value, upper, told.get("document", ""))


def clause_fields(pledge: Pledge) -> dict[str, Any]:
    """What a clause's row holds of a pledge; key, book, place, spans and state are the caller's."""
    return {
        "org_unit": pledge.org_unit,
        "responsible": list(pledge.responsible),
        "subject": pledge.subject,
        "indicator": pledge.indicator,
        "scope": pledge.scope,
        "kind": pledge.kind,
        "basis": pledge.basis,
        "unit": pledge.unit,
        "tiers": [stored_tier(one) for one in pledge.tiers],
        "assessed": stored_tier(pledge.assessed) if pledge.assessed else None,
        "due": pledge.due,
        "milestone": pledge.state,
        "polarity": pledge.polarity,
        "accumulation": pledge.accumulation,
        "trajectory": [[month.number, stored(value)] for month, value in pledge.trajectory],
        "annual_only": pledge.annual_only,
        "status": pledge.status,
        "document": pledge.status_document,
        "part_of": pledge.part_of,
        "against": pledge.against,
        "against_indicator": pledge.against_indicator,
        "quote": pledge.origin.quote,
        "sentence": pledge.origin.sentence,
    }


def as_pledge(row: Clause, year: int) -> Pledge:
    """The pledge of a clause, as the engines read it."""
    return Pledge(
        id=row.key,
        org_unit=row.org_unit,
        subject=row.subject,
        kind=row.kind,  # type: ignore[arg-type]
        basis=row.basis,  # type: ignore[arg-type]
        unit=row.unit,
        year=year,
        tiers=tuple(map(tier_of, row.tiers)),
        indicator=row.indicator,
        scope=row.scope,
        assessed=tier_of(row.assessed) if row.assessed else None,
        due=row.due,
        state=row.milestone,
        polarity=row.polarity,  # type: ignore[arg-type]
        accumulation=row.accumulation,  # type: ignore[arg-type]
        trajectory=tuple((month_of(number), Fraction(value, SCALE)) for number, value in row.trajectory),
        annual_only=row.annual_only,
        status=row.status,  # type: ignore[arg-type]
        status_document=row.document,
        responsible=tuple(row.responsible),
        part_of=row.part_of,
        against=row.against,
        against_indicator=row.against_indicator,
        origin=Origin(quote=row.quote, sentence=row.sentence, book=row.book),
    )
