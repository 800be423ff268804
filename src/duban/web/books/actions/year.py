"""A book under review is a plan of another year than was said when it was taken in."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from duban.errors import InputError
from duban.web.access.actor import Actor
from duban.web.access.policy import require
from duban.web.books.actions.decide import under_review
from duban.web.books.lookup import book_of, target
from duban.web.books.models import Book, Clause
from duban.web.log.writing import About, replacing, writing


def set_year(actor: Actor, key: str, year: int) -> Book:
    """Make it a plan of that year: its clauses' dates that stand in the other year move along.

    Those of any other year were named, or read under the year in the book's title, and are right.
    """
    book = under_review(book_of(key))
    require(actor, "books.review", target(book))
    if not 1950 <= year <= 2200:
        raise InputError(_("年份不对"), do=_("请写四位数的年份，例如 2023"))
    if year == book.year:
        return book
    changed = replacing(book, year=year)
    rows = [
        replacing(one, **fields)
        for one in Clause.objects.current().filter(book=key)
        if (fields := _dates(one, book.year, year))
    ]
    detail = {"year": year, "was_year": book.year}
    with writing("books.year", actor.by(), About("book", key, book.org_unit), detail) as written:
        written.add(changed, *rows)
    return changed


def _dates(clause: Clause, was: int, year: int) -> dict[str, Any]:
    """The dates of a clause that stand in the one year, in the other."""
    told: dict[str, Any] = {}
    if clause.due and clause.due.year == was:
        told["due"] = _in_year(clause.due, year)
    if any(number // 12 == was for number, _ in clause.trajectory):
        told["trajectory"] = [
            [year * 12 + number % 12 if number // 12 == was else number, value] for number, value in clause.trajectory
        ]
    return told


def _in_year(day: date, year: int) -> date:
    """The same day of another year; the end of February stays its end."""
    try:
        return day.replace(year=year)
    except ValueError:
        return date(year, 2, 28)
