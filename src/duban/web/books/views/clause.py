"""A pledge or a task for ever: its sentence in its paragraph, its verdict with reasons, its history of wording."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from duban.web.access.policy import may
from duban.web.access.web import actor, page
from duban.web.books.adjustments import applied
from duban.web.books.cards import cards
from duban.web.books.forms import form_words
from duban.web.books.forms import shown as form_shown
from duban.web.books.lookup import book_of, clause_of, sees, target
from duban.web.books.models import Book, Clause
from duban.web.books.paper import Stretch, paper
from duban.web.books.words import TierWords, old_tiers, tiers
from duban.web.log.models import Entry
from duban.web.log.remembered import remembered
from duban.web.org.directory import directory


@dataclass(frozen=True, slots=True)
class Version:
    """A version of a clause, newest first: what it said, and the entry that wrote it."""

    clause: Clause
    tiers: list[TierWords]
    entry: Entry


@page("pledges.see")
def shown(request: HttpRequest, key: str) -> HttpResponse:
    """The page of one clause."""
    who, clause = actor(request), clause_of(key)
    book = book_of(clause.book)
    if not sees(who, book):
        raise Http404(key)
    reached, may_log = target(book, clause), may(who, "log.see")
    told: dict[str, Any] = {
        "clause": clause,
        "book": book,
        "card": cards([clause], book, reviewing=False)[0],
        "paragraph": _paragraph(book, clause),
        "old_tiers": old_tiers(clause),
        "versions": remembered(("versions", clause.key, may_log), lambda: (_told(clause, may_log), None)),
        "leaders": directory().leaders_of(clause.org_unit, book.key, clause.indicator, _day(request)),
        "may_amend": book.state == "signed" and may(who, "books.amend", reached),
        "may_adjust": book.state == "signed" and clause.sort == "pledge" and may(who, "books.adjust", reached),
        "form": form_shown(clause) if clause.sort == "pledge" else [],
    }
    told |= applied(clause, book, who) | form_words() | _standing(key)
    return render(request, "books/clause.html", told)


def _standing(key: str) -> dict[str, Any]:
    return {panel.__name__: panel(key) for panel in PANELS}


# What later rooms show of a clause on its page: each is asked for its part by its function's name (see standings).
PANELS: list[Any] = []


def _day(request: HttpRequest) -> Any:
    return actor(request).day


def _paragraph(book: Book, clause: Clause) -> Sequence[Stretch]:
    """The paragraph in which the clause is shown first."""
    if not clause.spans:
        return []
    at = clause.spans[0][0]
    for paragraph in paper(book, [clause]):
        if any(one.clause for one in paragraph) and paragraph[0].runs[0][0] <= at <= paragraph[-1].runs[-1][0]:
            return paragraph
    return []


def _told(clause: Clause, may_log: bool) -> str:
    """Its versions, as the page lists them."""
    return render_to_string("books/versions.html", {"versions": _versions(clause), "may_log": may_log})


def _versions(clause: Clause) -> list[Version]:
    """All versions of a clause, newest first; what only changed its state under review is left out but the last."""
    rows = Clause.objects.filter(key=clause.key).select_related("entry").order_by("-id")
    return [Version(row, tiers(row) if row.sort == "pledge" else [], row.entry) for row in rows]
