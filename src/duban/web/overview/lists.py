"""The pledges and the matrix as tables that are taken away."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Final

from django.utils.translation import gettext as _

from duban.amounts import half_up
from duban.sheets.lists import Cell as Value
from duban.web.books.models import Book
from duban.web.log.amounts import exact, month_of
from duban.web.org.directory import Directory
from duban.web.overview.headline import Indicator
from duban.web.overview.matrix import Lamp, Matrix, Row
from duban.web.standings.models import MonthVerdict
from duban.web.tables import Sheet

# A figure in words as the engine writes them: 1.5亿美元, 增长7%以上, 前3位.
_NUMBER: Final = re.compile(r"(\d[\d,]*(?:\.\d+)?)(万|亿)?")
_SCALES: Final = {"": 1, "万": 10**4, "亿": 10**8}


def pledges(verdicts: Sequence[MonthVerdict], books: Sequence[Book], places: Directory) -> Sheet:
    """A row a pledge, as the page lists them, with the key by which the interface knows it."""
    titles = {one.key: one.title for one in books}
    heads = [(_("灯"), 12), (_("单位"), 18), (_("承诺"), 30), *_figure_heads(), (_("占目标%"), 10)]
    heads += [(_("数到哪个月"), 12), (_("任务书"), 26), (_("为什么"), 60), (_("编号"), 24)]
    return Sheet(_("承诺"), heads, [_pledge(one, titles, places) for one in verdicts], 3)


def _pledge(one: MonthVerdict, titles: Mapping[str, str], places: Directory) -> Sequence[Value]:
    share = None if one.share is None else half_up(one.share, 1)
    figures = (*_figures(one), share, str(month_of(one.until)) if one.until is not None else "")
    said = (titles.get(one.book, ""), one.reason, one.pledge)
    return (one.word, places.named(one.org_unit), one.subject, *figures, *said)


def matrix(rows: Sequence[Row], lamps: Sequence[Lamp], places: Directory) -> Sheet:
    """A row a book or a body, a column a light."""
    heads = [("", 28), *((one.word, 12) for one in lamps), (_("合计"), 8)]
    told: list[tuple[str | int, ...]] = [
        (row.name or places.named(row.key), *(count for _lamp, count in row.cells), row.total) for row in rows
    ]
    return Sheet(_("灯的条数"), heads, told, 1)


def across(told: Matrix, lamps: Sequence[Lamp], books: Sequence[Book], places: Directory) -> Sheet:
    """A row a body and a book, a column a light."""
    titles = {one.key: one.title for one in books}
    heads = [(_("单位"), 22), (_("任务书"), 30), *((one.word, 12) for one in lamps), (_("合计"), 8)]
    rows: list[Sequence[Value]] = [
        (places.named(row.key), titles.get(cell.book, ""), *_counts(cell.lamps, lamps))
        for row in told.rows
        for column in row.cells
        for cell in column
    ]
    return Sheet(_("灯的条数"), heads, rows, 2)


def headlines(found: Sequence[Indicator], lamps: Sequence[Lamp], places: Directory) -> Sheet:
    """A row a headline pledge; of all the city also a row an indicator with the lights of the bodies."""
    heads = [(_("指标"), 24), (_("单位"), 22), (_("承诺"), 30), *_figure_heads(), (_("占目标%"), 10)]
    heads += [(_("灯"), 12), (_("余下每月要完成"), 16), *((one.word, 12) for one in lamps), (_("合计"), 8)]
    none, rows = [None] * (len(lamps) + 1), list[Sequence[Value]]()
    for one in found:
        for line in one.lines:
            row = line.verdict
            share = None if row.share is None else half_up(row.share, 1)
            own = (places.named(row.org_unit), row.subject, *_figures(row), share, row.word, line.average)
            rows.append((one.name, *own, *none))
        if one.lamps:
            empty = [None] * (len(_figure_heads()) + 4)
            rows.append((one.name, _("各单位"), *empty, *_counts(one.lamps, lamps)))
    return Sheet(_("主要指标"), heads, rows, 2)


def _counts(shown: Sequence[Lamp], lamps: Sequence[Lamp]) -> list[int]:
    """How many there are of each light, and together."""
    held = {one.light: one.count for one in shown}
    return [*(held.get(one.light, 0) for one in lamps), sum(held.values())]


def _figure_heads() -> list[tuple[str, int]]:
    return [(_("目标"), 20), (_("实际"), 18), (_("目标数"), 12), (_("实际数"), 12), (_("计量单位"), 10)]


def _figures(one: MonthVerdict) -> Sequence[Value]:
    """The target and what was done, in words and as numbers of one unit; what is no figure has words alone."""
    aim, done = _NUMBER.search(one.target), exact(one.actual)
    if not one.unit or (aim is None and done is None):
        return one.target, one.done, None, None, ""
    told = aim or _NUMBER.search(one.done)
    scale = (told[2] or "") if told else ""
    sign = -1 if one.target.startswith(("下降", "减少")) else 1
    wanted = None if aim is None else sign * Fraction(aim[1].replace(",", ""))
    return one.target, one.done, wanted, None if done is None else done / _SCALES[scale], f"{scale}{one.unit}"
