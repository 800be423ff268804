"""``duban.read``: a file or a text, whichever is handed in, as a document."""

from __future__ import annotations

import os
from pathlib import Path

from duban.reading.document import Document, Source
from duban.reading.formats import EXTENSIONS, open_source
from duban.reading.reader import read_source

_LONGEST_PATH = 1024


def read(source: str | os.PathLike[str], *, report_of: int | None = None, plan: bool = False) -> Document:
    """Read a file or a text: its books, and every statement in it.

    A ``Path`` is a file. A ``str`` is a file's path if it is on one line, shorter than 1,024 characters, and either
    names something on the disk or ends as the files that we read do (``计划.docx``), so that a mistyped name is refused
    and not read as a text of three words. Any other ``str`` is the text itself, which may be wrapped as it came out of
    a PDF.

    ``report_of``: it is known to be a report of that year. What says neither when nor whether is then taken for done,
    and 上半年 is that year's; what looks ahead under a heading of its own is still to come, and the title of a plan or
    a 政府工作报告 goes before all this.

    The document has ``text`` (the source as it is), ``books`` and ``statements``, both tuples in text order. Spans are
    half-open and count characters of ``text``; a statement's ``value`` is an exact ``Fraction`` in its base ``unit``
    (4000万元 is 40000000 元, 6.5% is 13/2 %); ``due`` is a date, ``period`` is ``YYYY-MM/YYYY-MM``.

    Raises a ``DubanError`` that says in one line what is wrong, where, and what to do: ``UnreadableError`` (no such
    file, a folder, no permission, no text in it), ``UnknownFormatError``, ``DamagedError``, ``EncryptedError``,
    ``NoTextError``, ``TooLargeError``, ``MissingExtraError``. A text never raises. ``TypeError`` for what is neither.

    >>> document = read("规上工业产值增长6.5%（力争7%）。")
    >>> [(one.subject, one.comparator, str(one.value), one.firmness) for one in document.statements]
    [('规上工业产值', '=', '13/2', 'plan'), ('规上工业产值', '=', '7', 'strive')]
    >>> read("没有的文件.docx")
    Traceback (most recent call last):
    ...
    duban.errors.UnreadableError: 没有的文件.docx：没有这个文件。请核对文件名和所在的文件夹
    """
    if not isinstance(source, str | os.PathLike):
        kind = type(source).__name__
        raise TypeError(f"duban.read 要一个文件的路径或一段文字（str 或 Path），给的是 {kind}")
    if isinstance(source, str) and not _is_path(source):
        return read_source(Source(source), report_of=report_of, plan=plan)
    return read_source(open_source(Path(source)), report_of=report_of, plan=plan)


def _is_path(text: str) -> bool:
    if len(text) >= _LONGEST_PATH or not text.strip() or len(text.splitlines()) > 1:
        return False
    path = Path(text)
    return path.suffix.lower() in EXTENSIONS or _is_there(path)


def _is_there(path: Path) -> bool:
    """Whether the name stands for something; one behind a closed door does, and opening it says so."""
    try:
        path.stat()
    except PermissionError:
        return True
    except (OSError, ValueError):
        return False
    return True
