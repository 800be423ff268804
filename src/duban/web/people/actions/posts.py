"""A post begins and ends; who holds it is the security administrator's to say."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from duban.errors import InputError
from duban.web.access.actor import Actor
from duban.web.access.policy import Target, require
from duban.web.access.roles import ROLES, clash
from duban.web.log.writing import About, replacing, writing
from duban.web.org.directory import directory
from duban.web.org.models import Portfolio, Post
from duban.web.people.held import one_left
from duban.web.people.lookup import body_of, post_of
from duban.web.people.words import document, in_order, text


@dataclass(frozen=True, slots=True)
class NewPost:
    """What a post is to be; ``start`` and ``end`` are its first and last day, None without limit."""

    title: str
    roles: tuple[str, ...] = ()
    start: date | None = None
    end: date | None = None
    order: int = 0


def begin(actor: Actor, org_unit: str, new: NewPost, paper: str) -> Post:
    """Make a post of a body. Raises InputError for roles that do not go together, and for a title twice in a body."""
    body = body_of(org_unit)
    require(actor, "org.posts", Target(org_unit=org_unit))
    title, said = text(new.title, _("职务")), document(paper)
    in_order(new.start, new.end)
    _roles(new.roles)
    if body.end is not None and (new.end is None or new.end > body.end):
        raise InputError(
            _("%(name)s到%(end)s为止") % {"name": body.name, "end": body.end},
            where=_("单位"),
            do=_("请在承接的单位里设职务"),
        )
    if any(one.post.title == title and one.post.org_unit == org_unit for one in directory().seats):
        raise InputError(_("已经有“%(title)s”") % {"title": title}, where=_("职务"), do=_("请换一个名称"))
    row = Post(key=f"{org_unit}_{secrets.token_hex(4)}", title=title, org_unit=org_unit, order=new.order)
    row.start, row.end, row.roles = new.start, new.end, list(new.roles)
    with writing("org.post_new", actor.by("office"), About("post", row.key, org_unit), {"document": said}) as written:
        written.add(row)
    return row


def end(actor: Actor, key: str, day: date, paper: str) -> Post:
    """End a post; ``day`` is its last. What it was in charge of ends with it.

    Raises InputError where the last system or security administrator would go with it.
    """
    row = post_of(key)
    require(actor, "org.posts", Target(org_unit=row.org_unit))
    said = document(paper)
    in_order(row.start, day)
    if row.end is not None and row.end <= day:
        raise InputError(_("这个职务到%(end)s已经为止了") % {"end": row.end}, where=row.title, do=_("不用再改"))
    charges = [one for one in Portfolio.objects.current().filter(post=key) if one.end is None or one.end > day]
    detail = {"document": said, "day": day.isoformat()}
    with writing("org.post_end", actor.by("office"), About("post", key, row.org_unit), detail) as written:
        one_left(row.roles, day, post=key)
        written.add(replacing(row, end=day), *(replacing(one, end=max(day, one.start or day)) for one in charges))
    return row


def _roles(roles: Iterable[str]) -> None:
    if unknown := [one for one in roles if one not in ROLES]:
        raise InputError(_("没有“%(role)s”这种角色") % {"role": unknown[0]}, where=_("角色"), do=_("请从名单里选"))
    if found := clash(frozenset(roles)):
        said = _("和").join(f"“{ROLES[one].name}”" for one in found)
        raise InputError(
            _("%(said)s不能在一个职务上（三员分立）") % {"said": said}, where=_("角色"), do=_("请分成两个职务")
        )
