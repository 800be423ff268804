"""A token counts no more: its person takes it back, or the security administrator does."""

from __future__ import annotations

from django.http import Http404

from duban.web.access.actor import Actor
from duban.web.access.policy import require
from duban.web.api.models import Token
from duban.web.log.writing import About, replacing, writing


def revoke(actor: Actor, key: str) -> Token:
    """Take a token back, one's own or, as the security administrator, anybody's. Raises Http404, RefusedError."""
    row: Token | None = Token.objects.current().filter(key=key).first()
    own = row is not None and row.account == actor.account
    require(actor, "access.tokens" if own else "access.tokens_all")
    if row is None:
        raise Http404(key)
    if row.revoked:
        return row
    changed = replacing(row, revoked=True)
    about = About("account", str(row.account))
    with writing("access.token_end", actor.by("" if own else "secadmin"), about, {"name": row.name}) as written:
        written.add(changed)
    return changed
