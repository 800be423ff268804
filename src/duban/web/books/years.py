"""Which year a book says that it is of."""

from __future__ import annotations

import re

from duban.web.books.models import Book

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*年")


def other_year(book: Book) -> int | None:
    """The year that the title names where it is not the one that the book was taken in under."""
    named = [int(year) for year in _YEAR.findall(book.title)]
    return named[-1] if named and book.year not in named else None
