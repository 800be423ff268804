"""A file's bytes, and how much of them is read: what every reader of a format is handed.

A reader gets the bytes and the limits and nothing else: no settings, no second look at the disk. So every reader can
be tried on bytes made in memory.
"""

from __future__ import annotations

import re
import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from duban.errors import TooLargeError, UnreadableError

MEGABYTE = 1 << 20
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is read before a file is refused; generous for paper work, small enough to keep a machine alive.

    ``file``, ``plain``, ``page`` and ``unpacked`` are bytes (any file, a plain text, a web page, and what a docx, xlsx
    or ods unpacks to),
    ``tags`` counts the marks of one XML member (each costs far more memory than its few bytes), ``text`` characters,
    ``pixels`` those of one picture.
    """

    file: int = 256 * MEGABYTE
    plain: int = 16 * MEGABYTE
    page: int = 64 * MEGABYTE
    unpacked: int = 256 * MEGABYTE
    tags: int = 8 * MEGABYTE
    text: int = 256 * MEGABYTE
    pixels: int = 100 * MEGABYTE


@dataclass(frozen=True, slots=True)
class File:
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


def load(path: Path, limits: Limits) -> bytes:
    """All bytes of a regular file within the limit; an ``InputError`` that says why where they cannot be had."""
    where = shown(path)
    with opened(path) as file:
        try:
            data = file.read(limits.file + 1)
        except OSError as error:
            raise _unreadable(where) from error
    if len(data) > limits.file:
        raise TooLargeError(f"太大，超过{limits.file // MEGABYTE}MB", where=where, do="请拆成几个较小的文件再读")
    if not data:
        raise UnreadableError("文件是空的", where=where, do="请核对文件是否传输完整")
    return data


def opened(path: Path) -> BinaryIO:
    """A regular file, open for reading bytes; an ``InputError`` that says why where it cannot be."""
    where = shown(path)
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            next(path.iterdir(), None)  # a folder that may not be listed says so
            raise UnreadableError("这是文件夹，不是文件", where=where, do="请给出其中的文件")
        if not stat.S_ISREG(status.st_mode):
            raise UnreadableError("这不是普通文件", where=where, do="请先存成文件再读")
        return path.open("rb")
    except (FileNotFoundError, NotADirectoryError) as error:
        raise UnreadableError("没有这个文件", where=where, do="请核对文件名和所在的文件夹") from error
    except PermissionError as error:
        raise UnreadableError("没有读取权限", where=where, do="请换有权限的账号，或让管理员开放读取") from error
    except (OSError, ValueError) as error:
        raise _unreadable(where) from error


def _unreadable(where: str) -> UnreadableError:
    return UnreadableError("文件读不出来", where=where, do="请核对文件名，或把文件复制到本机再读")


def too_large(file: File, what: str) -> TooLargeError:
    """The refusal of more than we read."""
    return TooLargeError(f"太大，{what}", where=file.name, do="请拆成几个较小的文件再读")


def printable(text: str) -> str:
    """The text without lone surrogates, which no encoding can write: each becomes U+FFFD."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def shown(path: Path) -> str:
    """A path on one line that any terminal can show."""
    return _CONTROL.sub("\ufffd", printable(str(path)))
