"""The tables of the page, and of a month, as they are taken away."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from duban.amounts import NOT_REPORTED, base_unit
from duban.sheets.lists import Cell
from duban.standing.peers.sentence import distance
from duban.standing.peers.types import Gap, Ranked
from duban.web.log.amounts import month_of
from duban.web.peers.board import Board, Line
from duban.web.peers.month import Kept
from duban.web.tables import Sheet

BASES: Final = {"level": gettext_lazy("总量"), "growth": gettext_lazy("增速")}


def of_board(told: Board) -> list[Sheet]:
    """Our places with the months beside each other, and the sentences."""
    heads = [
        (_("指标"), 24),
        (_("期间"), 14),
        (_("按"), 7),
        (_("数"), 12),
        (_("计量单位"), 10),
        (_("位次"), 7),
        (_("共"), 6),
    ]
    heads += [
        (_("变化"), 16),
        (_("上一位"), 16),
        (_("差"), 14),
        (_("下一位"), 16),
        (_("领先"), 14),
        (_("没有数的"), 20),
    ]
    heads += [(_("%(month)s位次") % {"month": month_of(one)}, 12) for one in told.months]
    said = [(one, _("模拟的数") if simulated else "") for one, simulated in told.sentences]
    return [
        Sheet(_("位次"), heads, [_line(one) for one in told.lines], frozen=1),
        Sheet(_("可以引用的话"), [(_("可以引用的话"), 80), (_("说明"), 12)], said),
    ]


def _line(one: Line) -> tuple[Cell, ...]:
    side = one.side
    value: Cell = side.value / base_unit(side.display)[1] if side.value is not None else str(NOT_REPORTED)
    told: tuple[Cell, ...] = (
        one.name,
        one.period.words,
        str(BASES[side.basis]),
        value,
        side.display,
        side.place,
        side.of,
    )
    gaps = (*_gap(side.above, side), *_gap(side.below, side))
    return (
        *told,
        one.moved,
        *gaps,
        "、".join(side.missing),
        *(cell.side.place if cell.side else None for cell in one.cells),
    )


def _gap(gap: Gap | None, side: Ranked) -> tuple[str, str]:
    return ("、".join(gap.names), distance(gap, side)) if gap else ("", "")


def of_month(kept: Sequence[Kept]) -> list[Sheet]:
    """Every peer's figures of a month."""
    heads = [
        (_("指标"), 24),
        (_("期间"), 14),
        (_("单位"), 16),
        (_("按"), 7),
        (_("数"), 16),
        (_("位次"), 7),
        (_("在表里哪一格"), 18),
        (_("来自"), 24),
    ]
    rows: list[tuple[Cell, ...]] = [
        (
            *(one.row.name, one.period.words, peer.name, str(BASES[side.basis]), peer.value or str(NOT_REPORTED)),
            *(peer.place, peer.where, one.row.source),
        )
        for one in kept
        for side in one.sides
        for peer in side.peers
    ]
    return [Sheet(_("各县（市、区）"), heads, rows, frozen=1)]
