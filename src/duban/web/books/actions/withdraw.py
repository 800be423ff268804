"""A book that was taken in by mistake is withdrawn, with a reason; it can be taken up again."""

from __future__ import annotations

from django.utils.translation import gettext as _

from duban.errors import InputError
from duban.web.access.actor import Actor
from duban.web.access.policy import require
from duban.web.books.lookup import book_of, target
from duban.web.books.models import Book, Clause
from duban.web.log.writing import About, replacing, writing

_WITHDRAWN_FROM = {"review", "failed"}


def withdraw(actor: Actor, key: str, reason: str) -> Book:
    """Take a book that is not signed out of sight; what was reviewed in it stays as it is.

    Raises InputError without a reason, and for a signed book, which binds until another replaces it.
    """
    book = book_of(key)
    require(actor, "books.review", target(book))
    if book.state not in _WITHDRAWN_FROM:
        raise InputError(_("这本书不能撤回"), where=book.title, do=_("没有签发的才能撤回；签发了的，请用“修改条文”"))
    if not reason.strip():
        raise InputError(_("没有写理由"), do=_("请写一句为什么撤回，例如：传错了文件"))
    return _moved(actor, "books.withdraw", book, "withdrawn", reason.strip()[:500])


def restore(actor: Actor, key: str) -> Book:
    """Take a withdrawn book up again, where its review was left."""
    book = book_of(key)
    require(actor, "books.review", target(book))
    if book.state != "withdrawn":
        raise InputError(_("这本书没有撤回过"), where=book.title, do=_("请回到任务书的名单"))
    read = Clause.objects.filter(book=key).exists()
    return _moved(actor, "books.restore", book, "review" if read else "failed", "")


def _moved(actor: Actor, verb: str, book: Book, state: str, note: str) -> Book:
    changed = replacing(book, state=state, note=note)
    detail = {"reason": note} if note else {}
    with writing(verb, actor.by(), About("book", book.key, book.org_unit), detail) as written:
        written.add(changed)
    return changed
