"""The form for Excel: verdicts, links, what was not matched, and what is to be told, a sheet each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction

from duban.amounts import scale_of
from duban.cli import words
from duban.cli.verdicts import said
from duban.ledger.types import Pledge
from duban.reading.document import plain
from duban.sheets.lists import Sheet
from duban.sheets.workbook import workbook
from duban.standing.documents import Judgement
from duban.standing.reasons import reason
from duban.standing.verdict import Verdict

_VERDICTS = (
    *(("编号", 24), ("谁", 18), ("事项", 28), ("目标", 22), ("判定", 10), ("灯", 14), ("数据到", 10), ("应完成", 14)),
    *(("实际", 14), ("单位", 8), ("差距", 10), ("差距单位", 10), ("力争", 10), ("理由", 70), ("条文", 40)),
    *(("承诺原话", 50), ("报告原话", 50)),
)
_LINKS = (
    ("编号", 24),
    ("报告的数", 40),
    ("把握", 8),
    ("为什么对上", 40),
    ("口径变化", 30),
    ("报告原话", 50),
    ("文件", 24),
)
_FACTS = (("报告的数", 40), ("报告原话", 60), ("文件", 24), ("位置", 16))
_FINDINGS = (("位置", 24), ("说明", 70), ("怎么办", 40), ("代码", 20))


def render(judgement: Judgement) -> bytes:
    """The workbook's bytes."""
    unmatched = [
        (said.whose(judgement, one), one.origin.quote, one.origin.file, one.origin.place)
        for one in judgement.unmatched_facts
    ]
    told = [(one.where, one.what, one.do, one.code) for one in judgement.findings]
    return workbook(
        "督办：判定",
        [
            Sheet("判定", _VERDICTS, [_verdict(judgement, one) for one in judgement.verdicts], frozen=3),
            Sheet("对上的数", _LINKS, list(_links(judgement))),
            Sheet("没有对上的数", _FACTS, unmatched),
            Sheet("要留意的", _FINDINGS, told),
        ],
    )


def _verdict(judgement: Judgement, one: Verdict) -> Sequence[str | int | float | date | None]:
    pledge = one.pledge
    factor, scale = _scale(pledge)
    unit = "目标的%" if one.by_share else f"{scale}{pledge.unit}"
    heard = "；".join(fact.origin.quote for fact, _, _ in said.answers(judgement, one) if fact.key == one.fact)
    return (
        *(pledge.id, said.who(judgement, one), said.subject(pledge), said.target(pledge), said.VERDICTS[one.verdict]),
        f"{one.light.shape}{one.light.word}",
        str(one.until) if one.until else "",
        *_figures(one, factor),
        *(unit, one.gap, one.gap_unit if one.gap is not None else ""),
        said.VERDICTS.get(one.stretch_verdict, ""),
        *(reason(one), one.clause, words.clean(pledge.origin.sentence or pledge.origin.quote), words.clean(heard)),
    )


def _figures(one: Verdict, factor: int) -> Sequence[int | float | date | None]:
    """What was due and what is there, in the unit that stands beside."""
    if one.pledge.kind == "milestone":
        return one.expected_day, one.actual_day
    if one.by_share:
        return one.pace, one.share
    return _scaled(one.expected, factor), _scaled(one.actual, factor)


def _scale(pledge: Pledge) -> tuple[int, str]:
    """The unit that a pledge's own figure is told in: 亿元 for 20亿元, so that the columns read as people write."""
    tier = pledge.judged
    if pledge.kind != "quantity" or tier is None or tier.value is None:
        return 1, ""
    return scale_of(tier.value)


def _scaled(value: Fraction | None, factor: int) -> int | float | None:
    return None if value is None else plain(value / factor)


def _links(judgement: Judgement) -> Iterator[Sequence[str | float]]:
    for one in judgement.verdicts:
        for link in judgement.links.get(one.pledge.id, ()):
            fact = judgement.facts[link.fact]
            yield (
                *(
                    one.pledge.id,
                    said.fact_words(fact),
                    round(link.confidence, 2),
                    link.reason,
                    link.scope_change or "",
                ),
                *(words.clean(fact.origin.sentence or fact.origin.quote), fact.origin.file),
            )
