"""What a format reader is handed, and what it hands back.

A reader is one module with one function, ``read(context) -> Source``. What it is handed is a file's bytes and limits
(``duban.sheets.files``), so that it can be tried on bytes made in memory.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from duban.reading import holes
from duban.reading.document import Part, Place, Source
from duban.sheets.files import MEGABYTE, File, printable, too_large


@dataclass(frozen=True, slots=True)
class Context(File):
    """One file on its way through a reader of texts."""

    def source(self, text: str, parts: tuple[Part, ...] = (), *, wrapped: bool) -> Source:
        """The text as the source that this file is."""
        note = holes.note(self.name, text)
        return Source(text=text, file=printable(str(self.path)), parts=parts, wrapped=wrapped, note=note)


class Reader(Protocol):
    """What every format module offers."""

    def read(self, context: Context) -> Source:
        """The file's text with its parts; a ``duban.errors.InputError`` where it cannot be had."""
        ...


class Builder:
    """Puts a text together piece by piece and keeps the place of each piece.

    What goes in through ``put`` stands in the file; what goes in through ``mark`` (a tab between two cells, the end
    of a line) is ours and belongs to no part. The text is refused as soon as it is larger than the limit.
    """

    def __init__(self, context: Context) -> None:
        self._context = context
        self._pieces: list[str] = []
        self._parts: list[Part] = []
        self._length = 0

    def put(self, text: str, place: Place) -> None:
        """Add what stands at one place of the file."""
        if text:
            start = self._length
            self.mark(text)
            self._parts.append(Part(start, self._length, place))

    def mark(self, separator: str) -> None:
        """Add characters of our own between two places."""
        self._length += len(separator)
        if self._length > self._context.limits.text:
            raise too_large(self._context, f"文字超过{self._context.limits.text // MEGABYTE}百万字")
        self._pieces.append(separator)

    def source(self, *, wrapped: bool) -> Source:
        """Everything that was put in, in order."""
        return self._context.source("".join(self._pieces), tuple(self._parts), wrapped=wrapped)
