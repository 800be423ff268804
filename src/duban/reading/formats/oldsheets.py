"""Old Excel and OpenDocument workbooks (.xls, .et, .ods): each row a line, every cell a part.

Read by calamine, which knows values but no number formats: 7% stands as 0.07. Told a lie by a damaged file it may panic
or ask for all memory there is, so it works in a process of its own, within limits of memory and time:

    bytes ─► temporary/book.xls ─ python -m duban.reading.formats.oldsheets ─► temporary/rows, a JSON line each ─► Rows
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory

import python_calamine

from duban.errors import DamagedError, EncryptedError
from duban.reading.document import Source
from duban.reading.formats.context import MEGABYTE, Context
from duban.reading.formats.numberformats import date_text, render
from duban.reading.formats.rows import Rows

_MEMORY = 1536 * MEGABYTE
_SECONDS = 60
_SHARE = re.compile(r"-?0\.\d+")  # may have been shown as a percentage
_UNFORMATTED = "这种旧表格读不到单元格的显示格式，7% 会读成 0.07。请核对小数，或另存为 .xlsx 再读"
_LOCKED = 3  # the status of a process that met a password


def read(context: Context) -> Source:
    """The visible sheets in order, cells joined by a tab, empty rows left out."""
    rows = Rows(context)
    with TemporaryDirectory(prefix="duban-") as folder:
        book, found = Path(folder, "book.ods" if context.data.startswith(b"PK") else "book.xls"), Path(folder, "rows")
        book.write_bytes(context.data)
        status = _apart(book, found, context.limits.text)
        if status == _LOCKED:
            raise EncryptedError("文件有密码", where=context.name, do="请打开后去掉密码，另存一份再读")
        if status:
            do = "请用 Excel 或 WPS 打开，另存为 .xlsx 再试"
            raise DamagedError("文件损坏，表格读不出来", where=context.name, do=do)
        shares = False
        with found.open(encoding="utf-8") as lines:
            for sheet, number, cells in map(json.loads, lines):
                rows.row(sheet, number, cells)
                shares = shares or any(_SHARE.fullmatch(text) for _, text in cells)
    source = rows.source()
    return replace(source, note=f"{context.name}：{_UNFORMATTED}") if shares else source


def _apart(book: Path, found: Path, most: int) -> int:
    """Read the workbook in a process of its own; its status, not zero also where it did not end in time."""
    # -P: no module of the current folder; the path: what this process would import, however it was told to.
    asked = [sys.executable, "-P", "-m", "duban.reading.formats.oldsheets", str(book), str(most)]
    paths = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    quiet = subprocess.DEVNULL
    with found.open("wb") as out, suppress(subprocess.TimeoutExpired):
        return subprocess.run(asked, stdin=quiet, stdout=out, stderr=quiet, timeout=_SECONDS, env=paths).returncode
    return 1


def _rows(path: str) -> Iterator[tuple[str, int, list[tuple[int, str]]]]:
    """The rows of a workbook: sheet, number from 1, and (column from 0, text) of the cells that hold anything."""
    with python_calamine.CalamineWorkbook.from_path(path) as book:
        visible = [sheet for sheet in book.sheets_metadata if sheet.visible == python_calamine.SheetVisibleEnum.Visible]
        for name in [sheet.name for sheet in visible] or book.sheet_names:
            for number, values in enumerate(book.get_sheet_by_name(name).to_python(skip_empty_area=False), 1):
                yield name, number, [(column, shown(value)) for column, value in enumerate(values) if value != ""]


def shown(value: object) -> str:
    """A value as a person writes it: 7, 12.5, 2023年6月30日, 14:30."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, (int, float)):
        return render(value)
    if isinstance(value, datetime):
        return date_text(value, "ymdh" if value.time() != time() else "ymd")
    if isinstance(value, date):
        return date_text(datetime.combine(value, time()))
    return f"{value:%H:%M}" if isinstance(value, time) else str(value)


def _limit() -> None:
    """Keep this process from taking more than its share; where the platform has no such limits, time alone is one."""
    if sys.platform != "win32":
        import resource  # there is none on Windows

        for limit, most in ((resource.RLIMIT_AS, _MEMORY), (resource.RLIMIT_CPU, _SECONDS), (resource.RLIMIT_CORE, 0)):
            with suppress(ValueError, OSError):
                resource.setrlimit(limit, (most, most))


def _main(path: str, most: int) -> int:
    """Write the rows to standard output, and no more of them than the reader takes before it refuses the file."""
    _limit()
    try:
        for row in _rows(path):
            print(json.dumps(row))
            most -= sum(len(text) for _, text in row[2])
            if most < 0:
                break
    except python_calamine.PasswordError:
        return _LOCKED
    return 0


if __name__ == "__main__":
    sys.exit(_main(sys.argv[1], int(sys.argv[2])))
