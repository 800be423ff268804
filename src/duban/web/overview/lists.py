"""The pledges and the matrix as tables that are taken away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from duban.amounts import half_up
from duban.sheets.lists import Cell as Value
from duban.web.books.models import Book
from duban.web.log.amounts import month_of
from duban.web.org.directory import Directory
from duban.web.overview.matrix import Cell, Lamp, Matrix, Row
from duban.web.standings.models import MonthVerdict
from duban.web.tables import Sheet


def pledges(verdicts: Sequence[MonthVerdict], books: Sequence[Book], places: Directory) -> Sheet:
    """A row a pledge, as the page lists them, with the key by which the interface knows it."""
    titles = {one.key: one.title for one in books}
    heads = [(_("灯"), 12), (_("单位"), 18), (_("承诺"), 30), (_("目标"), 20), (_("实际"), 18), (_("占目标%"), 10)]
    heads += [(_("数到哪个月"), 12), (_("任务书"), 26), (_("为什么"), 60), (_("编号"), 24)]
    return Sheet(_("承诺"), heads, [_pledge(one, titles, places) for one in verdicts], 3)


def _pledge(one: MonthVerdict, titles: Mapping[str, str], places: Directory) -> Sequence[Value]:
    share = None if one.share is None else half_up(one.share, 1)
    figures = (one.target, one.done, share, str(month_of(one.until)) if one.until is not None else "")
    said = (titles.get(one.book, ""), one.reason, one.pledge)
    return (one.word, places.named(one.org_unit), one.subject, *figures, *said)


def matrix(rows: Sequence[Row], lamps: Sequence[Lamp], places: Directory) -> Sheet:
    """A row a book or a body, a column a light."""
    heads = [("", 28), *((one.word, 12) for one in lamps), (_("合计"), 8)]
    told: list[tuple[str | int, ...]] = [
        (row.name or places.named(row.key), *(count for _lamp, count in row.cells), row.total) for row in rows
    ]
    return Sheet(_("灯的条数"), heads, told, 1)


def across(told: Matrix, books: Sequence[Book], places: Directory) -> Sheet:
    """A row a body, a column a book; the lights of a cell as words with their counts."""
    titles = {one.key: one.title for one in books}
    own = [(_("一家负责的任务书"), 30)] if told.own else []
    heads = [("", 22), *own, *((titles[one.key], 24) for one in told.books), (_("合计"), 8)]
    rows: list[tuple[str | int, ...]] = [
        (places.named(row.key), *map(_counted, row.cells), row.total) for row in told.rows
    ]
    return Sheet(_("灯的条数"), heads, rows, 1)


def _counted(cells: Sequence[Cell]) -> str:
    return _("；").join(_lit(one) for one in cells)


def _lit(cell: Cell) -> str:
    lit = _("、").join(f"{lamp.word}{lamp.count}" for lamp in cell.lamps)
    return f"{cell.title}{_('：')}{lit}" if cell.title else lit
