"""Statements in the words that people use: ``增长7%以上``, ``前10位``, ``力争``, ``2024年1—8月``.

The reader keeps exact values in base units and closed lists of English words; every form for people (table, csv, xlsx,
html) says them through this one module, so that a pledge reads the same everywhere.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from duban.ledger import phrases
from duban.ledger.phrases import Figure
from duban.reading.document import Basis, Comparator, Document, Firmness, Kind, Mood, Statement

MOODS: Mapping[Mood, str] = {"pledged": "承诺", "reported": "已报告"}
KINDS: Mapping[Kind, str] = {"quantity": "数量", "rank": "位次", "trend": "趋势", "milestone": "节点"}
BASES: Mapping[Basis, str] = {"level": "水平", "growth": "增速", "change": "增减"}
SEVERITIES: Mapping[str, str] = {"refused": "不收", "doubt": "存疑", "note": "提示"}
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


def phrase(statement: Statement) -> str:
    """How much, or which state: ``增长7%以上``, ``120亿元左右``, ``前10位``, ``下降``, ``投用``."""
    one = statement
    return clean(phrases.phrase(Figure(one.kind, one.basis, one.comparator, one.value, one.upper, one.unit)))


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
