"""After the signature: a clause's wording or target is changed by a document, and what was before stays in sight."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from duban.errors import InputError
from duban.periods import Month
from duban.web.access.actor import Actor
from duban.web.access.policy import require
from duban.web.books.bound import check_bodies, named
from duban.web.books.lookup import book_of, clause_of, target, unchanged
from duban.web.books.models import Book, Clause
from duban.web.log.writing import About, replacing, writing


def amend(
    actor: Actor, key: str, changes: Mapping[str, Any], *, document: str, reason: str, version: int | None = None
) -> Clause:
    """Change the wording or a field of a signed clause; the former version is kept and shown beside it."""
    clause, book = in_force(key)
    require(actor, "books.amend", target(book, clause))
    unchanged(clause, version)
    check_bodies(changes)
    if changes.get("tiers"):
        same_measure(clause, changes)
    changes = named(changes)
    told = {"document": _document(document), "reason": reason.strip()[:500]}
    changed = replacing(clause, **dict(changes), **told)
    return _written(actor, "books.amend", clause, changed, told)


def adjust(
    actor: Actor, key: str, changes: Mapping[str, Any], *, month: Month, document: str, version: int | None = None
) -> Clause:
    """Set another target from a month on (年中调整); the first one stays in sight."""
    clause, book = in_force(key)
    require(actor, "books.adjust", target(book, clause))
    unchanged(clause, version)
    check_target(clause, book, month, changes)
    changed = adjusted(clause, changes, month, document)
    return _written(actor, "books.adjust", clause, changed, {"document": changed.document, "month": str(month)})


def check_target(clause: Clause, book: Book, month: Month, changes: Mapping[str, Any]) -> None:
    """Refuse another target from a month of another year, none at all, or one of another measure."""
    if month.year != book.year:
        raise InputError(
            _("%(month)s不在%(year)s年") % {"month": month, "year": book.year},
            where=_("从哪个月起"),
            do=_("请写%(year)s年的月份") % {"year": book.year},
        )
    if not changes.get("tiers"):
        raise InputError(_("没有写新的目标"), do=_("请写上新的目标值"))
    same_measure(clause, changes)


def same_measure(clause: Clause, changes: Mapping[str, Any]) -> None:
    """Refuse a target whose unit measures something else than the signed one's: 18 for 20亿元, 12% for 20亿元."""
    unit = changes.get("unit", clause.unit)
    if clause.unit and clause.unit != unit:
        said = unit or _("没有写单位")
        raise InputError(
            _("原来的目标以“%(was)s”计，新的是“%(now)s”") % {"was": clause.unit, "now": said},
            where=_("目标值"),
            do=_("请连单位一起写，例如：18亿元；改按总量或增速算的，请另签一条"),
        )


def adjusted(clause: Clause, changes: Mapping[str, Any], month: Month, document: str) -> Clause:
    """The clause with another target, not yet written; the first one stays with it."""
    before = clause.adjusted or {"tiers": clause.tiers, "due": clause.due.isoformat() if clause.due else None}
    told = _document(document)
    return replacing(
        clause, **dict(changes), document=told, adjusted={**before, "month": month.number, "document": told}
    )


def in_force(key: str) -> tuple[Clause, Book]:
    """The clause of a signed book, and the book. Raises InputError for what is not signed."""
    clause = clause_of(key)
    book = book_of(clause.book)
    if book.state != "signed" or clause.state != "accepted":
        raise InputError(_("这一条还没有签发"), where=clause.subject, do=_("审阅中的，请直接修改"))
    return clause, book


def _document(said: str) -> str:
    if not said.strip():
        raise InputError(_("没有写文件"), do=_("请写上据以修改的文件名称和文号"))
    return said.strip()[:200]


def _written(actor: Actor, verb: str, clause: Clause, changed: Clause, told: Mapping[str, Any]) -> Clause:
    with writing(verb, actor.by(), About("clause", clause.key, clause.org_unit), told) as written:
        written.add(changed)
    return changed
