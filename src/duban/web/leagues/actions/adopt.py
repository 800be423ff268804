"""A rule that was tried becomes a rulebook of its own, dated and signed; results that were issued stay under theirs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from duban.errors import InputError
from duban.pack.pack import Pack
from duban.pack.schema.rulebooks import Rulebook
from duban.standing.leagues.rules_said import plain
from duban.web.access.actor import Actor
from duban.web.access.policy import require
from duban.web.declared.models import Declared
from duban.web.declared.pack import declarations, opened
from duban.web.leagues.change import Change, changed, declaration
from duban.web.leagues.models import Issue
from duban.web.leagues.rulebooks import declared, file_of
from duban.web.load import toml
from duban.web.log.writing import About, writing

_DATED = re.compile(r"\.\d{8}(-\d+)?$")
_HEAD = "网页上试过以后定下的考核办法。 A rulebook that was tried and adopted in the office."


@dataclass(frozen=True, slots=True)
class Signed:
    """A new rulebook's title, its document, the first day on which it holds; ``full``: that it is to have another full.

    Weights that sum to something else are a slip more often than they are meant.
    """

    title: str
    document: str
    start: date
    full: bool = False


@dataclass(frozen=True, slots=True)
class Ready:
    """A rulebook that may be laid down, and what the log is to say of it."""

    id: str
    row: Declared
    detail: dict[str, str]


def ready(actor: Actor, base: str, change: Change, signed: Signed) -> Ready:
    """The changed rulebook as it would be laid down; nothing is written.

    Raises InputError where nothing is changed, without title or document, before the rulebook that it changes, behind
    an issued result, or with another full that nobody confirmed.
    """
    require(actor, "leagues.adopt")
    pack = declarations()
    book = next((one for one in pack.rulebooks if one.id == base), None)
    if book is None:
        raise InputError(_("没有这本考核办法"), do=_("请从办法的目录里选"))
    if not change.is_any:
        raise InputError(_("和“%(name)s”一样，没有改") % {"name": book.name}, do=_("请先改分值或计分办法，试过再定"))
    title, document = signed.title.strip()[:200], signed.document.strip()[:200]
    if not title or not document:
        raise InputError(_("没有写名称或文号"), do=_("请写上新办法的名称和文号"))
    _check_start(book, signed.start)
    if any(one.name == title for one in pack.rulebooks):
        raise InputError(_("已经有“%(title)s”") % {"title": title}, where=_("名称"), do=_("请换一个名称"))
    made = changed(pack, book, change)
    if made.full != book.full and not signed.full:
        told_full = {"now": plain(made.full), "was": plain(book.full)}
        raise InputError(
            _("各项分值加起来是%(now)s分，不是%(was)s分") % told_full,
            where=_("分值"),
            do=_("请改分值；满分确实要改为%(now)s分的，勾上再定") % told_full,
        )
    id = _id(pack, base, signed.start)
    dated = {"id": id, "name": title, "source": document, "from": signed.start}
    told = declaration(declared(base), change, made, dated)
    row = Declared(key=file_of(id), text=toml.text([("rulebook", told)], _HEAD))
    opened({row.key: row.text})  # refuses what the engines could not read
    return Ready(id, row, {"title": title, "document": document, "day": signed.start.isoformat(), "from": base})


def adopt(actor: Actor, base: str, change: Change, signed: Signed) -> str:
    """Lay down the changed rulebook from a day on; gives its id. Raises InputError as ``ready`` does."""
    made = ready(actor, base, change, signed)
    with writing("declared.rulebook", actor.by("office"), About("rulebook", made.id), made.detail) as written:
        written.add(made.row)
    return made.id


def _check_start(book: Rulebook, start: date) -> None:
    if book.start is not None and start < book.start:
        raise InputError(
            _("“%(name)s”从%(day)s起才有") % {"name": book.name, "day": book.start},
            where=_("从哪天起"),
            do=_("请写这一天或以后的日期"),
        )
    if (issued := last_issued()) and start <= issued:
        raise InputError(
            _("%(day)s以前的结果已经按原来的办法发布了") % {"day": issued},
            where=_("从哪天起"),
            do=_("请写%(day)s以后的日期") % {"day": issued},
        )


def last_issued() -> date | None:
    """The last day as of which a result was issued: no rule is laid down behind it."""
    rows = Issue.objects.current().filter(state="issued")
    found: date | None = rows.order_by("-as_of").values_list("as_of", flat=True).first()
    return found


def _id(pack: Pack, base: str, start: date) -> str:
    """The first rulebook's id with the day; numbered where that day has or had one already."""
    there = {file_of(one.id) for one in pack.rulebooks} | set(Declared.objects.values_list("key", flat=True))
    name = f"{_DATED.sub('', base)}.{start:%Y%m%d}"
    return next(one for one in (name, *(f"{name}-{at}" for at in range(2, 1000))) if file_of(one) not in there)
