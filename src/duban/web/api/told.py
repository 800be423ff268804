"""Stored values as the interface tells them."""

from __future__ import annotations

from duban.ledger.records import digits
from duban.web.log.amounts import exact, month_of


def amount(number: int | None) -> str | None:
    """Stored ten-thousandths as decimal digits in the base unit; None where nothing was reported, which is no zero."""
    value = exact(number)
    return None if value is None else digits(value)


def month(number: int) -> str:
    """A month counted from year 0: 2023-07."""
    return str(month_of(number))
