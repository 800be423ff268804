"""The split of a clause on its own page: one line there, and one query."""

from __future__ import annotations

from typing import Any

from django import template

from duban.amounts import in_words
from duban.web.books.lookup import target
from duban.web.books.models import Book, Clause
from duban.web.books.shares import sums
from duban.web.books.shares.parts import parts_of, shares_of_clause
from duban.web.clock.today import today
from duban.web.log.amounts import exact
from duban.web.org.directory import directory

register = template.Library()


@register.inclusion_tag("books/clause_split.html", takes_context=True)
def clause_split(context: template.Context) -> dict[str, Any]:
    """Who takes what of the page's clause, whether it adds up, and the buttons that change it."""
    clause: Clause = context["clause"]
    book: Book = context["book"]
    places = directory()
    parts = parts_of(shares_of_clause(clause.key), places)
    values = [exact(one.value) for one in parts]
    words = [in_words(value, clause.unit) if value is not None else "" for value in values]
    names = ("request", "csrf_token", "clause", "book", "card", "comparator_words", "may_amend")
    return {name: context.get(name) for name in names} | {
        "parts": list(zip(parts, words, strict=True)),
        "findings": sums.findings(clause, parts, places, today()),
        "without_figure": sums.without_figure(clause),
        "target": target(book, clause),
    }
