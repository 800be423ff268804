"""A book: its text with the clauses marked, the list beside it."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe

from duban.web.access.policy import may
from duban.web.access.web import actor, page
from duban.web.books.actions.sign import others, unready
from duban.web.books.binding import proposed
from duban.web.books.cards import Card, cards
from duban.web.books.lookup import book_of, sees, target
from duban.web.books.models import Book, Clause
from duban.web.books.paper import paper
from duban.web.books.unread import unread
from duban.web.books.words import BOOK_STATES
from duban.web.books.years import other_year
from duban.web.org.directory import Directory

# What stands in a kept body for what differs from reader to reader.
_TOKEN, _READER = "csrf-token-of-the-reader", "number-of-the-reader"
_KEPT = 32
_OPENING = 4  # paragraphs in which a book may say whom it binds
_INDENT = re.compile(r"\s*\n\s*")


@page("books.see")
def shown(request: HttpRequest, key: str) -> HttpResponse:
    """The text on the left, its clauses on the right; under review the clauses can be decided on."""
    book, who = seen(request, key), actor(request)
    told = {"book": book, "state": BOOK_STATES[book.state], "target": target(book)}
    told["may_review"] = may(who, "books.review", target(book))
    if book.state in {"review", "signed"}:
        reviewing = book.state == "review" and may(who, "books.review", target(book))
        signing = reviewing and may(who, "books.sign", target(book))
        newest = Clause.objects.filter(book=key).aggregate(newest=Max("pk"))["newest"]
        body = _body(book.pk, newest, reviewing, signing, translation.get_language(), who.day, who.directory)
        told["body"] = _for_reader(body, request)
    return render(request, "books/book.html", told)


@lru_cache(maxsize=_KEPT)
def _body(
    book_pk: int,
    newest: int | None,
    reviewing: bool,
    signing: bool,
    language: str | None,
    today: date,
    places: Directory,
) -> str:
    """The page below its head; kept, since versions are never changed: another version has another number."""
    book = Book.objects.get(pk=book_pk)
    clauses = list(Clause.objects.current().filter(book=book.key, pk__lte=newest or 0).order_by("place", "id"))
    listed = [one for one in clauses if reviewing or one.state == "accepted"]
    marked = [one for one in clauses if one.state != "rejected"] if reviewing else listed
    left = unread(book, clauses) if reviewing else []
    paragraphs = list(paper(book, marked, left))
    opening = ["".join(one.text for one in paragraph) for paragraph in paragraphs[:_OPENING]]
    told = {
        "book": book,
        "today": today,
        "reviewing": reviewing,
        "may_sign": signing,
        "paragraphs": paragraphs,
        "binding": proposed(book, opening, places.bodies) if reviewing else None,
        "unread": left,
        "cards": cards(listed, book, reviewing=reviewing),
        "waiting": sum(one.state == "proposed" for one in clauses),
        "sure": sum(one.state == "proposed" and one.sort == "pledge" and not one.doubts for one in clauses),
        "unready": unready(book, clauses) if reviewing else [],
        "others": others(book) if reviewing else [],
        "other_year": other_year(book) if reviewing else None,
        "places": places,
        "csrf_token": _TOKEN,
        "reader": _READER,
    }
    return _INDENT.sub("\n", render_to_string("books/book_body.html", told))


def _for_reader(body: str, request: HttpRequest) -> SafeString:
    """A kept body with this reader's own token and number."""
    reader = str(actor(request).account)
    return mark_safe(body.replace(_TOKEN, get_token(request)).replace(_READER, reader))


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
