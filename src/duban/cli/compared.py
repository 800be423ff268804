"""A comparison with peers as sentences to copy, as a table for people, as records, and as a workbook."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from duban.amounts import base_unit
from duban.cli import words
from duban.cli.records import jsonl
from duban.cli.writers import grid
from duban.cli.writers.table import Look
from duban.sheets.lists import Cell, Sheet
from duban.sheets.workbook import workbook
from duban.standing.peers import sentence
from duban.standing.peers.types import Compared, Comparison, Ranked

_HEADS: Final = ("指标", "期间", "按", "数", "位次", "变化", "距离")
_COLUMNS: Final = (
    *(("指标", 24), ("期间", 14), ("按", 7), ("数", 14), ("单位", 10), ("位次", 7), ("共", 6), ("并列", 16)),
    *(("变化", 16), ("上一位", 16), ("差", 12), ("下一位", 16), ("领先", 12), ("没有数的", 20), ("出处", 24)),
)
_WORDS: Final = (("可以照抄的话", 80), ("说明", 20))
_ORDER: Final = (("指标", 24), ("期间", 14), ("按", 7), ("位次", 7), ("单位", 20))
_NOTES: Final = (("位置", 30), ("说明", 70), ("怎么办", 40), ("代码", 20))
_BASES: Final = {"level": "总量", "growth": "增速"}


def render(told: Compared, form: str, look: Look) -> bytes:
    """The comparison in one of the forms."""
    if form == "jsonl":
        return jsonl(told.comparisons)
    if form == "xlsx":
        return _workbook(told)
    if form == "sentence":
        return "".join(f"{words.clean(said(one))}\n" for one in told.comparisons if one.sentence).encode()
    rows = [cells for one in told.comparisons for cells in _rows(one)]
    lines = "".join(f"{words.clean(said(one))}\n" for one in told.comparisons if one.sentence)
    return grid.render(_HEADS, rows, look) + f"\n{lines}".encode()


def said(one: Comparison) -> str:
    """The sentence to copy; a simulated one says so."""
    return f"{one.sentence}{'（模拟）' if one.simulated else ''}"


def _rows(one: Comparison) -> Iterator[tuple[str, ...]]:
    for side in _sides(one):
        of = f"（共{side.of}个）" if side.place is not None else ""
        value = sentence.figure(side.value, side) if side.value is not None else "未报送"
        moved = sentence.moved(side.movement, one.period)
        place = f"{sentence.place(side)}{of}" or "—"
        if side.tied:
            place += f"，同{'、'.join(side.tied)}"
        yield (
            one.name,
            one.period.words,
            _BASES[side.basis],
            value,
            place,
            moved or "—",
            sentence.distances(side) or "—",
        )


def _sides(one: Comparison) -> list[Ranked]:
    return [side for side in (one.level, one.growth) if side is not None]


def _workbook(told: Compared) -> bytes:
    rows = [_cells(one, side) for one in told.comparisons for side in _sides(one)]
    copied = [(one.sentence, "模拟的数" if one.simulated else "") for one in told.comparisons if one.sentence]
    order: list[tuple[Cell, ...]] = [
        (one.name, one.period.words, _BASES[side.basis], place, name)
        for one in told.comparisons
        for side in _sides(one)
        for name, place in side.places
    ]
    notes = [(one.where, one.what, one.do, one.code) for one in told.findings]
    sheets = [
        Sheet("对标", _COLUMNS, rows, frozen=1),
        Sheet("照抄", _WORDS, copied),
        Sheet("各单位位次", _ORDER, order, frozen=1),
        Sheet("要留意的", _NOTES, notes),
    ]
    return workbook(f"督办：对标（{told.own}）", sheets)


def _cells(one: Comparison, side: Ranked) -> tuple[Cell, ...]:
    _, times = base_unit(side.display)
    value = float(side.value / times) if side.value is not None else "未报送"
    above, below = side.above, side.below
    return (
        *(one.name, one.period.words, _BASES[side.basis], value, side.display, side.place or "—", side.of),
        *("、".join(side.tied), sentence.moved(side.movement, one.period)),
        *("、".join(above.names) if above else "", sentence.distance(above, side) if above else ""),
        *("、".join(below.names) if below else "", sentence.distance(below, side) if below else ""),
        *("、".join(side.missing), f"{one.file}{'（模拟）' if one.simulated else ''}"),
    )
