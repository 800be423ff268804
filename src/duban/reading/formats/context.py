"""What a format reader is handed, and what it hands back.

A reader is one module with one function, ``read(context) -> Source``. It gets the bytes and the limits and nothing
else: no settings, no second look at the disk. So every reader can be tried on bytes made in memory.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from duban.errors import TooLargeError
from duban.reading.document import Part, Place, Source

MEGABYTE = 1 << 20
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is read before a file is refused; generous for paper work, small enough to keep a machine alive.

    ``file``, ``page`` and ``unpacked`` are bytes (any file, a web page, and what a docx, xlsx or ods unpacks to),
    ``tags`` counts the marks of one XML member (each costs far more memory than its few bytes), ``text`` characters,
    ``pixels`` those of one picture.
    """

    file: int = 256 * MEGABYTE
    page: int = 64 * MEGABYTE
    unpacked: int = 256 * MEGABYTE
    tags: int = 8 * MEGABYTE
    text: int = 256 * MEGABYTE
    pixels: int = 100 * MEGABYTE


@dataclass(frozen=True, slots=True)
class Context:
    """One file on its way through a reader: the path only names it, ``data`` is all of it."""

    path: Path
    data: bytes = field(repr=False)
    limits: Limits = Limits()

    @property
    def name(self) -> str:
        """The file as a person is told of it: one line that can be printed."""
        return shown(self.path)

    @property
    def suffix(self) -> str:
        """The ending of the name, in small letters: ``.docx``."""
        return self.path.suffix.lower()

    def source(self, text: str, parts: tuple[Part, ...] = (), *, wrapped: bool) -> Source:
        """The text as the source that this file is."""
        return Source(text=text, file=printable(str(self.path)), parts=parts, wrapped=wrapped)


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


def too_large(context: Context, what: str) -> TooLargeError:
    """The refusal of more than we read."""
    return TooLargeError(f"太大，{what}", where=context.name, do="请拆成几个较小的文件再读")


def printable(text: str) -> str:
    """The text without lone surrogates, which no encoding can write: each becomes U+FFFD."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def shown(path: Path) -> str:
    """A path on one line that any terminal can show."""
    return _CONTROL.sub("\ufffd", printable(str(path)))
