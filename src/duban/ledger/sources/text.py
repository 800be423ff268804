"""A file's text in a stream, whatever its encoding."""

from __future__ import annotations

import io
from pathlib import Path
from typing import BinaryIO, TextIO

from duban.errors import UnreadableError
from duban.reading.formats.encodings import bom, guess
from duban.sheets.files import opened, shown

_BLOCK = 1 << 16
_MARK = 4  # the longest byte order mark


def open_text(path: Path, newline: str | None = None) -> TextIO:
    """The text of a file in UTF-8, GB18030 or UTF-16, without its byte order mark; bytes that fit nothing are U+FFFD.

    Raises an ``InputError`` for a file that cannot be opened, is empty or is no text.
    """
    file = opened(path)
    try:
        encoding = _encoding(path, file)
    except UnreadableError:
        file.close()
        raise
    file.seek(0)
    text = io.TextIOWrapper(file, encoding=encoding, errors="replace", newline=newline)
    if bom(file.peek(_MARK)[:_MARK] if isinstance(file, io.BufferedReader) else b""):
        text.read(1)
    return text


def _encoding(path: Path, file: BinaryIO) -> str:
    """The encoding of the first stretch that is not plain ASCII."""
    block = file.read(_BLOCK)
    if not block:
        raise UnreadableError("文件是空的", where=shown(path), do="请核对文件是否传输完整")
    found = bom(block)
    while found is None and block:
        rest = file.read(_BLOCK)
        if not block.isascii() or b"\x00" in block or not rest:
            # The next block as well: a character may be cut in two, and more text tells encodings better apart.
            found = guess(_from_first(block) + rest)
            if found is None:
                raise UnreadableError(
                    "这不是文字，是二进制数据", where=shown(path), do="请给出 jsonl、csv、xlsx 或 parquet 文件"
                )
        block = rest
    return found or "utf-8"


def _from_first(block: bytes) -> bytes:
    """From just before the first byte that is not ASCII."""
    at = next((at for at, byte in enumerate(block) if byte > 0x7F), 0)
    return block[max(0, at - 1) :]
