"""A draft is kept: a row an indicator and period, a correction replacing what stood there; the file by its hash."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import gettext as _

from duban.errors import InputError
from duban.web.access.actor import Actor
from duban.web.access.policy import require
from duban.web.files.intake import keep as keep_file
from duban.web.files.intake import looked_at
from duban.web.log.amounts import month_of
from duban.web.log.writing import About, replacing, writing
from duban.web.peers.models import PeersDraft, PeersFigures
from duban.web.peers.reading import Step, read


def keep(actor: Actor, *, sure: bool = False) -> int:
    """Append what is new in this person's draft; gives how many indicators.

    Raises InputError where nothing is, and where a figure looks wrong unless somebody is ``sure``.
    """
    require(actor, "peers.keep")
    draft = PeersDraft.objects.filter(account=actor.account or 0).first()
    if draft is None:
        raise InputError(_("没有等着收下的表"), do=_("请先上传或粘贴"))
    found = read(draft)
    if found.must_be_sure and not sure:
        raise InputError(_("有数要再看一看，还没有收下"), do=_("核对过、确实这样的，请勾上“我核对过了”再收"))
    steps = [one for one in found.steps if not one.same]
    if not steps:
        raise InputError(_("和已经收下的一样，没有可改的"), do=_("要更正，请改好数再传"))
    months = sorted({str(month_of(one.fields["last"])) for one in steps})
    with looked_at(SimpleUploadedFile(draft.name, bytes(draft.data))) as taken:
        more = {"source": draft.source, "file": taken.sha256}
        detail = {"month": months, "figures": len(steps), "file": taken.sha256}
        role = "office" if "office" in actor.roles else "provider"
        with writing("peers.keep", actor.by(role), About("peers", months[-1]), detail) as written:
            keep_file(taken, written)
            written.add(*(_row(one, more) for one in steps))
            draft.delete()
    return len(steps)


def _row(one: Step, more: dict[str, str]) -> PeersFigures:
    if one.before is not None:
        return replacing(one.before, **one.fields, **more)
    return PeersFigures(key=one.key, **one.fields, **more)
