"""Files of every format as text: one reader a format, behind ``open_source``.

    path ─ load ─► Context(path, bytes, limits) ─ kind ─► the format's name ─ READERS ─► its module's read() ─► Source

The format is told by what stands in the file and only then by its name. A reader's module, and the library behind
it, is imported when its first file comes: a text file costs no PDF library.
"""

from __future__ import annotations

import stat
from importlib import import_module
from pathlib import Path
from typing import cast

from duban.errors import MissingExtraError, TooLargeError, UnreadableError
from duban.reading.document import Source
from duban.reading.formats.context import MEGABYTE, Context, Limits, Reader, shown
from duban.reading.formats.folders import EXTENSIONS, expand
from duban.reading.formats.kinds import kind

__all__ = ["EXTENSIONS", "Context", "Limits", "expand", "open_source"]

READERS = {
    "text": "duban.reading.formats.text",
    "html": "duban.reading.formats.html",
    "docx": "duban.reading.formats.docx",
    "xlsx": "duban.reading.formats.xlsx",
    "ods": "duban.reading.formats.oldsheets",
    "xls": "duban.reading.formats.oldsheets",
    "pdf": "duban.reading.formats.pdf",
    "picture": "duban.reading.formats.picture",
}


def open_source(path: Path, limits: Limits = Limits()) -> Source:  # noqa: B008 (frozen)
    """A file as text, with the place of every part of it.

    Raises an ``InputError`` (or ``MissingExtraError`` for a picture without the extra) whose one line says what is
    wrong, where, and what to do; no other exception leaves this function for anything that stands in a file.
    """
    context = Context(path, _load(path, limits), limits)
    name = kind(context)
    return reader(name, context).read(context)


def reader(name: str, context: Context) -> Reader:
    """The module that reads a format, imported when it is first asked for."""
    try:
        return cast(Reader, import_module(READERS[name]))
    except ImportError as error:
        if name != "picture":
            raise
        raise MissingExtraError(
            "这是图片，要先识别文字", where=context.name, do='请先安装识别组件：pip install "duban[ocr]"'
        ) from error


def _load(path: Path, limits: Limits) -> bytes:
    """All bytes of a regular file within the limit."""
    where = shown(path)
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            next(path.iterdir(), None)  # a folder that may not be listed says so
            raise UnreadableError("这是文件夹，不是文件", where=where, do="请给出其中的文件")
        if not stat.S_ISREG(status.st_mode):
            raise UnreadableError("这不是普通文件", where=where, do="请先存成文件再读")
        with path.open("rb") as file:
            data = file.read(limits.file + 1)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise UnreadableError("没有这个文件", where=where, do="请核对文件名和所在的文件夹") from error
    except PermissionError as error:
        raise UnreadableError("没有读取权限", where=where, do="请换有权限的账号，或让管理员开放读取") from error
    except (OSError, ValueError) as error:
        raise UnreadableError("文件读不出来", where=where, do="请核对文件名，或把文件复制到本机再读") from error
    if len(data) > limits.file:
        raise TooLargeError(f"太大，超过{limits.file // MEGABYTE}MB", where=where, do="请拆成几个较小的文件再读")
    if not data:
        raise UnreadableError("文件是空的", where=where, do="请核对文件是否传输完整")
    return data
