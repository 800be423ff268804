"""A first split from what a clause itself names: its lead, those responsible, classes of bodies, and the leader."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from duban.web.books.models import Book, Clause
from duban.web.books.shares.parts import Part, in_order, is_class
from duban.web.org.directory import Directory

_CLASS = re.compile(r"各[\u4e00-\u9fff]{2,8}")


def proposed(clause: Clause, book: Book, places: Directory, day: date) -> list[Part]:
    """The shares that the words of a clause give; none where they name nobody who may be bound.

    The lead is the first of those responsible, else the book's lead, else the body that is bound. A body that is bound
    and alone takes the whole figure; a department that leads for the whole city takes none.
    """
    named = [one for one in dict.fromkeys(_named(clause, book, places, day)) if _bindable(one, places, day)]
    lead = next((one for one in named if not is_class(one, places)), "")
    if not lead:
        return []
    leader = next((one.post.id for one in places.leaders_of(clause.org_unit, book.key, clause.indicator, day)), "")
    value = _floor(clause) if named == [clause.org_unit] else None
    parts = [Part(lead, "lead", post=leader, value=value, due=clause.due)]
    parts += [Part(one, due=clause.due) for one in named if one != lead]
    return in_order(parts, places)


def _named(clause: Clause, book: Book, places: Directory, day: date) -> Iterator[str]:
    yield from clause.responsible
    if not clause.responsible and book.lead:
        yield book.lead
    body = places.by_key.get(clause.org_unit)
    if body is not None and not body.whole:
        yield clause.org_unit
    yield from _said(clause.sentence or clause.quote, places, day)


def _said(sentence: str, places: Directory, day: date) -> Iterator[str]:
    """Classes and bodies that the sentence names by their full names."""
    for found in _CLASS.findall(sentence):
        # 各镇街道要 is 各镇街道 and a word behind it: the longest that is a class counts.
        ends = range(len(found), 2, -1)
        if word := next((found[:end] for end in ends if places.members(found[:end], day)), ""):
            yield word
    for one in places.bodies:
        if not one.whole and len(one.name) > 2 and one.name in sentence:
            yield one.id


def _bindable(org_unit: str, places: Directory, day: date) -> bool:
    body = places.by_key.get(org_unit)
    if body is None:
        return bool(places.members(org_unit, day))
    return not body.statistics and places.is_there(org_unit, day)


def _floor(clause: Clause) -> int | None:
    """The figure of the floor; ranks and states have nothing to be divided."""
    return clause.tiers[0]["value"] if clause.tiers and clause.kind == "quantity" else None
