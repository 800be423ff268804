"""Quotients that are compared without dividing.

Every number of a formula is a :class:`Ratio`: a numerator over a denominator that is positive or unknown, each a
column or a cell. ``a/b >= c/d`` becomes ``a·d >= c·b``, which is exact on every engine as long as no two amounts
(DECIMAL) meet in one product. The walker knows at once, from the degrees, where they would; only there it goes over
to float64, and such comparisons are made on whole billionths, so that the last bit of an engine's division cannot
turn a light.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

# A column of Ibis or a Cell of one item: both know + - * comparisons & | ~.
Leaf = Any

_BILLION = 10**9
# Three halves of 2^52: what is added to it loses its fraction, on every engine alike.
_ROUNDER = 3 * 2**51


class Numbers(Protocol):
    """What the arithmetic needs of an engine beyond Python's operators."""

    def whole(self, value: int) -> Leaf:
        """A constant."""

    def inexact(self, leaf: Leaf) -> Leaf:
        """As float64."""

    def absolute(self, leaf: Leaf) -> Leaf:
        """Without its sign."""

    def sign(self, leaf: Leaf) -> Leaf:
        """-1, 0 or 1; None where it is known to be 1."""

    def extreme(self, one: Leaf, other: Leaf, smaller: bool) -> Leaf:
        """The smaller or the larger of two float64; unknown where one of them is."""

    def divide(self, over: Leaf, under: Leaf) -> Leaf:
        """One float64 by another; unknown where the second is zero."""

    def choose(self, condition: Leaf, then: Leaf, otherwise: Leaf) -> Leaf:
        """``then`` where the condition holds, ``otherwise`` where it does not or is unknown."""

    def nonzero(self, leaf: Leaf) -> Leaf:
        """The value; unknown where it is zero."""


@dataclass(frozen=True, slots=True)
class Ratio:
    """``over / under``; the degrees say how many amounts each is a product of (0 or 1). ``under`` None is one."""

    over: Leaf
    under: Leaf = None
    degree: int = 0
    degree_under: int = 0
    inexact: bool = False


def as_float(one: Ratio, engine: Numbers) -> Leaf:
    """Its value as float64."""
    if one.under is None:
        return one.over if one.inexact else engine.inexact(one.over)
    return engine.divide(engine.inexact(one.over), engine.inexact(one.under))


def _times(left: Leaf, right: Leaf) -> Leaf:
    return right if left is None else left if right is None else left * right


def add(one: Ratio, other: Ratio, sign: int, engine: Numbers) -> Ratio:
    """Their sum, or their difference where ``sign`` is -1."""
    if one.under is other.under and not (one.inexact or other.inexact):
        over, degree, under, degree_under = (
            (one.over, other.over),
            max(one.degree, other.degree),
            one.under,
            one.degree_under,
        )
    elif one.inexact or other.inexact or not _crossable(one, other) or one.degree_under + other.degree_under > 1:
        over, degree, under, degree_under = (as_float(one, engine), as_float(other, engine)), 0, None, 0
        total = over[0] + over[1] if sign > 0 else over[0] - over[1]
        return Ratio(total, inexact=True)
    else:
        over = (_times(one.over, other.under), _times(other.over, one.under))
        degree = max(one.degree + other.degree_under, other.degree + one.degree_under)
        under, degree_under = _times(one.under, other.under), one.degree_under + other.degree_under
    return Ratio(over[0] + over[1] if sign > 0 else over[0] - over[1], under, degree, degree_under)


def _crossable(one: Ratio, other: Ratio) -> bool:
    return one.degree + other.degree_under < 2 and other.degree + one.degree_under < 2


def multiply(one: Ratio, other: Ratio, engine: Numbers) -> Ratio:
    """Their product."""
    degree, degree_under = one.degree + other.degree, one.degree_under + other.degree_under
    if one.inexact or other.inexact or degree > 1 or degree_under > 1:
        return Ratio(as_float(one, engine) * as_float(other, engine), inexact=True)
    return Ratio(_times(one.over, other.over), _times(one.under, other.under), degree, degree_under)


def divide(one: Ratio, other: Ratio, engine: Numbers) -> Ratio:
    """One by the other; unknown where that is zero. The new denominator is made positive."""
    if one.inexact or other.inexact or one.degree_under + other.degree > 1 or one.degree + other.degree_under > 1:
        return Ratio(engine.divide(as_float(one, engine), as_float(other, engine)), inexact=True)
    under = engine.nonzero(engine.absolute(other.over))
    over = _times(_times(one.over, other.under), engine.sign(other.over))
    return Ratio(over, _times(one.under, under), one.degree + other.degree_under, one.degree_under + other.degree)


def negate(one: Ratio) -> Ratio:
    """Its negative."""
    return Ratio(-one.over, one.under, one.degree, one.degree_under, one.inexact)


def absolute(one: Ratio, engine: Numbers) -> Ratio:
    """Without its sign: a denominator is positive."""
    return Ratio(engine.absolute(one.over), one.under, one.degree, one.degree_under, one.inexact)


def sides(one: Ratio, other: Ratio, engine: Numbers) -> tuple[Leaf, Leaf]:
    """Two leaves that compare as the ratios do."""
    if one.inexact or other.inexact or not _crossable(one, other):
        return _billionths(as_float(one, engine), engine), _billionths(as_float(other, engine), engine)
    if one.under is other.under:
        return one.over, other.over
    return _times(one.over, other.under), _times(other.over, one.under)


def _billionths(leaf: Leaf, engine: Numbers) -> Leaf:
    # Not by floor(): an engine's is a whole number of 64 bits, which a large figure overflows, and a formula that says
    # each side twice grows beyond all bounds.
    return leaf * engine.inexact(engine.whole(_BILLION)) + engine.inexact(engine.whole(_ROUNDER))
