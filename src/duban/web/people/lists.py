"""Bodies and accounts as tables that are taken away."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from duban.ledger.types import OrgUnit
from duban.web.access.models import Account, Holding
from duban.web.org.directory import Directory, Seat
from duban.web.tables import Sheet


def bodies(groups: Iterable[tuple[OrgUnit, Sequence[Seat]]], places: Directory) -> Sheet:
    """A row a body, in official order, with its posts."""
    heads = [(_("编号"), 18), (_("单位"), 24), (_("种类"), 12), (pgettext("several", "职务"), 50)]
    heads += [(_("最后一天"), 12), (_("承接"), 20)]
    rows = []
    for one, seats in groups:
        end, heir = places.ends.get(one.id, (None, ""))
        posts = _("、").join(seat.post.title for seat in seats)
        rows.append((one.id, places.named(one.id), one.kind, posts, end, places.named(heir) if heir else ""))
    return Sheet(pgettext("several", "单位"), heads, rows, 2)


def accounts(listed: Iterable[tuple[Account, Sequence[tuple[Holding, Seat | None]]]]) -> Sheet:
    """A row an account, with the posts that it holds."""
    heads = [(_("账号"), 20), (_("姓名"), 16), (pgettext("several", "岗位"), 50), (_("状态"), 10)]
    rows = [
        (
            one.username,
            one.full_name,
            _("、").join(seat.post.title if seat else row.post for row, seat in held),
            _("在用") if one.is_active else pgettext("state", "停用"),
        )
        for one, held in listed
    ]
    return Sheet(pgettext("several", "账号"), heads, rows, 1)
