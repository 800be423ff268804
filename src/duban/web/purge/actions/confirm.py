"""Another administrator confirms a purge: what it names is gone, its hash stays, the chain of the log fits."""

from __future__ import annotations

from duban.errors import InputError
from duban.web.access.actor import Actor
from duban.web.access.policy import require
from duban.web.log.writing import About, replacing, writing
from duban.web.purge.erase import erase
from duban.web.purge.models import Purge


def confirm(actor: Actor, purge: Purge) -> Purge:
    """Purge. Raises InputError for who proposed it himself, and for what is not waiting."""
    require(actor, "purge.confirm")
    if purge.state != "proposed":
        raise InputError("这一件不在等确认", do="请刷新页面再看")
    if purge.proposer == actor.account:
        raise InputError("提出的人不能自己确认", do="请另一位管理员确认")
    with writing("purge.confirm", actor.by(), About("purge", purge.key), {"document": purge.document}) as written:
        row = replacing(purge, state="done", hash=erase(purge.kind, purge.target))
        written.add(row)
    return row
