"""Old Excel workbooks (.xls, .et), through calamine: each row a line, every cell a part.

calamine gives values without their number formats, so a percentage stands as the number that is stored.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from duban.errors import EncryptedError
from duban.reading.document import Source
from duban.reading.formats.archive import damaged
from duban.reading.formats.context import Context
from duban.reading.formats.numberformats import date_text, plain
from duban.reading.formats.rows import Rows

Value = int | float | str | bool | time | date | datetime | timedelta


def read(context: Context) -> Source:
    """The visible sheets in order, cells joined by a tab, empty rows left out."""
    rows = Rows(context)
    try:
        with CalamineWorkbook.from_filelike(BytesIO(context.data)) as book:
            sheets = [sheet for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
            visible = [sheet for sheet in sheets if sheet.visible == SheetVisibleEnum.Visible]
            for meta in visible or sheets:
                sheet = book.get_sheet_by_name(meta.name)
                top, left = sheet.start or (0, 0)
                for number, row in enumerate(sheet.to_python(), top + 1):
                    rows.row(meta.name, number, ((left + at, _text(value)) for at, value in enumerate(row)))
    except PasswordError as error:
        raise EncryptedError("文件有密码", where=context.name, do="请打开后去掉密码，另存一份再读") from error
    except (CalamineError, OSError, ValueError, OverflowError) as error:
        raise damaged(context, "文件损坏，表格读不出来") from error
    return rows.source()


def _text(value: Value) -> str:
    """A value as a person would write it."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        exact = Decimal(format(value, ".15g"))
        return plain(exact) if exact.is_finite() else ""
    if isinstance(value, datetime):
        return date_text(value, "ymd" if value.time() == time() else "ymdh")
    if isinstance(value, date):
        return date_text(datetime(value.year, value.month, value.day))
    return str(value)
