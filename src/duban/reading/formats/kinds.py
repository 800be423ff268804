"""Which format a file is of: by what stands in it first, by its name second.

Half of what is sent around as .xls is an HTML table, and a .docx that fails to open is often a renamed .doc. What no
reader knows is refused here with the way out.
"""

from __future__ import annotations

import re
from importlib import import_module

from duban.errors import DamagedError, EncryptedError, UnknownFormatError
from duban.reading.formats.context import Context
from duban.reading.formats.encodings import bom
from duban.reading.formats.folders import EXTENSIONS
from duban.sheets.archive import names

_HEAD = 4096
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")
_ARCHIVES = (b"\x1f\x8b", b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07", b"BZh", b"\xfd7zXZ\x00")
_PAGE = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_FRAGMENT = re.compile(rb"<(?:!doctype|html|head|body|meta|table|div|p|br|span|h\d)\b[^>]*>", re.I)

# What the parts of a zip say of it, in this order.
_ZIPS = (("word/", "docx"), ("xl/worksheets/", "xlsx"), ("xl/", "xlsx"), ("content.xml", "ods"))
_OLD_WORD = "这是旧格式的 Word 或 WPS 文件（.doc、.wps），读不了"
_TO_DOCX = "请用 Word 或 WPS 另存为 docx 再读"
_TO_XLSX = "请用 Excel 或 WPS 另存为 xlsx 再读"


def kind(context: Context) -> str:
    """The name of the format: a key of ``READERS``; ``UnknownFormatError`` where there is none."""
    head = context.data[:_HEAD]
    if b"%PDF-" in head[:1024] and (head.lstrip().startswith(b"%PDF-") or context.suffix == ".pdf"):
        return "pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip(context)
    if head.startswith(_COMPOUND):
        return _ole(context)
    if head.startswith(_PICTURES) or _bitmap(context.data):
        return "picture"
    if head.startswith(_ARCHIVES):
        raise _unknown(context, "这是压缩包", "请先解压，再读其中的文件")
    if head.startswith(b"{\\rtf"):
        raise _unknown(context, "这是 RTF 文件，读不了", _TO_DOCX)
    return _written(context, head)


def _written(context: Context, head: bytes) -> str:
    """HTML, XML or text; a binary format's name is no longer believed, but a file that is not text is damaged."""
    codec = bom(head)
    plain = head.decode(codec, "ignore").encode("ascii", "replace") if codec else head
    if _PAGE.match(plain) or (EXTENSIONS.get(context.suffix) == "html" and _FRAGMENT.search(plain)):
        return "html"
    if plain.lstrip().startswith(b"<?xml"):
        if b"spreadsheet" in plain:
            raise _unknown(context, "这是 XML 表格，读不了", _TO_XLSX)
        raise _unknown(context, "这是 XML 数据，读不了", _TO_DOCX)
    if EXTENSIONS.get(context.suffix) == "xls" and _FRAGMENT.search(plain):
        return "html"
    named = EXTENSIONS.get(context.suffix, "text")
    if named not in ("text", "html") and b"\x00" in head:
        ending = context.suffix.removeprefix(".")
        raise DamagedError(f"文件损坏，内容不是 {ending}", where=context.name, do="请重新取得这个文件")
    return "text"


def _zip(context: Context) -> str:
    members = names(context)
    for start, name in _ZIPS:
        if any(member.startswith(start) for member in members):
            if name == "ods" and not _spreadsheet(context):
                raise _unknown(context, "这是 OpenDocument 文件，读不了", _TO_DOCX)
            if "xl/workbook.bin" in members:
                raise _unknown(context, "这是 xlsb 文件，读不了", _TO_XLSX)
            return name
    if "OFD.xml" in members:
        raise _unknown(context, "这是 OFD 文件，读不了", "请用阅读器另存为 PDF 再读")
    if any(member.startswith("ppt/") for member in members):
        raise _unknown(context, "这是演示文稿，读不了", "请另存为 PDF 再读")
    if EXTENSIONS.get(context.suffix) in ("docx", "xlsx"):
        raise DamagedError(
            "文件损坏，里面没有正文", where=context.name, do="请用 Word 或 WPS 打开后另存一份，或重新取得这个文件"
        )
    raise _unknown(context, "这是压缩包", "请先解压，再读其中的文件")


def _spreadsheet(context: Context) -> bool:
    """OpenDocument puts its media type, uncompressed, at the very front."""
    return b"opendocument.spreadsheet" in context.data[:200] or context.suffix == ".ods"


def _ole(context: Context) -> str:
    """The container of the old Office formats, and of the new ones once a password is set."""
    try:
        # Imported for the few files that need it.
        streams: frozenset[str] = import_module("duban.sheets.compound").streams(context.data)
    except ValueError as error:
        if EXTENSIONS.get(context.suffix) == "doc":
            raise _unknown(context, _OLD_WORD, _TO_DOCX) from error
        raise DamagedError("文件损坏或不完整", where=context.name, do="请重新取得这个文件") from error
    if "EncryptedPackage" in streams:
        raise EncryptedError("文件有密码", where=context.name, do="请打开后去掉密码，另存一份再读")
    if streams & {"Workbook", "Book"}:
        return "xls"
    if "WordDocument" in streams or EXTENSIONS.get(context.suffix) == "doc":
        raise _unknown(context, _OLD_WORD, _TO_DOCX)
    raise _unknown(context, "这是旧格式的 Office 文件，读不了", "请另存为 docx 或 xlsx 再读")


def _bitmap(data: bytes) -> bool:
    """BM alone is too little to go by: the header's size must be the file's too."""
    return data[:2] == b"BM" and int.from_bytes(data[2:6], "little") == len(data)


def _unknown(context: Context, what: str, do: str) -> UnknownFormatError:
    return UnknownFormatError(what, where=context.name, do=do)
