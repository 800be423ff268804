"""Sentences with a figure from which nothing was read are looked at and left out: they count as rejected."""

from __future__ import annotations

from duban.web.access.actor import Actor
from duban.web.access.policy import require
from duban.web.books.actions.add import place_of
from duban.web.books.actions.decide import under_review
from duban.web.books.actions.mend import keys_after
from duban.web.books.lookup import book_of, target
from duban.web.books.models import Clause
from duban.web.books.unread import unread
from duban.web.log.writing import About, writing

_REASON = "有数字，看过，不是承诺"


def leave(actor: Actor, key: str, start: int | None = None) -> int:
    """Leave out the sentence that begins at ``start``, or all that remain; gives how many they are."""
    book = under_review(book_of(key))
    require(actor, "books.review", target(book))
    clauses = list(Clause.objects.current().filter(book=key))
    left = [one for one in unread(book, clauses) if start in {None, one.start}]
    rows = [
        Clause(
            key=new,
            book=key,
            sort="task",
            state="rejected",
            place=place_of(clauses, one.start),
            org_unit=book.org_unit,
            subject=one.text[:60],
            kind="task",
            spans=[[one.start, one.end]],
            quote=one.text,
            sentence=one.text,
            reason=_REASON,
        )
        for one, new in zip(left, keys_after(key, len(left)), strict=True)
    ]
    if rows:
        about = About("book", key, book.org_unit)
        with writing("books.leave", actor.by(), about, {"clauses": len(rows)}) as written:
            written.add(*rows)
    return len(rows)
