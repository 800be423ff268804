"""A target that is written in words: 增长7%以上（力争8%）, 力争突破400亿元, 6月底前开工.

Such a cell is read as a sentence about its row's subject, by the reader of texts, and told as it was read. A cell with
two figures makes two lines of one pledge.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from duban.ledger.phrases import Figure as Said
from duban.ledger.phrases import phrase
from duban.ledger.raw import Raw, number
from duban.reading.document import Source, Statement
from duban.reading.reader import read_source
from duban.sheets.cells import Content
from duban.sheets.figures import Comparator, Figure, is_nil

# A date before the words: it must stand before the subject, too, for the sentence to be one.
_WHEN = re.compile(
    r"\s*(?:\d{4}年)?(?:\d{1,2}月(?:\d{1,2}[日号])?(?:[上中下]旬|[底末])?|[上下]半年|年[底末内]|[一二三四]季度[底末]?)(?:之?前|以前|内)?"
)
_LONGEST = 200
_FIRMNESS = {"ensure": "确保", "plan": "计划", "strive": "力争"}


def worded(raw: Raw, year: int | None = None) -> Iterator[Raw]:
    """The lines in a row whose value is a sentence; the row itself where it is none.

    ``year`` is that of a date in the sentence that names none, where neither the row nor its title has one.
    """
    value = raw.fields.get("value")
    text = raw.text("value")
    told = number(value)
    if not isinstance(value, str | Content) or is_nil(text) or (told and not told.note) or len(text) > _LONGEST:
        yield raw
        return
    own = number(raw.fields.get("year"))
    statements = _statements(raw.text("subject"), text, int(own.value) if own else raw.year or year)
    if not statements:
        yield raw
        return
    parts = [f"{phrase(_said(one))}（{_FIRMNESS[one.firmness]}）" for one in statements]
    raw.tell("read-as-words", "value", f"“{text[:40]}”按文字读作：{'；'.join(parts)}", "请核对")
    for one in statements:
        yield replace(raw, fields=_fields(raw, one))


def _statements(subject: str, text: str, year: int | None) -> list[Statement]:
    """What the cell says of its subject; nothing where it speaks of other things as well."""
    when = _WHEN.match(text)
    date, rest = (when[0].strip(), text[when.end() :]) if when else ("", text)
    if date and year and "年" not in date.removeprefix("年"):
        date = f"{year}年{date.removeprefix('年')}"
    found = read_source(Source(f"{date}{subject}{rest}".strip("。；;") + "。")).statements
    mine = [one for one in found if one.subject and (subject.endswith(one.subject) or subject.startswith(one.subject))]
    return mine if len(mine) == len(found) else []


def _fields(raw: Raw, one: Statement) -> dict[str, object]:
    """The row's fields with what the sentence adds; what the row says itself stays."""
    comparator: Comparator = one.comparator if one.comparator != "=" else ""
    value = None if one.value is None else Figure(one.value, one.upper, comparator, one.unit)
    added: dict[str, object] = {
        "kind": one.kind,
        "basis": one.basis,
        "comparator": one.comparator,
        "firmness": one.firmness,
        "due": one.due,
        "state": one.unit if one.kind == "milestone" else "",
    }
    said = {name: cell for name, cell in raw.fields.items() if cell not in (None, "")}
    return {**added, **said, "value": value, "unit": "" if one.kind == "milestone" else one.unit}


def _said(one: Statement) -> Said:
    return Said(one.kind, one.basis, one.comparator, one.value, one.upper, one.unit)
