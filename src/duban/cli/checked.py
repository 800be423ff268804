"""What the checks found, as a table for people, as records, and as a workbook."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from typing import Final

from duban.cli import words
from duban.cli.records import jsonl
from duban.sheets.lists import Sheet
from duban.sheets.workbook import workbook
from duban.standing.checks.findings import Checked, CheckFinding

_HEADS: Final = (
    *(("单位", 18), ("指标", 22), ("口径", 10), ("数据到", 10), ("程度", 7), ("检查", 18), ("作数", 7)),
    *(("理由", 70), ("怎么办", 44), ("位置", 30), ("编号", 40)),
)
_NOTES: Final = (("位置", 24), ("说明", 70), ("怎么办", 40), ("代码", 20))
_DECLARED: Final = (("检查", 18), ("程度", 7), ("不作数", 8), ("参数", 40), ("出处", 50), ("说明", 50), ("代码", 20))


def render(told: Checked, form: str) -> bytes:
    """The findings in one of the forms."""
    if form == "jsonl":
        return jsonl(told.findings)
    if form == "xlsx":
        return _workbook(told)
    return ("\n".join(_lines(told)) + "\n").encode("utf-8", "replace")


def tally(told: Checked) -> str:
    """``看了1662个数，存疑3处，提示1处，其中1处不作数。``"""
    counted: Counter[str] = Counter(one.severity for one in told.findings)
    parts = [f"{word}{counted[severity]}处" for severity, word in words.SEVERITIES.items() if counted[severity]]
    barred = len(told.barred)
    parts += [f"其中{barred}个数不作数"] if barred else []
    if not told.figures:
        return "没有数可以看。"
    read = len({one.where for one in told.notes if one.where})
    parts += [f"读数时有{read}处要留意"] if read else []
    return f"看了{told.figures}个数，" + ("，".join(parts) or "没有发现问题") + "。"


def _lines(told: Checked) -> Iterator[str]:
    for who, members in groupby(told.findings, key=lambda one: one.who):
        yield words.clean(who)
        for one in members:
            barred = "，不作数" if one.barred else ""
            yield f"  {words.SEVERITIES[one.severity]}　{words.clean(_subject(one))}：{one.name}{barred}"
            yield f"    {words.clean(one.reason)}。{words.clean(one.suggestion)}"
            if place := _place(one):
                yield f"    {place}"
        yield ""
    yield tally(told)


def _subject(one: CheckFinding) -> str:
    month = f"{one.month.year}年{one.month.month}月" if one.month else ""
    return f"{one.what}（{month}）" if one.what else "全部的数"


def _place(one: CheckFinding) -> str:
    """Where it stands, and its key; two keys at most."""
    keys = "、".join(one.facts[:2]) + (f" 等{len(one.facts)}个" if len(one.facts) > 2 else "")
    return words.clean("　".join(part for part in (one.where, keys) if part))


def _workbook(told: Checked) -> bytes:
    rows = [
        (
            *(one.who, one.what, one.scope, str(one.month or ""), words.SEVERITIES[one.severity], one.name),
            *("不作数" if one.barred else "", one.reason, one.suggestion, one.where, "\n".join(one.facts)),
        )
        for one in told.findings
    ]
    notes = [(one.where, one.what, one.do, one.code) for one in told.notes]
    declared = [
        (
            *(one.name, words.SEVERITIES[one.severity], "是" if one.bars else ""),
            "，".join(f"{name} {float(value):g}" for name, value in one.parameters.items()),
            *(one.source, one.note, one.id),
        )
        for one in told.checks
    ]
    sheets = [
        Sheet("检查", _HEADS, rows, frozen=2),
        Sheet("要留意的", _NOTES, notes),
        Sheet("用了哪些检查", _DECLARED, declared),
    ]
    return workbook("督办：数的检查", sheets)
