"""A person's word on a proposed clause: accepted, rejected with a reason, or open again."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from duban.errors import InputError
from duban.web.access.actor import Actor
from duban.web.access.policy import require
from duban.web.books.lookup import book_of, clause_of, target, unchanged
from duban.web.books.models import Book, Clause
from duban.web.log.writing import About, replacing, writing


def accept(actor: Actor, key: str, version: int | None = None) -> Clause:
    """Take a clause as it stands into the book."""
    return _decide(actor, key, version, "accepted")


def reject(actor: Actor, key: str, reason: str, version: int | None = None) -> Clause:
    """Leave a clause out; the reason stays beside it."""
    if not reason.strip():
        raise InputError(_("没有写理由"), do=_("请写一句为什么不要这一条，例如：是背景，不是承诺"))
    return _decide(actor, key, version, "rejected", reason.strip()[:500])


def reopen(actor: Actor, key: str, version: int | None = None) -> Clause:
    """Take back an acceptance or a rejection."""
    return _decide(actor, key, version, "proposed")


def accept_sure(actor: Actor, key: str) -> int:
    """Accept all pledges of a book that nothing is doubted of, in one entry; gives how many they are."""
    book = under_review(book_of(key))
    require(actor, "books.review", target(book))
    found: Sequence[Clause] = [
        one
        for one in Clause.objects.current().filter(book=key, state="proposed", sort="pledge")
        if not one.doubts and one.org_unit
    ]
    if found:
        with writing("books.accept_sure", actor.by(), About("book", key, book.org_unit)) as written:
            written.add(*(replacing(one, state="accepted", reason="") for one in found))
            written.detail["clauses"] = len(found)
    return len(found)


def under_review(book: Book) -> Book:
    """Refuse to review what is signed: it is amended, with a document."""
    if book.state != "review":
        raise InputError(_("这本书不在审阅中"), where=book.title, do=_("已经签发的，请用“修改条文”，写明文件"))
    return book


def _decide(actor: Actor, key: str, version: int | None, state: str, reason: str = "") -> Clause:
    clause = clause_of(key)
    book = under_review(book_of(clause.book))
    require(actor, "books.review", target(book, clause))
    unchanged(clause, version)
    if clause.state == state:
        return clause
    changed = replacing(clause, state=state, reason=reason)
    verb = {"accepted": "accept", "rejected": "reject", "proposed": "reopen"}[state]
    with writing(f"books.{verb}", actor.by(), About("clause", key, clause.org_unit)) as written:
        written.add(changed)
    return changed
