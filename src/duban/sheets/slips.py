"""Figures that are ten thousand times too large or too small beside their like: 万元 written where 亿元 was asked."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from fractions import Fraction
from statistics import median
from typing import TypeVar

SLIP = 10_000
# A slip is at least so far off the middle of the others, and once put right lies among them, give or take so much.
_FAR = 300
_NEAR = 30
_FEWEST = 4
_MOSTLY = 3 / 4
_MOST = 50_000

Where = TypeVar("Where", bound=Hashable)


def slips(values: Iterable[tuple[Where, Fraction]]) -> list[tuple[Where, Fraction]]:
    """Which of some like figures look like a slip, and what each would be: ten thousandth, or ten thousand times.

    It is a doubt and no more, so sizes are compared as floats. Nothing is said of fewer than four figures that are not
    zero, nor of more than there are bodies to compare.
    """
    known = [(where, value, abs(value.numerator / value.denominator)) for where, value in values if value]
    if not _FEWEST <= len(known) <= _MOST:
        return []
    middle = median(size for _, _, size in known)
    least, most = middle / _FAR, middle * _FAR
    near = [size for _, _, size in known if least < size < most]
    if len(near) == len(known) or len(near) < _MOSTLY * len(known):
        return []
    low, high = min(near) / _NEAR, max(near) * _NEAR
    found = []
    for where, value, size in known:
        meant = value / SLIP if size > middle else value * SLIP
        if not least < size < most and low <= abs(meant) <= high:
            found.append((where, meant))
    return found
