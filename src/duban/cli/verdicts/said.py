"""A verdict in the words of every form: what was to be, what is, how far apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from pathlib import Path

from duban.amounts import decimal
from duban.cli import words
from duban.ledger.phrases import Figure, phrase
from duban.ledger.types import Fact, Pledge
from duban.standing.documents import Judgement
from duban.standing.reasons import NOT_BEGUN, actual_words, target_words, until_words
from duban.standing.verdict import Verdict

VERDICTS = {
    "kept": "已完成",
    "on_pace": "达序时",
    "behind": "滞后",
    "missed": "没有完成",
    "not_judged": "没有判",
    "not_reported": "未报送",
    "dropped": "不再考核",
    "adjusted": "目标已调整",
}


def who(judgement: Judgement, verdict: Verdict) -> str:
    """Whose pledge it is: the book's title or the body's name where a pack has them, else what the text says.

    Of a book of several bodies both.
    """
    one = verdict.pledge
    book, body = judgement.names.get(one.origin.book), judgement.names.get(one.org_unit)
    both = f"{book}：{body}" if book and body and one.origin.book in judgement.shared else ""
    said = both or book or body or one.origin.book
    # A text is somebody's, and its file is called after whose; a row of a table that names nobody is nobody's.
    file = Path(one.origin.file).name if one.origin.sentence else ""
    return words.clean(said or one.org_unit or file) or "（没有写明是谁）"


def grouped(judgement: Judgement, members: Iterable[Verdict]) -> Iterator[tuple[str, list[Verdict]]]:
    """The verdicts by whose they are, each once, in the order in which they first come."""
    found: dict[str, list[Verdict]] = {}
    for one in members:
        found.setdefault(who(judgement, one), []).append(one)
    yield from found.items()


def target(pledge: Pledge) -> str:
    """The judged figure and, in brackets, the stretch."""
    main = target_words(pledge)
    stretch = f"（力争{target_words(pledge, pledge.stretch)}）" if pledge.stretch else ""
    only = "力争" if pledge.judged and pledge.judged.firmness == "strive" else ""
    assessed = "（考核值）" if pledge.assessed else ""
    return f"{only}{main}{assessed}{stretch}"


def actual(verdict: Verdict) -> str:
    """What was reported, with its months."""
    if verdict.verdict == "not_reported":
        return "未报送"
    if verdict.ahead:
        return NOT_BEGUN
    until = f"{until_words(verdict)} " if verdict.until else ""
    if verdict.pledge.kind == "milestone":
        return until + (verdict.state or "—")
    return until + actual_words(verdict)


def gap(verdict: Verdict) -> str:
    """The gap with its sign and unit."""
    if verdict.gap is None:
        return ""
    if verdict.gap_unit == "天":
        return f"提前{-verdict.gap:.0f}天" if verdict.gap < 0 else f"晚{verdict.gap:.0f}天" if verdict.gap else "按时"
    return f"{'+' if verdict.gap > 0 else ''}{decimal(Fraction(str(verdict.gap)), 2)}{verdict.gap_unit}"


def subject(pledge: Pledge) -> str:
    """What the pledge is about."""
    return words.clean(pledge.subject)


def answers(judgement: Judgement, verdict: Verdict) -> list[tuple[Fact, str, str]]:
    """The facts that answer a pledge, each with why it does and what differs in scope."""
    links = judgement.links.get(verdict.pledge.id, ())
    return [(judgement.facts[link.fact], link.reason, link.scope_change or "") for link in links]


def fact_words(fact: Fact) -> str:
    """A reported figure in words, with its months."""
    if fact.kind == "milestone":
        return f"{fact.period.words}，{words.clean(fact.subject)}{fact.state}"
    said = phrase(Figure(fact.kind, fact.basis, fact.comparator, fact.value, fact.upper, fact.unit))
    return f"{fact.period.words}，{words.clean(fact.subject)}{said}"


def whose(judgement: Judgement, fact: Fact) -> str:
    """A reported figure in words, with the body that it is of."""
    body = judgement.names.get(fact.org_unit) or words.clean(fact.org_unit)
    return f"{body}：{fact_words(fact)}" if body else fact_words(fact)


def source(fact: Fact) -> str:
    """Where a figure comes from, and whether it is simulated or a correction."""
    marks = (words.clean(fact.source), "模拟" if fact.simulated else "", fact.replaces and f"更正 {fact.replaces}")
    return "，".join(dict.fromkeys(mark for mark in marks if mark))


def tally(judgement: Judgement) -> str:
    """How many stand under each light, in the rule's own order."""
    counts: dict[tuple[int, str], int] = {}
    for one in judgement.verdicts:
        key = (one.light.order, f"{one.light.shape}{one.light.word}")
        counts[key] = counts.get(key, 0) + 1
    parts = "，".join(f"{word}{count}条" for (_, word), count in sorted(counts.items()))
    return f"承诺{len(judgement.verdicts)}条" + (f"：{parts}" if parts else "")
