"""The security administrator proposes a purge, by a document; nothing is gone yet. Or the proposal is withdrawn."""

from __future__ import annotations

import secrets

from duban.errors import InputError
from duban.web.access.actor import Actor
from duban.web.access.policy import require
from duban.web.log.writing import About, replacing, writing
from duban.web.purge.lookup import found
from duban.web.purge.models import Purge
from duban.web.purge.words import WHYS


def propose(actor: Actor, said: str, *, why: str, document: str) -> Purge:
    """Propose. Raises InputError for what is not there, gone or proposed, and without a reason or a document."""
    require(actor, "purge.propose")
    what = found(said)
    if what.gone:
        raise InputError("已经清除了", do="不用再清")
    if why not in WHYS:
        raise InputError("没有写为什么清除", do="请选一种")
    if not document.strip():
        raise InputError("没有写依据的文件", do="请写文号或批准的单据")
    if Purge.objects.current().filter(kind=what.kind, target=what.target, state="proposed").exists():
        raise InputError("已经有人提出了", do="请另一位管理员确认")
    row = Purge(
        key=f"p{secrets.token_hex(4)}",
        kind=what.kind,
        target=what.target,
        why=why,
        document=document.strip()[:200],
        state="proposed",
        proposer=actor.account or 0,
    )
    detail = {"target": row.target, "reason": why, "document": row.document}
    with writing("purge.propose", actor.by("secadmin"), About("purge", row.key), detail) as written:
        written.add(row)
    return row


def withdraw(actor: Actor, purge: Purge) -> Purge:
    """Withdraw a proposal that nobody confirmed."""
    require(actor, "purge.propose")
    if purge.state != "proposed":
        raise InputError("不能撤回了", do="只有还没有确认的可以撤回")
    row = replacing(purge, state="withdrawn")
    with writing("purge.withdraw", actor.by("secadmin"), About("purge", row.key)) as written:
        written.add(row)
    return row
