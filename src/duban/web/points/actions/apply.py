"""A body applies for an addition, or has a result recorded; until it is decided it may take that back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from duban.errors import InputError
from duban.web.access.actor import Actor
from duban.web.access.policy import Target, require
from duban.web.clock.today import today
from duban.web.files.proofs import keep_all, looked_through
from duban.web.log.writing import About, replacing, writing
from duban.web.points.actions.asked import Asked, begun, looked_at
from duban.web.points.lookup import entry_in, next_key, target
from duban.web.points.models import Addition
from duban.web.points.rules import due, spans


def apply(actor: Actor, asked: Asked, files: Sequence[UploadedFile[Any]]) -> Addition:
    """Apply with reason, document and proof; the office has so many working days to decide. Raises InputError."""
    require(actor, "points.apply", Target(org_unit=asked.org_unit))
    fields = looked_at(asked, len(files))
    if fields["points"] < 0:
        raise InputError(_("单位只能申报加分"), where=_("分值"), do=_("扣分由督查办来记"))
    last = due(today(), spans(fields["rulebook"]).decide)
    with looked_through(files) as found, writing("points.apply", actor.by()) as written:
        row = begun(next_key(asked.day.year), fields, state="applied", due=last, files=keep_all(found, written))
        written.about = About("points", row.key, row.org_unit)
        written.detail = {"document": row.document, "due": last.isoformat()}
        written.add(row)
    return row


def withdraw(actor: Actor, key: str) -> Addition:
    """Take an application back that nobody has decided on yet."""
    row = entry_in(key, "applied")
    require(actor, "points.apply", target(row))
    new = replacing(row, state="withdrawn", due=None)
    with writing("points.withdraw", actor.by(), About("points", key, row.org_unit)) as written:
        written.add(new)
    return new
