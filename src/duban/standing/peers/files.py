"""Where peers' tables come from: a workbook, a csv or text file, a Word document, text that was pasted, or a folder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from duban.errors import InputError, UnknownFormatError, UnreadableError
from duban.ledger.sources.text import open_text
from duban.sheets.archive import names
from duban.sheets.docxtables import docx_tables, is_document
from duban.sheets.files import File, Limits, load, shown
from duban.sheets.findings import Findings
from duban.sheets.grids import Grid, grids
from duban.sheets.written import written
from duban.standing.peers.cells import Place

_ENDINGS = frozenset({".xlsx", ".xlsm", ".xls", ".et", ".ods", ".csv", ".tsv", ".txt", ".docx"})
_BINARY = (b"PK", b"\xd0\xcf\x11\xe0")


@dataclass(frozen=True, slots=True)
class Pasted:
    """Text that was pasted; ``name`` is how findings call it."""

    text: str
    name: str = "粘贴的文字"


@dataclass(frozen=True, slots=True)
class Named:
    """A file that lies under another name than the one that it was given."""

    path: Path
    name: str


Source = Path | Pasted | Named


def places(source: Source, findings: Findings) -> list[Place]:
    """All grids of a source. A bad file of a folder is a finding; any other raises its ``InputError``."""
    if isinstance(source, Pasted):
        if not source.text.strip():
            raise UnreadableError("没有粘贴任何文字", where=source.name, do="从 Excel 或通报里选中整张表复制，连同标题")
        return [Place(source.name, written(source.text, source.name, findings), False)]
    if isinstance(source, Named):
        return list(_file(source.path, source.name, findings))
    if source.is_dir():
        return list(_folder(source, findings))
    return list(_file(source, source.name, findings))


def _folder(folder: Path, findings: Findings) -> Iterator[Place]:
    paths = [path for path in sorted(folder.iterdir()) if path.suffix.lower() in _ENDINGS and path.name[0] not in "~."]
    if not paths:
        raise UnreadableError("文件夹里没有表", where=shown(folder), do=f"会读的有：{' '.join(sorted(_ENDINGS))}")
    for path in paths:
        try:
            yield from _file(path, path.name, findings)
        except InputError as error:
            findings.add(error.code, error.where, error.what, error.do, fatal=True)


def _file(path: Path, name: str, findings: Findings) -> Iterator[Place]:
    data = load(path, Limits())
    file = File(Path(name), data)
    if not data.startswith(_BINARY):
        if data.lstrip()[:1] == b"<" or data.startswith(b"%PDF"):
            what = "这不是表格文件，是网页或 PDF"
            raise UnknownFormatError(what, where=file.name, do="请从里面复制表格，用 --paste 粘贴")
        with open_text(path, newline="") as text:
            yield Place(name, written(text.read(), name, findings), False)
    elif data.startswith(b"PK") and is_document(names(file)):
        yield from (Place(name, grid, False) for grid in _tables(file))
    else:
        yield from (Place(name, _whole(grid, file, findings), True) for grid in grids(file))


def _tables(file: File) -> Sequence[Grid]:
    found = list(docx_tables(file))
    if not found:
        raise UnreadableError("文档里没有表格", where=file.name, do="请给出有表格的文档，或用 --paste 粘贴")
    return found


def _whole(grid: Grid, file: File, findings: Findings) -> Grid:
    """A sheet with its lines held: they come once, and the next sheet's only after them."""
    if grid.note and findings.first("unformatted-file", file.name):
        findings.add("unformatted-file", file.name, grid.note)
    if grid.hidden_columns:
        columns = "、".join(grid.hidden_columns)
        findings.add("hidden-columns", f"{file.name} {grid.name}", f"{columns}列是隐藏的，照样读入")
    grid.lines = list(grid.lines)
    return grid
