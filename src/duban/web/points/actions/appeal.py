"""A body appeals against a decision within the days that the rulebook gives it."""

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
from duban.web.log.writing import About, replacing, writing
from duban.web.points import words
from duban.web.points.lookup import entry_in, target
from duban.web.points.models import Addition
from duban.web.points.rules import due, spans


def appeal(actor: Actor, key: str, text: str, files: Sequence[UploadedFile[Any]] = ()) -> Addition:
    """Say why the decision is wrong; somebody else reviews it. What was decided stands until then.

    Raises InputError after the last day, and for a second appeal.
    """
    row = entry_in(key, "decided")
    require(actor, "points.appeal", target(row))
    day = today()
    if row.due is None or day > row.due:
        what = _("申诉期到%(due)s为止，已经过了") % {"due": row.due}
        raise InputError(what, where=key, do=_("有新的依据，请和督查办联系，由督查办另记一条"))
    reason = words.text(text, _("申诉的理由"), _("请写清哪里不对、依据是什么"))
    last = due(day, spans(row.rulebook).review)
    told = {"state": "appealed", "appealed": day, "appeal": reason, "due": last}
    about = About("points", key, row.org_unit)
    with (
        looked_through(files) as found,
        writing("points.appeal", actor.by(), about, {"due": last.isoformat()}) as written,
    ):
        new = replacing(row, **told, appeal_files=keep_all(found, written))
        written.add(new)
    return new
