"""Old Excel and OpenDocument workbooks (.xls, .et, .ods) as rows of cells.

Read by calamine, which knows values but no number formats: 7% stands as 0.07. Told a lie by a damaged file it may panic
or ask for all memory there is, so it works in a process of its own, within limits of memory and time:

    bytes ─► temporary/book.xls ─ python -m duban.sheets.old ─► temporary/rows, a JSON line each ─► sheets and rows
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory

import python_calamine

from duban.errors import DamagedError, EncryptedError
from duban.sheets.cells import Content, Range
from duban.sheets.files import MEGABYTE, File
from duban.sheets.numberformats import date_text, render

_MEMORY = 1536 * MEGABYTE
_SECONDS = 60
_SHARE = re.compile(r"-?0\.\d+")
UNFORMATTED = "这种旧表格读不到单元格的显示格式，7% 会读成 0.07。请核对小数，或另存为 .xlsx 再读"
_LOCKED = 3  # the status of a process that met a password


@dataclass(frozen=True, slots=True)
class Sheet:
    """The head of a sheet's rows; a hidden one has none."""

    name: str
    hidden: bool
    merged: tuple[Range, ...]


Row = tuple[int, list[tuple[int, Content]]]


def rows(file: File) -> Iterator[Sheet | Row]:
    """Each sheet, and after it its rows: number from 1, and (column from 0, content) of the cells that hold anything.

    Raises ``EncryptedError`` and ``DamagedError``.
    """
    with TemporaryDirectory(prefix="duban-") as folder:
        book, found = Path(folder, "book.ods" if file.data.startswith(b"PK") else "book.xls"), Path(folder, "rows")
        book.write_bytes(file.data)
        status = _apart(book, found, file.limits.text)
        if status == _LOCKED:
            raise EncryptedError("文件有密码", where=file.name, do="请打开后去掉密码，另存一份再读")
        if status:
            do = "请用 Excel 或 WPS 打开，另存为 .xlsx 再试"
            raise DamagedError("文件损坏，表格读不出来", where=file.name, do=do)
        with found.open(encoding="utf-8") as lines:
            for told in map(json.loads, lines):
                if isinstance(told, dict):
                    yield Sheet(told["name"], told["hidden"], tuple(tuple(span) for span in told["merged"]))
                else:
                    yield told[0], [(column, _content(text, number)) for column, text, number in told[1]]


def maybe_share(text: str) -> bool:
    """Whether a number may have been shown as a percentage: a half, where the cell showed 50%."""
    return _SHARE.fullmatch(text) is not None


def _content(text: str, number: str) -> Content:
    return Content(text, Fraction(number) if number else None)


def _apart(book: Path, found: Path, most: int) -> int:
    """Read the workbook in a process of its own; its status, not zero also where it did not end in time."""
    # -P: no module of the current folder; the path: what this process would import, however it was told to.
    asked = [sys.executable, "-P", "-m", "duban.sheets.old", str(book), str(most)]
    paths = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    quiet = subprocess.DEVNULL
    with found.open("wb") as out, suppress(subprocess.TimeoutExpired):
        return subprocess.run(asked, stdin=quiet, stdout=out, stderr=quiet, timeout=_SECONDS, env=paths).returncode
    return 1


def _told(path: str) -> Iterator[object]:
    """The lines that go from process to process: the visible sheets (all, should none be) with their rows."""
    with python_calamine.CalamineWorkbook.from_path(path) as book:
        hidden = {
            sheet.name for sheet in book.sheets_metadata if sheet.visible != python_calamine.SheetVisibleEnum.Visible
        }
        if hidden >= set(book.sheet_names):
            hidden = set()
        for name in book.sheet_names:
            if name in hidden:
                yield {"name": name, "hidden": True, "merged": []}
                continue
            sheet = book.get_sheet_by_name(name)
            # Only old Excel tells what is merged.
            spans = [
                [top + 1, left, bottom + 1, right] for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
            ]
            yield {"name": name, "hidden": False, "merged": spans}
            for number, values in enumerate(sheet.to_python(skip_empty_area=False), 1):
                yield [number, [(at, shown(value), _number(value)) for at, value in enumerate(values) if value != ""]]


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


def _number(value: object) -> str:
    """A number with the fifteen digits that Excel keeps; empty for what is none."""
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not abs(value) < float("inf"):
        return ""
    return format(value, ".15g")


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
        for told in _told(path):
            print(json.dumps(told))
            if isinstance(told, list):
                most -= sum(len(text) for _, text, _ in told[1])
            if most < 0:
                break
    except python_calamine.PasswordError:
        return _LOCKED
    return 0


if __name__ == "__main__":
    sys.exit(_main(sys.argv[1], int(sys.argv[2])))
