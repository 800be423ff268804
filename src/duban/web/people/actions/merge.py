"""One body is merged into another, which inherits what is open."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from django.utils.translation import gettext as _

from duban.errors import InputError
from duban.web.access.actor import Actor
from duban.web.access.policy import Target, require
from duban.web.log.models import Appended
from duban.web.log.writing import About, replacing, writing
from duban.web.org.directory import directory
from duban.web.org.models import Body, Handover
from duban.web.people import inherit
from duban.web.people.lookup import body_of
from duban.web.people.words import document

_KEPT: Final = frozenset({"office", "sysadmin", "secadmin", "auditor"})


def merge(actor: Actor, key: str, into: str, day: date, paper: str) -> Handover:
    """End a body the day before, with its successor; from the day on the successor answers for what is open.

    What goes over is in ``duban.web.people.inherit``. Former versions are kept: what was signed stays signed by the
    former body. Raises InputError for the whole city, for a statistics body that would answer for a target, and for a
    day that is still to come, since what is open may change until then.
    """
    body, heir = body_of(key), body_of(into)
    require(actor, "org.merge", Target(org_unit=key))
    said = document(paper)
    _may(body, heir, day, actor.day)
    legacy = inherit.legacy(body, heir, day, said)
    if heir.statistics and legacy.pledges:
        raise InputError(
            _("%(name)s是统计机构，不能承接承诺") % {"name": heir.name}, where=_("并入"), do=_("请另选（统计法）")
        )
    ended = replacing(body, end=day - timedelta(days=1), successor=into)
    row = Handover(key=f"h{secrets.token_hex(6)}", what="merge", document=said, day=day, was=key, becomes=into)
    row.items = legacy.items
    detail = {"document": said, "day": day.isoformat(), "becomes": into}
    with writing("org.merge", actor.by("office"), About("body", key, key), detail) as written:
        written.add(ended, *_children(body, heir, day), *legacy.rows, row)
    return row


def _may(body: Body, heir: Body, day: date, today: date) -> None:
    if body.key == heir.key or body.whole or heir.end is not None:
        raise InputError(
            _("%(name)s不能并入%(heir)s") % {"name": body.name, "heir": heir.name},
            where=_("并入"),
            do=_("请另选一个还在的单位"),
        )
    if body.end is not None:
        raise InputError(
            _("%(name)s到%(end)s已经并入别的单位") % {"name": body.name, "end": body.end},
            where=_("单位"),
            do=_("不用再并"),
        )
    if kept := "、".join(_administered(body.key, day)):
        raise InputError(
            _("%(name)s还有%(kept)s") % {"name": body.name, "kept": kept},
            where=_("职务"),
            do=_("请先在别的单位设好这些职务并任职，再撤去这里的"),
        )
    if day > today:
        raise InputError(
            _("合并的日子还没有到"), where=_("从哪天起"), do=_("请在那一天或以后登记，到时未完成的才一起移交")
        )


def _children(body: Body, heir: Body, day: date) -> Iterator[Appended]:
    """The bodies below get the successor above them; the successor itself what was above the former body."""
    before = (day - timedelta(days=1)).isoformat()
    for one in Body.objects.current():
        under = [spell for spell in one.parents if spell["value"] == body.key and not spell.get("end")]
        if under:
            kept = [{**spell, "end": before} if spell in under else spell for spell in one.parents]
            above = heir.key if one.key != heir.key else _above(body)
            yield replacing(one, parents=[*kept, {"value": above, "start": day.isoformat(), "end": None}])


def _above(body: Body) -> str:
    return next((str(spell["value"]) for spell in body.parents if not spell.get("end")), "")


def _administered(key: str, day: date) -> Iterator[str]:
    """The titles of posts without which the office cannot go on."""
    for seat in directory().seats:
        if seat.post.org_unit == key and seat.roles & _KEPT and (seat.post.end is None or seat.post.end >= day):
            yield seat.post.title
