"""What nobody may appeal against any more is frozen (封存): from then on only a new entry changes anything."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from duban.errors import InputError
from duban.web.access.actor import Actor
from duban.web.access.policy import require
from duban.web.clock.today import today
from duban.web.log.writing import About, replacing, writing
from duban.web.points.lookup import is_ripe
from duban.web.points.models import Addition


def freeze(actor: Actor, keys: Iterable[str]) -> list[Addition]:
    """Freeze those of the keys; all of them, or none where one may still be appealed against or is under review."""
    require(actor, "points.freeze")
    wanted, day = set(keys), today()
    rows = list(Addition.objects.current().filter(key__in=wanted))
    if not rows or len(rows) != len(wanted):
        raise InputError(_("没有选要封存的"), do=_("请在列表里勾选"))
    for row in rows:
        if not is_ripe(row, day):
            what = _("还没有过申诉期，或者复核还没有完") if row.state != "frozen" else _("已经封存了")
            raise InputError(what, where=row.key, do=_("请等到期，或者去掉这一条"))
    new = [replacing(row, state="frozen", frozen=day, due=None) for row in rows]
    about = About("points", rows[0].key, rows[0].org_unit) if len(rows) == 1 else About("points")
    with writing("points.freeze", actor.by("office"), about, {"points": sorted(row.key for row in rows)}) as written:
        written.add(*new)
    return new
