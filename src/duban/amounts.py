"""Exact amounts with a unit of measure, and the one rounding that duban uses.

A value is a :class:`~fractions.Fraction` in the base unit (元, 亩, 平方米, %); 万 and 亿 before a unit are scale and
are folded in. Stored and summed values are whole numbers of ten-thousandths (``SCALE``): finer parts are rounded
half up, which for 33.33…% is a ten-thousandth of a point.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

SCALE: Final = 10_000
# The first amount that has no place in a table: more than twenty digits before the point.
LARGEST: Final = 10**20
_SCALES: Final = ((10**12, "万亿"), (10**8, "亿"), (10**4, "万"))


class NotReported(Enum):
    """The type of ``NOT_REPORTED``: a figure that nobody gave. It is no number, and never zero."""

    NOT_REPORTED = "未报送"

    def __str__(self) -> str:
        return self.value

    def __bool__(self) -> bool:
        return False


NOT_REPORTED: Final = NotReported.NOT_REPORTED


@dataclass(frozen=True, slots=True)
class _Units:
    """``units.toml``: scale words, the longest first; words that only look scaled; units by base; measure words."""

    scales: tuple[tuple[str, int], ...]
    whole: frozenset[str]
    bases: Mapping[str, tuple[str, Fraction]]
    counted: frozenset[str]
    known: frozenset[str]


@cache
def _units() -> _Units:
    told = tomllib.loads(files("duban").joinpath("units.toml").read_text(encoding="utf-8"))
    counted = frozenset(told["counted"]["words"]) | {""}
    based = {*told["bases"], *(one["base"] for one in told["bases"].values())}
    return _Units(
        scales=tuple(sorted(told["scales"].items(), key=lambda pair: -len(pair[0]))),
        whole=frozenset(told["whole"]["words"]),
        bases={word: (one["base"], Fraction(one["of_it"])) for word, one in told["bases"].items()},
        counted=counted,
        known=counted | based | frozenset(told["plain"]["words"]),
    )


@lru_cache(maxsize=4096)
def base_unit(unit: str) -> tuple[str, Fraction]:
    """The base of a unit as written and how many of the base one of it is: ``万元`` → ``("元", 10000)``."""
    unit, units = "".join(unit.split()), _units()
    times = Fraction(1)
    if unit not in units.whole:
        for word, scale in units.scales:
            if unit.startswith(word):
                unit, times = unit.removeprefix(word), Fraction(scale)
                break
    base, factor = units.bases.get(unit, (unit, Fraction(1)))
    return base, times * factor


def known(unit: str) -> bool:
    """Whether it is a unit of measure that ``units.toml`` names, or one of them scaled: 亿元, 万方, 个百分点."""
    return base_unit(unit)[0] in _units().known


def fold(value: Fraction, unit: str) -> tuple[Fraction, str]:
    """A value in the base of its unit: ``(4000, "万元")`` → ``(40000000, "元")``."""
    base, times = base_unit(unit)
    return (value if times == 1 else value * times), base


def convert(value: Fraction, unit: str, target: str) -> Fraction | None:
    """The value in another unit; None where the two measure different things (元 and 美元, 亩 and 个).

    A measure word for counted things (个, 家, 项, 套 …) or no unit at all is the same as any other such word.
    """
    base, times = base_unit(unit)
    other, per = base_unit(target)
    if base != other and not {base, other} <= _units().counted and {base, other} != {"%", "个百分点"}:
        return None
    return value * times / per


def ten_thousandths(value: Fraction) -> int:
    """The stored form: a whole number of ten-thousandths, half up and away from zero."""
    scaled, size = abs(value.numerator) * SCALE, value.denominator
    whole = (2 * scaled + size) // (2 * size)
    return -whole if value.numerator < 0 else whole


def half_up(value: float | Fraction, digits: int) -> float:
    """Round half up and away from zero: sign·floor(|x|·10^d + 0.5 + 1e-7) / 10^d, alike on every engine.

    The small constant lifts what binary fractions hold just below a half (2.675 → 2.68).
    """
    whole = math.floor(abs(value) * 10**digits + 0.5 + 1e-7)
    return math.copysign(whole / 10**digits, value) if whole else 0.0


def near_share(told: Fraction, reckoned: Fraction) -> bool:
    """Whether a share in per cent that was printed is the one that two printed amounts give, both being rounded."""
    return abs(told - reckoned) <= (1 if told.denominator == 1 else Fraction(1, 2))


def decimal(value: Fraction, digits: int = 4) -> str:
    """A value as decimal digits, half up: exact within ``digits`` places, else cut to two."""
    if (value * 10**digits).denominator != 1:
        digits = 2
    scaled = (abs(value) * 10**digits + Fraction(1, 2)).__floor__()
    whole, part = divmod(scaled, 10**digits)
    tail = f"{part:0{digits}d}".rstrip("0")
    sign = "-" if value < 0 and scaled else ""
    return f"{sign}{whole}.{tail}" if tail else f"{sign}{whole}"


def scale_of(value: Fraction) -> tuple[int, str]:
    """The scale word in which a value reads best: the largest that leaves at most four decimals."""
    size = abs(value)
    for factor, word in _SCALES:
        digits = 2 if size < 10**5 else 4
        if size >= factor and (size * 10**digits / factor).denominator == 1:
            return factor, word
    return 1, ""


def in_words(value: Fraction, unit: str) -> str:
    """A value back in its natural scale: 40000000 元 is ``4000万元``."""
    factor, word = scale_of(value)
    return f"{decimal(value / factor)}{word}{unit}"


def is_counted(unit: str) -> bool:
    """Whether it is a measure word for things that are counted whole: 家, 项, 人次; no unit at all is none."""
    return bool(unit) and unit in _units().counted


def whole_up(value: Fraction, unit: str) -> int | None:
    """The least whole number of counted things that meets a computed figure; None where it needs no rounding."""
    if not is_counted(unit) or value.denominator == 1 or abs(value) >= _SCALES[-1][0]:
        return None
    return math.ceil(value)


def needed(value: Fraction, unit: str) -> str:
    """A computed figure that is to be reached, counted things in whole ones: ``约2家``."""
    whole = whole_up(value, unit)
    return about(value, unit) if whole is None else f"约{whole}{unit}"


def about(value: Fraction, unit: str) -> str:
    """A computed value in its scale with at most two decimals: a third of 8亿元 is ``2.67亿元``."""
    size = abs(value)
    factor, word = next(((factor, word) for factor, word in _SCALES if size >= factor), (1, ""))
    return in_words(value, unit) if scale_of(value)[0] != 1 else f"{decimal(value / factor, 2)}{word}{unit}"
