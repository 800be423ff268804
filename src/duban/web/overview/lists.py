"""The pledges and the matrix as tables that are taken away."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from duban.sheets.lists import Cell
from duban.web.books.models import Book
from duban.web.org.directory import Directory
from duban.web.overview.matrix import Lamp, Row
from duban.web.standings.models import PledgeVerdict
from duban.web.tables import Sheet


def pledges(verdicts: Sequence[PledgeVerdict], books: Sequence[Book], places: Directory) -> Sheet:
    """A row a pledge, as the page lists them, with the key by which the interface knows it."""
    titles = {one.key: one.title for one in books}
    heads = [(_("灯"), 12), (_("单位"), 18), (_("承诺"), 30), (_("任务书"), 26), (_("为什么"), 60), (_("编号"), 24)]
    rows = [
        (one.word, places.named(one.org_unit), one.subject, titles.get(one.book, ""), one.reason, one.pledge)
        for one in verdicts
    ]
    return Sheet(_("承诺"), heads, rows, 3)


def matrix(rows: Sequence[Row], lamps: Sequence[Lamp], places: Directory) -> Sheet:
    """A row a book or a body, a column a light."""
    heads = [("", 28), *((one.word, 12) for one in lamps), (_("合计"), 8)]
    told: list[Sequence[Cell]] = []
    for row in rows:
        counts = [count for _lamp, count in row.cells]
        told.append((row.name or places.named(row.key), *counts, row.total))
    return Sheet(_("灯的条数"), heads, told, 1)
