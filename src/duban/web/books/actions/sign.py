"""A reviewed book is signed: its accepted clauses are in force from then on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from duban.errors import InputError
from duban.web.access.actor import Actor
from duban.web.access.policy import require
from duban.web.books.actions.decide import under_review
from duban.web.books.bound import check_bodies
from duban.web.books.lookup import book_of, target
from duban.web.books.models import Book, Clause
from duban.web.books.unread import unread
from duban.web.log.writing import About, replacing, writing


def sign(actor: Actor, key: str, signed: date, document: str = "") -> Book:
    """Sign a book. Raises InputError while a clause waits for a word or binds nobody."""
    book = under_review(book_of(key))
    require(actor, "books.sign", target(book))
    clauses = list(Clause.objects.current().filter(book=key))
    if missing := unready(book, clauses):
        raise InputError(
            _("还不能签发：%(why)s") % {"why": _("；").join(missing)}, where=book.title, do=_("请先看完，再签发")
        )
    check_bodies({"org_unit": book.org_unit, "responsible": [book.lead] if book.lead else []})
    changed = replacing(book, state="signed", signed=signed, document=document.strip()[:200])
    about = About("book", key, book.org_unit)
    detail: dict[str, str | int] = {"signed": signed.isoformat(), "document": document}
    if left := len(unread(book, clauses)):
        detail["unread"] = left
    with writing("books.sign", actor.by(), about, detail) as written:
        written.add(changed)
    return changed


def unready(book: Book, rows: Sequence[Clause]) -> list[str]:
    """What still stands between a book and its signature, in words."""
    waiting = sum(one.state == "proposed" for one in rows)
    taken = [one for one in rows if one.state == "accepted"]
    loose = [one.subject for one in taken if not one.org_unit and not book.org_unit]
    told = []
    if waiting:
        told.append(_("有%(left)s条没有看过") % {"left": waiting})
    if not taken:
        told.append(_("一条也没有采用"))
    if not book.org_unit:
        told.append(_("没有选定约束哪个单位"))
    if loose:
        told.append(_("“%(first)s”等%(count)s条没有单位") % {"first": loose[0], "count": len(loose)})
    return told


def others(book: Book) -> list[Book]:
    """Signed books of the same year that bind the same body, led by the same department: a thing may count twice."""
    found = Book.objects.current().filter(state="signed", year=book.year, org_unit=book.org_unit, lead=book.lead)
    return list(found.exclude(key=book.key)) if book.org_unit else []
