"""Pledges and facts as records: a line a tier, a line a fact, with the names that the reader's statements have.

``lines`` turns a pledge or a fact into records; ``pledgelines`` and ``facts`` read them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Final

from duban.amounts import SCALE, ten_thousandths
from duban.ledger.types import WHOLE, Fact, Pledge, Tier

Value = str | int | bool | Fraction | date

# The fields in the order in which files have them.
FIELDS: Final = (
    "mood", "id", "key", "org_unit", "subject", "indicator", "scope", "kind", "basis", "comparator", "value", "upper",
    "unit", "firmness", "document", "due", "year", "period", "state", "day", "polarity", "accumulation", "annual_only",
    "assessed", "assessed_comparator", "assessed_document", "trajectory", "status", "status_document", "responsible",
    "answers", "replaces", "source", "provider", "simulated", "known", "contested", "part_of", "against",
    "against_indicator", "book", "quote", "sentence",
)  # fmt: skip


def lines(one: Pledge | Fact) -> Iterator[dict[str, Value]]:
    """The records of a pledge or a fact, without what is empty or says no more than its absence."""
    if isinstance(one, Fact):
        yield _told(_fact(one))
        return
    # A milestone or a trend without a tier is one line all the same.
    for tier in one.tiers or (Tier("plan", "=", None),):
        yield _told(_pledge(one) | _tier(one, tier))


def _told(record: dict[str, Value | None]) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for name in FIELDS:
        value = record.get(name)
        if value is not None and value is not False and value != "":  # zero is a figure, and stays
            found[name] = value
    return found


def _shared(one: Pledge | Fact) -> dict[str, Value | None]:
    return {
        "org_unit": one.org_unit,
        "subject": one.subject,
        "indicator": one.indicator,
        "scope": "" if one.scope == WHOLE else one.scope,
        "kind": one.kind,
        "basis": one.basis,
        "unit": one.unit,
        "state": one.state,
        "part_of": one.part_of,
        "book": one.origin.book,
        "quote": one.origin.quote,
        "sentence": one.origin.sentence,
    }


def _fact(one: Fact) -> dict[str, Value | None]:
    return _shared(one) | {
        "mood": "reported",
        "key": one.key,
        "comparator": one.comparator,
        "value": one.value,
        "upper": one.upper,
        "period": str(one.period),
        "day": one.day,
        "status": one.status,
        "answers": one.answers,
        "replaces": one.replaces,
        "source": one.source,
        "provider": one.provider,
        "simulated": one.simulated,
        "known": one.known or None,
        "contested": one.contested,
    }


def _pledge(one: Pledge) -> dict[str, Value | None]:
    record = _shared(one) | {
        "mood": "pledged",
        "id": one.id,
        "year": one.year,
        "due": one.due,
        "polarity": one.polarity,
        "accumulation": one.accumulation,
        "annual_only": one.annual_only,
        "status": one.status,
        "status_document": one.status_document,
        "against": one.against,
        "against_indicator": one.against_indicator,
        "responsible": "、".join(one.responsible),
        "trajectory": ";".join(f"{month}={digits(value)}" for month, value in one.trajectory),
    }
    if one.assessed and one.assessed.value is not None:
        upper = one.assessed.upper
        record["assessed"] = one.assessed.value if upper is None else f"{digits(one.assessed.value)}—{digits(upper)}"
        record["assessed_comparator"] = one.assessed.comparator
        record["assessed_document"] = one.assessed.document
    return record


def _tier(one: Pledge, tier: Tier) -> dict[str, Value | None]:
    return {
        "firmness": tier.firmness,
        "comparator": tier.comparator,
        "value": tier.value,
        "upper": tier.upper,
        "document": tier.document,
    }


def digits(value: Fraction) -> str:
    """An amount in ten-thousandths at most, half up, without exponent: ``-12.5``, ``40000000``."""
    whole = ten_thousandths(value)
    before, after = divmod(abs(whole), SCALE)
    tail = f"{after:04d}".rstrip("0")
    return f"{'-' if whole < 0 else ''}{before}" + (f".{tail}" if tail else "")
