"""A group's result is issued and frozen: asked for here, reckoned by a job from what was known at this entry."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from duban.errors import InputError
from duban.web.access.actor import Actor
from duban.web.access.policy import require
from duban.web.clock.today import today
from duban.web.declared.pack import declarations
from duban.web.leagues.freezing import freeze
from duban.web.leagues.models import Issue
from duban.web.leagues.rulebooks import groups_of, rulebook_for
from duban.web.log.writing import About, replacing, writing


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be issued: of which group, as of which day, under which title, by which document."""

    group: str
    as_of: date
    title: str
    document: str


def issue(actor: Actor, wanted: Wanted) -> Issue:
    """Freeze a group's result under the rulebook in force on its day.

    Raises InputError for a day to come, for a title that the group has already, and without title or document.
    """
    require(actor, "leagues.issue")
    title, document = _said(wanted.title, _("名称")), _said(wanted.document, _("依据的文件"))
    pack = declarations()
    if wanted.group not in groups_of(pack):
        raise InputError(_("没有“%(group)s”这一组") % {"group": wanted.group}, do=_("请从列出的组里选"))
    if wanted.as_of > today():
        raise InputError(
            _("%(day)s还没有到") % {"day": wanted.as_of}, where=_("截至哪天"), do=_("请写今天或以前的日期")
        )
    book = rulebook_for(pack, wanted.group, wanted.as_of)
    held: Issue | None = Issue.objects.current().filter(group=wanted.group, title=title).first()
    if held is not None and held.state != "failed":
        raise InputError(
            _("“%(title)s”已经发布过，不能再发布一次") % {"title": title}, do=_("请换一个名称；发布过的照原样留着")
        )
    told = {"rulebook": book.id, "as_of": wanted.as_of, "document": document, "state": "asked", "note": ""}
    key = f"{wanted.as_of}.{secrets.token_hex(4)}"
    row = replacing(held, **told) if held else Issue(key=key, title=title, group=wanted.group, **told)
    by = actor.by("office")
    detail = {"group": wanted.group, "title": title, "day": wanted.as_of.isoformat(), "document": document}
    with writing("leagues.issue", by, About("issue", row.key), detail) as written:
        row.number = written.number
        written.add(row)
    freeze.enqueue(row.key, by.account, by.post)
    return row


def _said(words: str, where: str) -> str:
    if not words.strip():
        raise InputError(_("没有写%(what)s") % {"what": where}, where=where, do=_("请写上"))
    return words.strip()[:200]
