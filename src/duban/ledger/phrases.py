"""A figure in the words that people use: ``增长7%以上``, ``前10位``, ``120亿元左右``, ``下降``, ``投用``.

Every form and every page says figures through this one module, so that a pledge reads the same everywhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from duban.amounts import decimal, in_words, scale_of
from duban.ledger.types import Comparator, FactBasis, Kind

_RATES = frozenset({"%", "‰", "个百分点", "位", "倍", "个等级", "个位次"})
_MIRRORED: Mapping[Comparator, Comparator] = {">=": "<=", ">": "<", "<=": ">=", "<": ">", "~": "~", "=": "="}
_TRENDS: Mapping[FactBasis, Mapping[Comparator, str]] = {
    "level": {">": "上升", ">=": "不降", "<": "下降", "<=": "不升", "=": "持平", "~": "基本持平"},
    "growth": {">": "增速更高", ">=": "增速不低", "<": "增速更低", "<=": "增速不高", "=": "同步", "~": "基本同步"},
    "change": {">": "增加", ">=": "不减", "<": "减少", "<=": "不增", "=": "不变", "~": "基本不变"},
}


@dataclass(frozen=True, slots=True)
class Figure:
    """What can be said: a reader's statement, a tier of a pledge, a fact."""

    kind: Kind
    basis: FactBasis
    comparator: Comparator
    value: Fraction | None
    upper: Fraction | None
    unit: str


def phrase(said: Figure) -> str:
    """How much, or which state: ``增长7%以上``, ``120亿元左右``, ``前10位``, ``下降``, ``投用``."""
    if said.kind == "milestone":
        return said.unit
    if said.kind == "trend" or said.value is None:
        return _TRENDS[said.basis].get(said.comparator, "")
    if said.kind == "rank":
        return _rank(said, said.value)
    if said.basis == "share":
        return f"完成目标的{in_words(said.value, '%')}"
    return _quantity(said, said.value)


def _rank(said: Figure, value: Fraction) -> str:
    place = decimal(value)
    if said.comparator == "range" and said.upper is not None:
        words = f"第{place}—{decimal(said.upper)}位"
    else:
        words = {
            "<=": f"前{place}位",
            "<": f"第{place}位之前",
            ">=": f"第{place}位及以后",
            ">": f"第{place}位之后",
            "~": f"第{place}位左右",
        }.get(said.comparator, f"第{place}位")
    return f"增速{words}" if said.basis == "growth" else words


def _quantity(said: Figure, value: Fraction) -> str:
    if value == 0:
        zero = _zero(said)
        if zero:
            return zero
    unit = said.unit
    falling = value < 0 and (said.upper is None or said.upper <= 0)
    verb = _verb(said.basis, unit, falling)
    comparator = said.comparator
    if comparator == "range" and said.upper is not None:
        return verb + _range(value, said.upper, unit, bare=said.basis == "level")
    size = value
    if said.basis != "level":
        size = abs(value)
        comparator = _MIRRORED.get(comparator, "=") if falling else comparator
    return _compared(verb, in_words(size, unit), comparator)


def _compared(verb: str, size: str, comparator: Comparator) -> str:
    """Verb and amount with the comparator where Chinese has it."""
    if comparator == ">=":
        return f"{verb}{size}以上"
    if comparator == "~":
        return f"{verb}{size}左右"
    if comparator == "<":
        return f"{verb}不到{size}" if verb else f"低于{size}"
    word = {">": "超过", "<=": "不超过"}.get(comparator, "")
    return f"{verb}{word}{size}"


def _zero(said: Figure) -> str:
    """Nothing left, or nothing gained, has words of its own; empty where it has not."""
    if said.basis == "growth":
        return {"=": "零增长", "~": "基本持平", ">": "正增长", ">=": "不下降", "<": "负增长", "<=": "不增长"}.get(
            said.comparator, ""
        )
    if said.basis == "level" and said.unit not in _RATES:
        return {"=": "清零", "~": "基本清零"}.get(said.comparator, "")
    return ""


def _verb(basis: FactBasis, unit: str, falling: bool) -> str:
    if unit == "个百分点" and basis != "change":
        gap = "低" if falling else "高出"
        return f"增速{gap}" if basis == "growth" else gap
    if basis == "growth":
        return "下降" if falling else "增长"
    if basis == "change":
        return ("下降" if falling else "提高") if unit in _RATES else ("减少" if falling else "增加")
    return ""


def _range(low: Fraction, high: Fraction, unit: str, *, bare: bool) -> str:
    """``6%—7%``, ``1.2亿—1.5亿元``; a fall from 5 to 3 per cent is told as ``3%—5%``."""
    if not bare and max(low, high) <= 0:
        low, high = abs(high), abs(low)
    if unit in ("%", "‰"):
        return f"{decimal(low)}{unit}—{decimal(high)}{unit}"
    factor, word = scale_of(high)
    if scale_of(low)[0] != factor and low:
        return f"{in_words(low, '')}—{in_words(high, unit)}"
    return f"{decimal(low / factor)}—{decimal(high / factor)}{word}{unit}"
