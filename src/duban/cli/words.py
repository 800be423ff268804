"""Statements in the words that people use: ``增长7%以上``, ``前10位``, ``力争``, ``2024年1—8月``.

The reader keeps exact values in base units and closed lists of English words; every form for people (table, csv, xlsx,
html) says them through this one module, so that a pledge reads the same everywhere.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from fractions import Fraction

from duban.reading.document import Basis, Comparator, Document, Firmness, Kind, Mood, Statement

MOODS: Mapping[Mood, str] = {"pledged": "承诺", "reported": "已报告"}
KINDS: Mapping[Kind, str] = {"quantity": "数量", "rank": "位次", "trend": "趋势", "milestone": "节点"}
BASES: Mapping[Basis, str] = {"level": "水平", "growth": "增速", "change": "增减"}
FIRMNESS: Mapping[Firmness, str] = {"ensure": "确保", "strive": "力争", "plan": "预期"}
COMPARATORS: Mapping[Comparator, str] = {
    ">=": "不少于",
    ">": "超过",
    "<=": "不超过",
    "<": "低于",
    "~": "约",
    "=": "等于",
    "range": "区间",
}

_SCALES = ((10**12, "万亿"), (10**8, "亿"), (10**4, "万"))
_RATES = frozenset({"%", "‰", "个百分点", "位", "倍", "个等级", "个位次"})
_MIRRORED: Mapping[Comparator, Comparator] = {">=": "<=", ">": "<", "<=": ">=", "<": ">", "~": "~", "=": "="}
_TRENDS: Mapping[Basis, Mapping[Comparator, str]] = {
    "level": {">": "上升", ">=": "不降", "<": "下降", "<=": "不升", "=": "持平", "~": "基本持平"},
    "growth": {">": "增速更高", ">=": "增速不低", "<": "增速更低", "<=": "增速不高", "=": "同步", "~": "基本同步"},
    "change": {">": "增加", ">=": "不减", "<": "减少", "<=": "不增", "=": "不变", "~": "基本不变"},
}
_BREAKS = re.compile(r"(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])")
_TO_SPACE = str.maketrans(dict.fromkeys("\t\n\r\v\f\u2028\u2029", " "))


def clean(text: str) -> str:
    """Text that is safe in any cell or line: one line, no control or format characters, no lone surrogates."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split(" ")) if "  " in text else text
    kept = []
    for char in text.translate(_TO_SPACE):
        category = unicodedata.category(char)
        if category == "Cs":
            kept.append("\N{REPLACEMENT CHARACTER}")
        elif category not in ("Cc", "Cf"):
            kept.append(char)
    return " ".join("".join(kept).split(" ")).strip()


def unwrapped(raw: str) -> str:
    """A raw stretch of text on one line: breaks and spaces inside Chinese are the page's, not the writer's."""
    return clean(_BREAKS.sub("", raw))


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


def amount(value: Fraction, unit: str) -> str:
    """A value back in its natural scale: 40000000 元 is ``4000万元``."""
    factor, word = scale_of(value)
    return f"{decimal(value / factor)}{word}{unit}"


def phrase(statement: Statement) -> str:
    """How much, or which state: ``增长7%以上``, ``120亿元左右``, ``前10位``, ``下降``, ``投用``."""
    if statement.kind == "milestone":
        return clean(statement.unit)
    if statement.kind == "trend" or statement.value is None:
        return _TRENDS[statement.basis].get(statement.comparator, "")
    if statement.kind == "rank":
        return _rank(statement, statement.value)
    return _quantity(statement, statement.value)


def _rank(statement: Statement, value: Fraction) -> str:
    place = decimal(value)
    if statement.comparator == "range" and statement.upper is not None:
        words = f"第{place}—{decimal(statement.upper)}位"
    else:
        words = {
            "<=": f"前{place}位",
            "<": f"第{place}位之前",
            ">=": f"第{place}位及以后",
            ">": f"第{place}位之后",
            "~": f"第{place}位左右",
        }.get(statement.comparator, f"第{place}位")
    return f"增速{words}" if statement.basis == "growth" else words


def _quantity(statement: Statement, value: Fraction) -> str:
    if value == 0:
        zero = _zero(statement)
        if zero:
            return zero
    unit = clean(statement.unit)
    falling = value < 0 and (statement.upper is None or statement.upper <= 0)
    verb = _verb(statement.basis, unit, falling)
    comparator = statement.comparator
    if comparator == "range" and statement.upper is not None:
        return verb + _range(value, statement.upper, unit, bare=statement.basis == "level")
    size = value
    if statement.basis != "level":
        size = abs(value)
        comparator = _MIRRORED.get(comparator, "=") if falling else comparator
    return _compared(verb, amount(size, unit), comparator)


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


def _zero(statement: Statement) -> str:
    """Nothing left, or nothing gained, has words of its own; empty where it has not."""
    if statement.basis == "growth":
        return {"=": "零增长", "~": "基本持平", ">": "正增长", ">=": "不下降", "<": "负增长", "<=": "不增长"}.get(
            statement.comparator, ""
        )
    if statement.basis == "level" and statement.unit not in _RATES:
        return {"=": "清零", "~": "基本清零"}.get(statement.comparator, "")
    return ""


def _verb(basis: Basis, unit: str, falling: bool) -> str:
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
        return f"{amount(low, '')}—{amount(high, unit)}"
    return f"{decimal(low / factor)}—{decimal(high / factor)}{word}{unit}"


def subject(statement: Statement) -> str:
    """What it is about, with the whole it is a part of: ``高质量项目，其中亿元以上项目``."""
    what = clean(statement.subject)
    return f"{clean(statement.part_of)}，其中{what}" if statement.part_of else what


def due(statement: Statement, unnamed: str = "年内") -> str:
    """By when; a text that names no date means its own year."""
    return statement.due.isoformat() if statement.due else unnamed


def period(statement: Statement, unnamed: str = "—") -> str:
    """What a reported figure covers: ``2024年1—8月``, ``2016—2020年``."""
    if not statement.period:
        return unnamed
    first, _, last = statement.period.partition("/")
    (year, month), (last_year, last_month) = first.split("-"), (last or first).split("-")
    if (month, last_month) == ("01", "12"):
        return f"{year}年" if year == last_year else f"{year}—{last_year}年"
    if year == last_year:
        months = str(int(month)) if month == last_month else f"{int(month)}—{int(last_month)}"
        return f"{year}年{months}月"
    return f"{year}年{int(month)}月—{last_year}年{int(last_month)}月"


def place(document: Document, statement: Statement) -> str:
    """Where it stands in a paged or celled file: ``第3页``, ``Sheet1!B3``; empty for plain text."""
    where, _ = document.place(statement.num[0])
    words = []
    if where.page is not None:
        words.append(f"第{where.page}页")
    if where.paragraph is not None:
        words.append(f"第{where.paragraph}段")
    if where.sheet is not None:
        words.append(f"{clean(where.sheet)}!{where.cell}" if where.cell else clean(where.sheet))
    elif where.cell is not None:
        words.append(where.cell)
    return " ".join(words)
