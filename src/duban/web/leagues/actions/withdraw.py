"""A rulebook that should never have been adopted is withdrawn, while nothing was issued under it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from duban.errors import InputError
from duban.web.access.actor import Actor
from duban.web.access.policy import require
from duban.web.declared.models import Declared
from duban.web.declared.pack import declarations, opened
from duban.web.leagues.models import Issue
from duban.web.leagues.rulebooks import file_of
from duban.web.log.writing import About, replacing, writing

# What is left of its file: nothing that declares anything.
_LEFT = "# 撤回的考核办法，经过见日志。 A rulebook that was withdrawn; the log tells why.\n"


def withdraw(actor: Actor, rulebook: str, reason: str) -> None:
    """Take back a rulebook that was adopted here; the one before it holds again.

    Raises InputError without a reason, for one that came with the pack, and for one under which a result was issued.
    """
    require(actor, "leagues.adopt")
    if not reason.strip():
        raise InputError(_("没有写理由"), where=_("理由"), do=_("请写为什么撤回"))
    book = next((one for one in declarations().rulebooks if one.id == rulebook), None)
    row = Declared.objects.current().filter(key=file_of(rulebook)).first()
    if book is None or row is None:
        raise InputError(_("这本办法不是在这里定下的，不能撤回"), do=_("请在城市包里改，再装入"))
    if under := Issue.objects.current().filter(rulebook=rulebook).exclude(state="failed").first():
        raise InputError(
            _("已经按“%(name)s”发布过“%(title)s”，不能撤回") % {"name": book.name, "title": under.title},
            do=_("请另定一本新办法"),
        )
    left = replacing(row, text=_LEFT)
    opened({left.key: left.text})  # refuses what the engines could not read
    detail = {"title": book.name, "document": book.source, "reason": reason.strip()[:500]}
    with writing("declared.withdraw", actor.by("office"), About("rulebook", rulebook), detail) as written:
        written.add(left)
