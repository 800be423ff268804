"""A book: its text with the clauses marked, the list beside it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from duban.web.access.policy import may
from duban.web.access.web import actor, page
from duban.web.books.actions.sign import unready
from duban.web.books.cards import Card, cards
from duban.web.books.forms import form_words
from duban.web.books.lookup import book_of, sees, target
from duban.web.books.models import Book, Clause
from duban.web.books.paper import paper
from duban.web.books.words import BOOK_STATES
from duban.web.declared.pack import declarations


@page("books.see")
def shown(request: HttpRequest, key: str) -> HttpResponse:
    """The text on the left, its clauses on the right; under review the clauses can be decided on."""
    book = seen(request, key)
    clauses = list(Clause.objects.current().filter(book=key).order_by("place", "id"))
    reviewing = book.state == "review" and may(actor(request), "books.review", target(book))
    listed = [one for one in clauses if reviewing or one.state == "accepted"]
    marked = [one for one in clauses if one.state != "rejected"] if reviewing else listed
    told: dict[str, Any] = {
        "book": book,
        "state": BOOK_STATES[book.state],
        "reviewing": reviewing,
        "paragraphs": list(paper(book, marked)),
        "cards": cards(listed, book, reviewing=reviewing),
        "waiting": sum(one.state == "proposed" for one in clauses),
        "taken": sum(one.state == "accepted" for one in clauses),
        "sure": sum(one.state == "proposed" and one.sort == "pledge" and not one.doubts for one in clauses),
        "target": target(book),
    }
    if reviewing:
        told |= {"unready": unready(book), **form_words(), "indicators": declarations().indicators}
    return render(request, "books/book.html", told)


@page("books.see")
def progress(request: HttpRequest, key: str) -> HttpResponse:
    """How far the reading is; asked every second by the page, which then shows the whole."""
    book = seen(request, key)
    if book.state == "reading":
        return render(request, "books/progress.html", {"book": book})
    return HttpResponse(status=204, headers={"HX-Refresh": "true"})


def seen(request: HttpRequest, key: str) -> Book:
    """The book, where the reader may see it; else it is not there."""
    book = book_of(key)
    if not sees(actor(request), book):
        raise Http404(key)
    return book


def card_of(clause: Clause, book: Book, *, reviewing: bool) -> Card:
    """One clause's card."""
    return next(iter(cards([clause], book, reviewing=reviewing)))
