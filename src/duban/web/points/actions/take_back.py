"""What the office entered by mistake it takes back, until it is frozen; then only a new entry corrects it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from duban.errors import InputError
from duban.web.access.actor import Actor
from duban.web.access.policy import require
from duban.web.log.writing import About, replacing, writing
from duban.web.points import words
from duban.web.points.lookup import entry_now, is_entered, target
from duban.web.points.models import Addition


def take_back(actor: Actor, key: str, text: str, version: int | None = None) -> Addition:
    """Take an entry back, with the reason; it counts no more. Raises InputError for what a body applied for."""
    row = entry_now(key, version)
    require(actor, "points.take_back", target(row))
    if not is_entered(row):
        raise InputError(
            _("这一条现在不能撤回"), where=key, do=_("只有督查办记下、还没有复核和封存的能撤回；别的请另记一条更正")
        )
    reason = words.text(text, _("撤回的理由"), _("请写清哪里记错了"))
    new = replacing(row, state="withdrawn", granted=False, counted=None, due=None, decision=reason)
    with writing("points.take_back", actor.by("office"), About("points", key, row.org_unit)) as written:
        written.add(new)
    return new
