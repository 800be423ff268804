"""Old Excel and OpenDocument workbooks (.xls, .et, .ods): each row a line, every cell a part."""

from __future__ import annotations

from dataclasses import replace

from duban.reading.document import Source
from duban.reading.formats.context import Context
from duban.reading.formats.rows import Rows
from duban.sheets.old import UNFORMATTED, Sheet, maybe_share, rows


def read(context: Context) -> Source:
    """The visible sheets in order, cells joined by a tab, empty rows left out."""
    lines = Rows(context)
    sheet, shares = "", False
    for told in rows(context):
        if isinstance(told, Sheet):
            sheet = told.name
            continue
        number, cells = told
        lines.row(sheet, number, [(column, content.text) for column, content in cells])
        shares = shares or any(maybe_share(content.text) for _, content in cells)
    source = lines.source()
    notes = [f"{context.name}：{UNFORMATTED}"] if shares else []
    return replace(source, note="\n".join([*notes, *filter(None, [source.note])]))
