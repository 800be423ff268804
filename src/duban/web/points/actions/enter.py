"""The office enters a deduction, or corrects what was frozen by a new entry beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from duban.errors import InputError
from duban.web.access.actor import Actor
from duban.web.access.policy import require
from duban.web.clock.today import today
from duban.web.files.proofs import keep_all, looked_through
from duban.web.log.writing import About, writing
from duban.web.points.actions.asked import Asked, begun, looked_at
from duban.web.points.lookup import entry_in, next_key
from duban.web.points.models import Addition
from duban.web.points.rules import due, spans


def enter(actor: Actor, asked: Asked, files: Sequence[UploadedFile[Any]], amends: str = "") -> Addition:
    """Enter a deduction; it counts from today, and the body may appeal against it.

    ``amends``: the key of a frozen one of the same body and item, which stays as it is; the new entry adds or takes
    what was wrong with it.
    """
    require(actor, "points.enter")
    fields = looked_at(asked if amends else asked.less(), len(files), corrects=bool(amends))
    if amends:
        _same_thing(entry_in(amends, "frozen"), fields)
    elif not fields["kind"]:
        raise InputError(_("扣分要有考核项目"), where=_("考核项目"), do=_("请选考核办法里的一项"))
    day, last = today(), due(today(), spans(fields["rulebook"]).days)
    decided = {"state": "decided", "granted": True, "counted": day, "decided": day, "decider": actor.account}
    with looked_through(files) as found, writing("points.enter", actor.by()) as written:
        told = {**decided, "due": last, "amends": amends, "decision": fields["reason"]}
        row = begun(next_key(asked.day.year), fields, **told, files=keep_all(found, written))
        written.about = About("points", row.key, row.org_unit)
        written.detail = {"document": row.document, "due": last.isoformat()} | ({"amends": amends} if amends else {})
        written.add(row)
    return row


def _same_thing(row: Addition, fields: dict[str, Any]) -> None:
    if (row.org_unit, row.kind) != (fields["org_unit"], fields["kind"]):
        what = _("更正的单位或者项目，和原来的不一样")
        raise InputError(what, where=row.key, do=_("更正只改原来那一条；别的请另外记"))
