"""Where records come from: one module a form, each a stream of ``Raw`` rows, behind ``rows``.

The form is told by what stands in the file and only then by its name. A module, and the library behind it, is imported
when its first file comes.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from duban.errors import UnknownFormatError
from duban.ledger.raw import Raw
from duban.sheets.files import opened, shown
from duban.sheets.findings import Findings

_SOURCES = {name: f"duban.ledger.sources.{name}" for name in ("jsonl", "json", "csv", "workbook", "parquet")}
_NAMED = {".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "json"}
_HEAD = 4096


class Source(Protocol):
    """What every module of a form offers."""

    def rows(self, path: Path, findings: Findings) -> Iterator[Raw]:
        """The file's records, in order; an ``InputError`` where the file itself cannot be read."""
        ...


def rows(path: Path, findings: Findings) -> Iterator[Raw]:
    """The records of a file of any form: .jsonl, .json, .csv, .xlsx (.xlsm, .xls, .et, .ods), .parquet.

    Raises an ``InputError``. Each record's names of fields are the ledger's own, whatever the heads were.
    """
    source = cast(Source, import_module(_SOURCES[form(path)]))
    return source.rows(path, findings)


def form(path: Path) -> str:
    """The name of a file's form."""
    with opened(path) as file:
        head = file.read(_HEAD)
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.startswith((b"PK", b"\xd0\xcf\x11\xe0")):
        return "workbook"
    if head.lstrip()[:1] == b"<" or head.startswith(b"%PDF"):
        what = "这不是数据文件，是网页或文档"
        raise UnknownFormatError(what, where=shown(path), do="请用 Excel 或 WPS 打开，另存为 .xlsx 再试")
    first = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    named = _NAMED.get(path.suffix.lower())
    if first == b"[" and named != "jsonl":
        return "json"
    return named or ("jsonl" if first == b"{" else "csv")
