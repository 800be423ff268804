"""A book's own head while it is under review: its title, the body that it binds, the department that leads."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from duban.errors import InputError
from duban.web.access.actor import Actor
from duban.web.access.policy import require
from duban.web.books.actions.decide import under_review
from duban.web.books.bound import check_bodies
from duban.web.books.lookup import book_of, target
from duban.web.books.models import Book, Clause
from duban.web.log.writing import About, replacing, writing


def rename(actor: Actor, key: str, told: Mapping[str, str]) -> Book:
    """Set title, body and lead; clauses that bound nobody, or the former body, bind the new one."""
    book = under_review(book_of(key))
    require(actor, "books.review", target(book))
    title, body, lead = (told.get(name, "").strip() for name in ("title", "org_unit", "lead"))
    if not title:
        raise InputError(_("没有写书名"), do=_("请写上书名"))
    check_bodies({"org_unit": body, "responsible": [lead] if lead else []})
    changed = replacing(book, title=title[:200], org_unit=body, lead=lead)
    moved = [
        replacing(one, org_unit=body)
        for one in Clause.objects.current().filter(book=key)
        if body != book.org_unit and one.org_unit in {"", book.org_unit}
    ]
    with writing("books.head", actor.by(), About("book", key, body), {"clauses": len(moved)}) as written:
        written.add(changed, *moved)
    return changed
