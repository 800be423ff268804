"""The list of additions and deductions as a table to take away."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from duban.sheets.lists import Cell, Sheet
from duban.web.log.amounts import exact
from duban.web.org.directory import directory
from duban.web.points.shown import Shown


def sheet(rows: Sequence[Shown]) -> Sheet:
    """A row each, as the page shows them; a result that is only recorded has no points."""
    heads = [
        (_("编号"), 18),
        (_("单位"), 22),
        (_("日期"), 12),
        (_("考核项目"), 18),
        (_("级别"), 10),
        (_("成果或者问题"), 12),
        (_("事由"), 48),
        (_("申报（分）"), 10),
        (_("分值（分）"), 10),
        (_("到哪一步"), 18),
        (_("期限"), 12),
        (_("文件名称和文号"), 28),
        (_("更正哪一条"), 12),
    ]
    return Sheet(_("加减分"), heads, [_row(one) for one in rows])


def _row(one: Shown) -> list[Cell]:
    row, scored = one.row, bool(one.row.kind)
    asked, points = (exact(number) if scored else None for number in (row.asked, row.points))
    what: list[Cell] = [
        one.number,
        directory().named(row.org_unit, row.day),
        row.day,
        one.item,
        str(one.level),
        str(one.sort),
    ]
    how: list[Cell] = [asked, points, one.state, None if one.ripe else row.due, row.document, row.amends or None]
    return [*what, row.reason, *how]
