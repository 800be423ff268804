"""A body's objection is answered, and its share is changed in the same act where it was right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from duban.errors import InputError
from duban.web.access.actor import Actor
from duban.web.access.policy import require
from duban.web.books.actions.share import check, share_rows, splittable
from duban.web.books.lookup import book_of, clause_of, target
from duban.web.books.models import Clause, Comment
from duban.web.books.shares.parts import Part, shares_of_clause
from duban.web.books.shares.round import answer_key
from duban.web.log.models import Appended
from duban.web.log.writing import About, ClashError, replacing, writing


def answer(
    actor: Actor, key: str, text: str, changes: Mapping[str, Any] | None = None, *, version: int | None = None
) -> Comment:
    """Answer an objection; ``changes`` are fields of the body's share, which it is asked to look at again then.

    A body that is meant by its class (各镇街道) gets its own share. ``version`` is the comment's row that was seen.
    """
    said: Comment | None = Comment.objects.current().filter(key=key).exclude(stance="answer").first()
    if said is None:
        raise InputError(_("没有这条意见"), do=_("请看一看新的意见"))
    book, clause = book_of(said.book), clause_of(said.clause) if said.clause else None
    require(actor, "books.answer", target(book, clause))
    if said.stance != "object":
        raise InputError(_("这个单位已经同意了，不用答复"), do=_("请看一看新的意见"))
    if version is not None and version != said.pk:
        raise ClashError(_("刚才这条意见改了，您的答复没有写进去"), do=_("请看过新的意见，再答复"))
    told = _answer(said, text)
    rows: list[Appended] = [told]
    if clause is not None and changes:
        splittable(book, clause)
        rows += _changed(clause, said.org_unit, changes)
    about = About("clause", said.clause, said.org_unit) if said.clause else About("book", book.key, said.org_unit)
    with writing("books.answer", actor.by(), about, {"shares": len(rows) - 1}) as written:
        written.add(*rows)
    return told


def _answer(said: Comment, text: str) -> Comment:
    if not text.strip():
        raise InputError(_("没有写答复"), where=_("答复"), do=_("请写一句，例如：采纳，改为3亿元"))
    key, words = answer_key(said), text.strip()[:2000]
    before: Comment | None = Comment.objects.current().filter(key=key).first()
    if before is not None:
        return replacing(before, text=words)
    about = {"book": said.book, "clause": said.clause, "org_unit": said.org_unit}
    return Comment(key=key, stance="answer", text=words, answers=said.key, **about)


def _changed(clause: Clause, org_unit: str, changes: Mapping[str, Any]) -> list[Appended]:
    """The rows that change a body's first share, or give it one of its own."""
    parts = [Part.of(one) for one in shares_of_clause(clause.key)]
    at = next((at for at, one in enumerate(parts) if one.org_unit == org_unit), None)
    if at is None:
        parts.append(replace(Part(org_unit), **changes))
    else:
        parts[at] = replace(parts[at], **changes)
    check(parts)
    return share_rows(clause, parts)
