"""Statements under the body that speaks: the order in which people read them."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from duban.reading.document import Book, Document, Statement


@dataclass(frozen=True, slots=True)
class Group:
    """One book with its statements, pledged and reported apart, each with its running number in the document."""

    book: Book
    pledged: tuple[tuple[int, Statement], ...]
    reported: tuple[tuple[int, Statement], ...]


def by_book(document: Document) -> tuple[Group, ...]:
    """The books of a document in text order, also those in which nothing was found.

    A statement belongs to the book in whose stretch its number stands; where the books leave a gap, or name another
    body than the statement, a group is made for the body that the statement names.
    """
    books = list(document.books)
    starts = [book.start for book in books]
    strays: dict[str, Book] = {}
    members: dict[Book, tuple[list[tuple[int, Statement]], list[tuple[int, Statement]]]]
    members = {book: ([], []) for book in books}
    for number, statement in enumerate(document.statements, 1):
        at = bisect_right(starts, statement.num[0]) - 1
        book = books[at] if at >= 0 else None
        if book is None or statement.num[0] >= book.end or book.name != statement.book:
            book = strays.setdefault(statement.book, Book(statement.book, "", "", statement.start, statement.end))
        pair = members.setdefault(book, ([], []))
        pair[statement.mood == "reported"].append((number, statement))
    ordered = sorted(members, key=lambda book: book.start)
    return tuple(Group(book, tuple(members[book][0]), tuple(members[book][1])) for book in ordered)
