"""Books and clauses as they stand, and what access asks of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.http import Http404
from django.utils.translation import gettext as _

from duban.web.access.actor import Actor
from duban.web.access.policy import Target, may
from duban.web.books.models import Book, Clause
from duban.web.log.writing import ClashError


def book_of(key: str) -> Book:
    """The book of a key as it stands. Raises Http404."""
    book: Book | None = Book.objects.current().filter(key=key).first()
    if book is None:
        raise Http404(key)
    return book


def clause_of(key: str) -> Clause:
    """The clause of a key as it stands. Raises Http404."""
    clause: Clause | None = Clause.objects.current().filter(key=key).first()
    if clause is None:
        raise Http404(key)
    return clause


def unchanged(clause: Clause, version: int | None) -> Clause:
    """Refuse to write over what somebody else wrote: the version that was on the screen must still be the newest."""
    if version is not None and clause.pk != version:
        raise ClashError(_("刚才有别人改了这一条，您的改动没有写进去"), do=_("下面是新的内容，请看过再决定"))
    return clause


def target(book: Book, clause: Clause | None = None) -> Target:
    """What access asks of a book, or of a clause in it."""
    if clause is None:
        return Target(org_unit=book.org_unit, lead=book.lead, book=book.key)
    return Target(
        org_unit=clause.org_unit or book.org_unit,
        responsible=frozenset(clause.responsible),
        lead=book.lead,
        book=book.key,
        indicator=clause.indicator,
    )


def sees(actor: Actor, book: Book) -> bool:
    """Whether somebody may look at a book: a signed one more widely than one under review."""
    return may(actor, "books.see" if book.state == "signed" else "books.see_unsigned", target(book))


def books_seen(actor: Actor) -> Sequence[Book]:
    """The books that somebody may look at, in the order of their year and place; without those withdrawn."""
    return [one for one in with_withdrawn(actor) if one.state != "withdrawn"]


def in_state(actor: Actor, *states: str) -> Sequence[Book]:
    """Those of them that are in one of some states."""
    found: Iterable[Book] = Book.objects.current().filter(state__in=states).order_by("-year", "place", "id")
    return [one for one in found if sees(actor, one)]


def with_withdrawn(actor: Actor) -> Sequence[Book]:
    """The same with the books that were taken in by mistake."""
    found: Iterable[Book] = Book.objects.current().exclude(state="divided").order_by("-year", "place", "id")
    return [one for one in found if sees(actor, one)]
