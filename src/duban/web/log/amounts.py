"""Values as rows keep them: amounts as whole ten-thousandths of the base unit, months as numbers from year 0."""

from __future__ import annotations

from fractions import Fraction

from duban.amounts import SCALE, ten_thousandths
from duban.errors import DubanError
from duban.periods import Month

# The largest whole number that both databases keep.
_LARGEST = 2**63 - 1


def stored(value: Fraction | None) -> int | None:
    """An exact value as whole ten-thousandths; finer parts are rounded half up. Raises DubanError past 63 bits."""
    if value is None:
        return None
    number = ten_thousandths(value)
    if abs(number) > _LARGEST:
        raise DubanError("这个数太大，存不下", do="请核对单位")
    return number


def exact(number: int | None) -> Fraction | None:
    """Whole ten-thousandths as an exact value."""
    return None if number is None else Fraction(number, SCALE)


def month_of(number: int) -> Month:
    """A month from its number since year 0."""
    return Month(number // 12, number % 12 + 1)
