"""The source text with every statement marked where it stands.

Quotes overlap, nest, and share numbers, which HTML elements cannot. So the text is cut at every edge of every quote and
number, and each piece is one flat element that names all the statements it belongs to. Each statement has one anchor,
``t7``, at the end of its number, with its running number as a link to the list; the number itself is part of that link.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from duban.cli import words
from duban.cli.writers.page.escape import escape
from duban.reading.document import Document, Statement


@dataclass(frozen=True, slots=True)
class Piece:
    """``text[start:end]`` with the statements whose quote or number covers it, and those whose number ends here."""

    start: int
    end: int
    quoted: tuple[int, ...]
    counted: tuple[int, ...]
    closing: tuple[int, ...]


def pieces(document: Document) -> Iterator[Piece]:
    """The whole text in flat pieces, in order; statements are named by their place in the document, from 0."""
    edges = _edges(document)
    quoted: set[int] = set()
    counted: set[int] = set()
    for at, here in enumerate(edges):
        there = edges[at + 1] if at + 1 < len(edges) else None
        quoted.difference_update(here.quotes_end)
        counted.difference_update(here.numbers_end)
        quoted.update(here.quotes_start)
        counted.update(here.numbers_start)
        if there is None:
            return
        closing = tuple(sorted(there.numbers_end))
        yield Piece(here.offset, there.offset, tuple(sorted(quoted)), tuple(sorted(counted)), closing)


@dataclass(frozen=True, slots=True)
class _Edge:
    offset: int
    quotes_start: tuple[int, ...]
    quotes_end: tuple[int, ...]
    numbers_start: tuple[int, ...]
    numbers_end: tuple[int, ...]


def _edges(document: Document) -> list[_Edge]:
    found: dict[int, tuple[list[int], list[int], list[int], list[int]]] = {}

    def note(offset: int, which: int, number: int) -> None:
        found.setdefault(offset, ([], [], [], []))[which].append(number)

    for number, one in enumerate(document.statements):
        for which, offset in enumerate((one.start, one.end, *one.num)):
            note(offset, which, number)
    for offset in (0, len(document.text), *(book.start for book in document.books)):
        found.setdefault(offset, ([], [], [], []))
    return [_Edge(offset, *map(tuple, found[offset])) for offset in sorted(found)]


def marked_text(document: Document) -> str:
    """The text as HTML, with anchors ``b1`` … where the books begin."""
    starts: dict[int, list[int]] = {}
    for number, book in enumerate(document.books, 1):
        starts.setdefault(book.start, []).append(number)
    out: list[str] = []
    for piece in pieces(document):
        out += (f'<span id="b{number}" class="book-start"></span>' for number in starts.get(piece.start, ()))
        out.append(_piece(document, piece))
    return "".join(out)


def _piece(document: Document, piece: Piece) -> str:
    text = escape(document.text[piece.start : piece.end])
    statements = document.statements
    if not piece.quoted and not piece.counted:
        return text + _links(statements, piece.closing)
    covering = piece.counted or piece.quoted
    inner = _innermost(statements, covering)
    names = " ".join(str(number + 1) for number in dict.fromkeys((inner, *piece.quoted, *piece.counted)))
    style = classes(statements[inner])
    mark = f'<mark class="{style}" data-s="{names}">{text}</mark>'
    if not piece.counted:
        return mark + _links(statements, piece.closing)
    first = piece.counted[0]
    if first in piece.closing:
        rest = tuple(number for number in piece.closing if number != first)
        return _link(statements[first], first, mark) + _links(statements, rest)
    return f'<a class="num" href="#s{first + 1}">{mark}</a>' + _links(statements, piece.closing)


def _innermost(statements: Sequence[Statement], covering: Iterable[int]) -> int:
    """Of overlapping quotes the shortest lends its style; the first of equals."""
    return min(covering, key=lambda number: statements[number].end - statements[number].start)


def _links(statements: Sequence[Statement], numbers: Iterable[int]) -> str:
    return "".join(_link(statements[number], number, "") for number in numbers)


def _link(one: Statement, number: int, mark: str) -> str:
    """The anchor of one statement; read aloud it says ``7%，第3条力争``."""
    n = number + 1
    word = words.FIRMNESS[one.firmness] if one.mood == "pledged" else words.MOODS[one.mood]
    label = f'<span class="unseen">，第</span>{n}<span class="unseen">条{word}</span>'
    title = f"{word}：{escape(words.phrase(one))}"
    return f'<a class="num" id="t{n}" href="#s{n}" title="{title}">{mark}<sup>{label}</sup></a>'


def classes(one: Statement) -> str:
    """The words by which the style and the script know a statement: mood, firmness, kind."""
    return f"{one.mood} {one.firmness} {one.kind}"
