"""The form for people at a terminal: one line a pledge, grouped by book.

On a terminal it fits the width and wraps long subjects; into a pipe or a file it carries no colour codes and wraps and
cuts nothing.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TextIO

from duban.cli import words
from duban.cli.writers.grouping import Group, by_book
from duban.reading.document import Document, Statement

Row = tuple[str, str, str, str]

_PLEDGED_HEADS = ("事项", "指标", "程度", "期限")
_REPORTED_HEADS = ("事项", "数字", "", "期间")
_GAP = "  "
_INDENT = "  "
_PIPED_SUBJECT = 36
_NARROWEST_SUBJECT = 12
_BOLD, _DIM, _PLAIN = "\x1b[1m", "\x1b[2m", "\x1b[0m"


@dataclass(frozen=True, slots=True)
class Look:
    """What the table is written for: ``width`` in columns (None for a pipe or a file) and whether it has colours."""

    width: int | None = None
    colour: bool = False

    @classmethod
    def of(cls, stream: TextIO) -> Look:
        """The look that a stream can bear: its columns and colours if it is a terminal, neither if it is not."""
        if not stream.isatty():
            return cls()
        asked = os.environ.get("COLUMNS", "")
        width = int(asked) if asked.isdecimal() and int(asked) else os.get_terminal_size(stream.fileno()).columns
        return cls(width or 80, not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb")


def width_of(text: str) -> int:
    """Columns that a text takes on a terminal: two for a Chinese character, none for a combining mark."""
    return sum(_char_width(char) for char in text)


def _char_width(char: str) -> int:
    if unicodedata.east_asian_width(char) in "WF":
        return 2
    return 0 if unicodedata.category(char) in ("Mn", "Me", "Cf") else 1


def fold(text: str, width: int) -> list[str]:
    """A text in lines of at most ``width`` columns; a single wider character stands alone."""
    lines, line, used = [], "", 0
    for char in text:
        wide = _char_width(char)
        if line and used + wide > width:
            lines.append(line)
            line, used = "", 0
        line, used = line + char, used + wide
    return [*lines, line]


def render(document: Document, look: Look | None = None) -> bytes:
    """The table of one document, UTF-8."""
    lines = _lines(document, look or Look())
    return ("\n".join(line.rstrip() for line in lines) + "\n").encode("utf-8", "replace")


def _lines(document: Document, look: Look) -> Iterator[str]:
    groups = by_book(document)
    columns = _columns(document.statements, look.width)
    if document.file:
        yield _styled(words.clean(document.file), _DIM, look)
        yield ""
    for group in groups:
        yield from _group(group, columns, look)
        yield ""
    yield _summary(document, groups)


def _group(group: Group, columns: Sequence[int], look: Look) -> Iterator[str]:
    book = group.book
    name = words.clean(book.name) or "（没有写明是谁）"
    lead = f"{_GAP}牵头：{words.clean(book.lead)}" if book.lead else ""
    yield _styled(f"{name}{lead}", _BOLD, look)
    if book.title and book.title != book.name:
        yield _INDENT + _styled(words.clean(book.title), _DIM, look)
    if group.pledged:
        yield _styled(_row(_PLEDGED_HEADS, columns), _DIM, look)
        for _, one in group.pledged:
            yield from _cells(_pledged(one), columns, look)
    if group.reported:
        yield _styled(_row(_REPORTED_HEADS, columns), _DIM, look)
        for _, one in group.reported:
            yield from _cells(_reported(one), columns, look)
    if not group.pledged and not group.reported:
        yield f"{_INDENT}没有读到可核对的承诺"


def _pledged(one: Statement) -> Row:
    return words.subject(one), words.phrase(one), words.FIRMNESS[one.firmness], words.due(one)


def _reported(one: Statement) -> Row:
    return words.subject(one), words.phrase(one), words.MOODS[one.mood], words.period(one)


def _cells(cells: Row, columns: Sequence[int], look: Look) -> Iterator[str]:
    """One statement: a single line, or on a narrow terminal as many as its longest cell needs."""
    if look.width is None:
        yield _row(cells, columns)
        return
    folded = [fold(cell, column) for cell, column in zip(cells, columns, strict=True)]
    for at in range(max(map(len, folded))):
        yield _row([lines[at] if at < len(lines) else "" for lines in folded], columns)


def _row(cells: Sequence[str], columns: Sequence[int]) -> str:
    padded = (cell + " " * (column - width_of(cell)) for cell, column in zip(cells, columns, strict=True))
    return _INDENT + _GAP.join(padded)


def _columns(statements: Sequence[Statement], width: int | None) -> tuple[int, int, int, int]:
    """Widths for subject, figure, firmness and date: the same in all books, so that the eye runs down one edge."""
    rows = [_reported(one) if one.mood == "reported" else _pledged(one) for one in statements]
    subject, figure, firmness, when = (
        max((width_of(row[at]) for row in rows), default=0) for at in range(len(_PLEDGED_HEADS))
    )
    subject, figure, firmness, when = max(subject, 4), max(figure, 4), max(firmness, 4), max(when, 4)
    if width is None:
        return min(subject, _PIPED_SUBJECT), figure, firmness, when
    free = width - len(_INDENT) - 3 * len(_GAP) - firmness - when
    figure = min(figure, max(free - _NARROWEST_SUBJECT, free // 2, 8))
    return max(min(subject, free - figure), _NARROWEST_SUBJECT), figure, firmness, when


def _summary(document: Document, groups: Sequence[Group]) -> str:
    pledged = [one for one in document.statements if one.mood == "pledged"]
    reported = len(document.statements) - len(pledged)
    counts = ((words.FIRMNESS[firm], sum(one.firmness == firm for one in pledged)) for firm in words.FIRMNESS)
    tiers = "、".join(f"{word}{count}" for word, count in counts if count)
    books = f"{len(groups)}份，" if len(groups) > 1 else ""
    line = f"共{books}承诺{len(pledged)}条" + (f"（{tiers}）" if tiers else "")
    return line + (f"，已报告{reported}条" if reported else "")


def _styled(text: str, style: str, look: Look) -> str:
    return f"{style}{text}{_PLAIN}" if look.colour else text
