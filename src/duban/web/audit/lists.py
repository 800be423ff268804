"""The log as a table that is taken away."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext as _

from duban.web.audit.listing import Row
from duban.web.audit.traced import post_title
from duban.web.org.directory import directory
from duban.web.tables import Sheet

# The newest that fit the filters; a workbook of more is of no use, and the interface gives the whole.
MOST = 20_000


def entries(rows: Iterable[Row]) -> Sheet:
    """A row an entry, with its whole hash, so that the chain can be followed."""
    heads = [(_("序号"), 10), (_("时间"), 20), (_("谁"), 18), (_("岗位"), 22), (_("接口"), 8), (_("做了什么"), 16)]
    heads += [(_("对什么"), 30), (_("单位"), 18), (_("改了什么"), 60), (_("说明"), 40), (_("行"), 8), (_("校验码"), 66)]
    return Sheet(_("日志"), heads, [_cells(one) for one in rows], 2)


def _cells(row: Row) -> tuple[str | int, ...]:
    one, places = row.entry, directory()
    changed = (f"{each.of} {each.name}{_('：')}{each.old or '—'} → {each.new or '—'}".strip() for each in row.changes)
    told = (f"{each.name}{_('：')}{each.value}" for each in row.details)
    return (
        one.number,
        timezone.localtime(one.at).strftime("%Y-%m-%d %H:%M:%S"),
        row.who or _("督办"),
        post_title(one.post),
        one.channel,
        str(row.verb),
        f"{row.kind} {row.thing.name}",
        places.named(one.org_unit) if one.org_unit else "",
        _("；").join(changed),
        _("；").join(told),
        one.rows,
        one.hash,
    )
