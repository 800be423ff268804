"""Plain text: the bytes decoded, and nothing else touched."""

from __future__ import annotations

from duban.errors import UnreadableError
from duban.reading.document import Source
from duban.reading.formats.context import Context
from duban.reading.formats.encodings import decode
from duban.sheets.files import MEGABYTE, too_large

# In these a line is a row of a table; in other text it may end at the edge of a column.
_ROWS = (".csv", ".tsv")


def read(context: Context) -> Source:
    """The text as it stands, with its line breaks, without places: an offset says it all."""
    if len(context.data) > context.limits.plain:
        raise too_large(context, f"文本超过{context.limits.plain // MEGABYTE}MB")
    text = decode(context).text
    if not text.strip():
        raise UnreadableError("文件里没有文字", where=context.name, do="请核对是否选错了文件")
    return context.source(text, wrapped=context.suffix not in _ROWS)
