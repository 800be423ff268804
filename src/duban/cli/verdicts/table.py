"""The form for people at a terminal: one line a pledge, grouped by who pledged, then what could not be matched."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from duban.cli import words
from duban.cli.verdicts import said
from duban.cli.writers.table import width_of
from duban.standing.documents import Judgement
from duban.standing.reasons import reason, scope_words
from duban.standing.verdict import Verdict

_HEADS = ("", "事项", "目标", "实际", "差距")
_GAP = "  "
_UNDER = " " * 6
# Columns in which a figure still reads well; longer ones push the next along.
_WIDEST = (14, 40, 30, 30, 18)
_MOST_UNMATCHED = 20
_WHY = "每一条为什么这样判：加 --reasons；连同原话看，加 --format html --out 对照.html"


def render(judgement: Judgement) -> bytes:
    """The table, UTF-8."""
    return written(judgement, reasons=False)


def written(judgement: Judgement, *, reasons: bool) -> bytes:
    """The table, with the reason below each verdict or with a word on where the reasons are."""
    lines = (line.rstrip() for line in _lines(judgement, reasons=reasons))
    return ("\n".join(lines) + "\n").encode("utf-8", "replace")


def _lines(judgement: Judgement, *, reasons: bool) -> Iterator[str]:
    rows = {id(one): _cells(one) for one in judgement.verdicts}
    columns = _columns([_HEADS, *rows.values()])
    for name, members in said.grouped(judgement, judgement.verdicts):
        yield name
        yield _row(_HEADS, columns)
        for one in members:
            yield _row(rows[id(one)], columns)
            if reasons:
                yield f"{_UNDER}{words.clean(reason(one))}"
            elif one.scope_change:
                yield f"{_UNDER}{scope_words(words.clean(one.scope_change))}"
        yield ""
    yield from _unmatched(judgement)
    rule = judgement.verdicts[0].rule.name if judgement.verdicts else ""
    yield said.tally(judgement) + (f"（按“{rule}”）" if rule else "")
    if judgement.verdicts and not reasons:
        yield _WHY


def _cells(one: Verdict) -> tuple[str, ...]:
    light = f"{one.light.shape} {one.light.word}"
    return light, said.subject(one.pledge), said.target(one.pledge), said.actual(one), said.gap(one)


def _columns(rows: Sequence[Sequence[str]]) -> list[int]:
    widths = [max(map(width_of, column)) for column in zip(*rows, strict=True)]
    return [min(width, most) for width, most in zip(widths, _WIDEST, strict=True)]


def _row(cells: Sequence[str], columns: Sequence[int]) -> str:
    return "  " + _GAP.join(cell + " " * (wide - width_of(cell)) for cell, wide in zip(cells, columns, strict=True))


def _unmatched(judgement: Judgement) -> Iterator[str]:
    """Figures of the report that answer no pledge: told, not hidden; the rest of a long list is counted."""
    facts = judgement.unmatched_facts
    if facts:
        yield f"报告里有{len(facts)}个数没有对上任何承诺："
        yield from (f"  {said.whose(judgement, fact)}" for fact in facts[:_MOST_UNMATCHED])
        if len(facts) > _MOST_UNMATCHED:
            yield f"  ……另有{len(facts) - _MOST_UNMATCHED}个，见 --format html 或 xlsx"
        yield ""
