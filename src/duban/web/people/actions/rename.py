"""A body gets another name from a day on; what was signed before keeps the old one."""

from __future__ import annotations

import secrets
from datetime import date, timedelta

from django.utils.translation import gettext as _

from duban.errors import InputError
from duban.web.access.actor import Actor
from duban.web.access.policy import Target, require
from duban.web.log.writing import About, replacing, writing
from duban.web.org.directory import directory
from duban.web.org.models import Body, Handover
from duban.web.people.lookup import body_of
from duban.web.people.words import document, text


def rename(actor: Actor, key: str, name: str, day: date, paper: str) -> Handover:
    """Name a body anew. The old name stays as a spell that ends the day before, and as a word by which texts find it.

    Raises InputError for a name that another body has, and for a day before the present name began.
    """
    body = body_of(key)
    require(actor, "org.rename", Target(org_unit=key))
    new, said = text(name, _("新名称")), document(paper)
    _free(body, new, day)
    begun = [one for one in body.names if one.get("start")]
    if body.end is not None:
        raise InputError(
            _("%(name)s已经并入别的单位") % {"name": body.name}, where=_("单位"), do=_("请给承接的单位改名")
        )
    if any(date.fromisoformat(one["start"]) >= day for one in begun):
        raise InputError(_("%(day)s以前刚改过名") % {"day": day}, where=_("从哪天起"), do=_("请写一个更晚的日子"))
    changed = replacing(body, name=new, names=_spells(body, new, day), aliases=_aliases(body, new))
    row = Handover(key=f"h{secrets.token_hex(6)}", what="rename", document=said, day=day, was=key, becomes=key)
    row.items = [{"kind": "name", "key": key, "name": f"{body.name} → {new}"}]
    detail = {"document": said, "day": day.isoformat()}
    with writing("org.rename", actor.by("office"), About("body", key, key), detail) as written:
        written.add(changed, row)
    return row


def _free(body: Body, new: str, day: date) -> None:
    places = directory()
    if new == places.name(body.key, day):
        raise InputError(_("现在就叫“%(new)s”") % {"new": new}, where=_("新名称"), do=_("请写另一个名称"))
    for other in places.bodies:
        if other.id != body.key and new in {other.name, *other.aliases} and places.is_there(other.id, day):
            raise InputError(
                _("“%(new)s”已经是%(name)s的名称") % {"new": new, "name": other.name},
                where=_("新名称"),
                do=_("请换一个，或者改用“合并”"),
            )


def _spells(body: Body, new: str, day: date) -> list[dict[str, str | None]]:
    """The spells of all names: the one that had no end gets one."""
    before = (day - timedelta(days=1)).isoformat()
    held: list[dict[str, str | None]] = body.names or [{"value": body.name, "start": None, "end": None}]
    ended = [{**one, "end": one["end"] or before} for one in held]
    return [*ended, {"value": new, "start": day.isoformat(), "end": None}]


def _aliases(body: Body, new: str) -> list[str]:
    return [one for one in dict.fromkeys([*body.aliases, body.name]) if one != new]
