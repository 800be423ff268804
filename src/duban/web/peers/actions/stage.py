"""A table is handed in and looked at; nothing of it is kept yet."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.utils.translation import gettext as _

from duban.errors import InputError, TooLargeError
from duban.web.access.actor import Actor
from duban.web.access.policy import require
from duban.web.clock.today import now
from duban.web.files.intake import looked_at
from duban.web.peers.models import PASTED, PeersDraft
from duban.web.peers.reading import period_of, read

# A monthly table of some counties has a few kilobytes.
_LARGEST = 5 * 2**20


def stage(actor: Actor, file: UploadedFile[Any] | None, text: str, *, period: str = "", source: str = "") -> PeersDraft:
    """Take a file, or else pasted text, as this person's draft in the place of an earlier one.

    Raises InputError where it cannot be read, or nothing in it is a peers' table with our row.
    """
    require(actor, "peers.keep")
    if file is None and not text.strip():
        raise InputError(_("没有选文件，也没有粘贴"), do=_("请选一个文件，或把整张表连同标题粘贴进来"))
    given = file if file is not None else SimpleUploadedFile(PASTED, text.encode("utf-8", "replace"))
    if (given.size or 0) > _LARGEST:
        raise TooLargeError(_("这张表太大"), where=given.name or "", do=_("只传各县（市、区）的月度表，不超过5MB"))
    period_of(period)
    with looked_at(given) as taken:
        draft = PeersDraft(
            account=actor.account or 0,
            name=taken.name,
            data=taken.path.read_bytes(),
            period=period.strip()[:60],
            source=source.strip()[:200],
            at=now(),
        )
    read(draft)
    drop(actor)
    draft.save()
    return draft


def drop(actor: Actor) -> None:
    """Throw this person's draft away."""
    require(actor, "peers.keep")
    PeersDraft.objects.filter(account=actor.account or 0).delete()
