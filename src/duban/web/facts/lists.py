"""A month at a glance as a table that is taken away."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from duban.periods import Month
from duban.web.facts.glance import Glance, Tables
from duban.web.org.directory import Directory
from duban.web.tables import Sheet


def month(rows: Iterable[Glance], wanted: Month, places: Directory) -> Sheet:
    """A row a body: how far its sheet is."""
    heads = [(_("单位"), 24), (_("到哪一步"), 16), (_("迟了"), 8), (_("要报（条）"), 10), (_("已有（条）"), 10)]
    heads += [(_("草稿（格）"), 10), (_("说明"), 40)]
    told = [
        (
            places.named(one.org_unit),
            str(one.word),
            _("迟了") if one.late else "",
            one.owed,
            one.held,
            one.drafts,
            one.remark,
        )
        for one in rows
    ]
    return Sheet(str(wanted), heads, told, 1)


def providers(rows: Iterable[Tables], places: Directory) -> Sheet:
    """A row a provider: how many of its tables are there, and by when the others are due."""
    heads = [(_("单位"), 24), (_("表（张）"), 10), (_("已发布"), 10), (_("已有（装入）"), 12), (_("到期"), 12)]
    heads += [(_("逾期（张）"), 10), (_("逾期发布（张）"), 14), (_("已交，待发布"), 14)]
    told = [
        (places.named(one.org_unit), one.total, one.released, one.loaded, *_left(one), one.was_late, one.to_come)
        for one in rows
    ]
    return Sheet(_("数据提供单位"), heads, told, 1)


def _left(one: Tables) -> tuple[date | None, int]:
    return None if one.done else one.due, one.overdue
