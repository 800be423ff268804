"""Files of every format as text: one reader a format, behind ``open_source``.

    path ─ load ─► Context(path, bytes, limits) ─ kind ─► the format's name ─ READERS ─► its module's read() ─► Source

The format is told by what stands in the file and only then by its name. A reader's module, and the library behind
it, is imported when its first file comes: a text file costs no PDF library.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import cast

from duban.errors import MissingExtraError
from duban.reading.document import Source
from duban.reading.formats.context import Context, Reader
from duban.reading.formats.folders import EXTENSIONS, expand
from duban.reading.formats.kinds import kind
from duban.sheets.files import Limits, load

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
    context = Context(path, load(path, limits), limits)
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
