"""A pledge or a task for ever: its sentence in its paragraph, its verdict with reasons, its history of wording."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
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
from duban.web.log.remembered import remembered, with_forms

# What later rooms show of a clause on its page: each is asked for its part by its function's name (see standings).
# Those of ``WRITTEN`` show nothing but what was written, so that their parts are kept until something is.
PANELS: list[Callable[[str], Any]] = []
WRITTEN: list[Callable[[str], Any]] = []


@dataclass(frozen=True, slots=True)
class Version:
    """A version of a clause, newest first: what it said, the entry that wrote it, what it was called before that."""

    clause: Clause
    tiers: list[TierWords]
    entry: Entry
    was: str = ""


@page("pledges.see")
def shown(request: HttpRequest, key: str) -> HttpResponse:
    """The page of one clause."""
    who, clause = actor(request), clause_of(key)
    book = book_of(clause.book)
    if not sees(who, book):
        raise Http404(key)
    known: tuple[Hashable, ...] = (clause.pk, book.pk, who.day)
    told = {
        "clause": clause,
        "book": book,
        "top": remembered(("clause top", *known), lambda: (_top(clause, book), None)),
        "aims": remembered(("clause aims", *known), lambda: (_aims(request, clause, book), None)),
        "forms": with_forms(
            request, ("clause forms", *known, who.account), lambda token: (_forms(request, clause, book, token), None)
        ),
    }
    return render(request, "books/clause.html", told | {panel.__name__: panel(key) for panel in PANELS})


def _top(clause: Clause, book: Book) -> str:
    """Where it stands, what it is called, and its sentence in its paragraph."""
    card = cards([clause], book, reviewing=False)[0]
    told: dict[str, Any] = {"clause": clause, "book": book, "card": card, "paragraph": _paragraph(book, clause)}
    told["former"] = _former(clause) if clause.replaces_id else []
    return render_to_string("books/clause_top.html", told)


def _aims(request: HttpRequest, clause: Clause, book: Book) -> str:
    """What its body says of it, its target, and who sees to it."""
    if clause.sort != "pledge":
        return ""
    who = actor(request)
    told = {
        "clause": clause,
        "book": book,
        "card": cards([clause], book, reviewing=False)[0],
        "old_tiers": old_tiers(clause),
        "leaders": who.directory.leaders_of(clause.org_unit, book.key, clause.indicator, who.day),
    }
    return render_to_string("books/clause_aims.html", told | {panel.__name__: panel(clause.key) for panel in WRITTEN})


def _forms(request: HttpRequest, clause: Clause, book: Book, token: dict[str, str]) -> str:
    """Who takes what of it, what was applied for, the forms that change it, and its versions."""
    who, reached = actor(request), target(book, clause)
    signed, pledge = book.state == "signed", clause.sort == "pledge"
    told: dict[str, Any] = {
        "request": request,
        "today": who.day,
        "clause": clause,
        "book": book,
        "card": cards([clause], book, reviewing=False)[0],
        "may_amend": signed and may(who, "books.amend", reached),
        "may_adjust": signed and pledge and may(who, "books.adjust", reached),
        "may_log": may(who, "log.see"),
        "form": form_shown(clause) if pledge else [],
        "versions": _versions(clause),
    }
    return render_to_string("books/clause_forms.html", told | applied(clause, book, who) | form_words() | token)


def _paragraph(book: Book, clause: Clause) -> Sequence[Stretch]:
    """The paragraph in which the clause is shown first."""
    if not clause.spans:
        return []
    at = clause.spans[0][0]
    for paragraph in paper(book, [clause]):
        if any(one.clause for one in paragraph) and paragraph[0].runs[0][0] <= at <= paragraph[-1].runs[-1][0]:
            return paragraph
    return []


def _versions(clause: Clause) -> list[Version]:
    """All versions of a clause, newest first; what only changed its state under review is left out but the last."""
    rows = Clause.objects.filter(key=clause.key).select_related("entry").order_by("-id")
    found = list(rows)
    return [
        Version(row, tiers(row) if row.sort == "pledge" else [], row.entry, _was(row, before))
        for row, before in zip(found, [*found[1:], None], strict=True)
    ]


def _was(row: Clause, before: Clause | None) -> str:
    """What a version was called before it; empty where it kept its name."""
    return before.subject if before is not None and before.subject != row.subject else ""


def _former(clause: Clause) -> list[str]:
    """What it was called before it was amended, the newest name first; its name of now is not among them."""
    names = [one.was for one in _versions(clause) if one.was and one.entry.verb == "books.amend"]
    return [one for one in dict.fromkeys(names) if one != clause.subject]
