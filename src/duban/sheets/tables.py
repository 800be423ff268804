"""A workbook read by declared columns: typed rows, every value with its cell, and findings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from duban.amounts import in_words
from duban.errors import Finding
from duban.garbage import uncollected
from duban.periods import year_in
from duban.sheets.columns import Column
from duban.sheets.files import File, Limits, load
from duban.sheets.findings import Findings
from duban.sheets.grids import grids
from duban.sheets.lines import Row, Sheet, read
from duban.sheets.slips import slips
from duban.sheets.values import Value, value


@dataclass(frozen=True, slots=True)
class Record:
    """A row: ``values`` has every declared column by name, with ``value`` None where nobody gave one."""

    place: Sheet
    row: int
    values: Mapping[str, Value]

    def __getitem__(self, name: str) -> Value:
        return self.values[name]

    @property
    def sheet(self) -> str:
        """The name of its sheet."""
        return self.place.name

    def address(self, name: str) -> str:
        """The cell of a column: ``表1!D12``; ``第12行`` of a csv."""
        return self.place.address(self.row, name)


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of all sheets, in order, and what was found on the way."""

    rows: tuple[Record, ...]
    findings: tuple[Finding, ...]


def read_table(source: Path | File, columns: Sequence[Column], *, year: int | None = None) -> Table:
    """The rows of a workbook (.xlsx, .xlsm, .xls, .et, .ods) under the declared columns.

    Amounts are exact, in base units; a cell that nobody filled in (``/``, ``—``, 未报送) has the value None and is
    never zero. A row without a required value is left out, with a finding; totals, notes and section heads are no rows.
    ``year`` is that of dates and periods that name none and whose sheet's title names none.

    Raises an ``InputError`` where the file itself cannot be read.
    """
    file = source if isinstance(source, File) else File(source, load(source, Limits()))
    findings = Findings()
    with uncollected():
        rows = list(read(grids(file), columns, file.name, findings))
        records = tuple(_records(rows, columns, year, findings))
        _slips(records, columns, findings)
    return Table(records, tuple(findings.all()))


def _records(rows: Sequence[Row], columns: Sequence[Column], year: int | None, findings: Findings) -> Iterator[Record]:
    required = [column for column in columns if column.required]
    for row in rows:
        own = year_in(row.sheet.head.title) or year
        values = {column.name: value(row, column, own, findings) for column in columns}
        missing = [column for column in required if values[column.name].value is None]
        for column in missing:
            where = row.sheet.where(row.number, column.name)
            how = "读不出来" if values[column.name].text else "没有填"
            findings.add("required", where, f"“{column.label}”{how}，这一行没有用", "请补上", fatal=True)
        if not missing:
            yield Record(row.sheet, row.number, values)


def _slips(records: Sequence[Record], columns: Sequence[Column], findings: Findings) -> None:
    """Doubts about figures that are ten thousand times off their like."""
    for column in (column for column in columns if column.kind == "amount"):
        like: dict[tuple[str, str], list[tuple[Record, Fraction]]] = {}
        for record in records:
            told = record.values[column.name]
            if isinstance(told.value, Fraction):
                sort = told.unit, record.values[column.per].text if column.per else ""
                like.setdefault(sort, []).append((record, told.value))
        for (unit, _), values in like.items():
            for at, meant in slips(enumerate(exact for _, exact in values)):
                record = values[at][0]
                what = f"{record[column.name].text}和别的行差一万倍左右，会不会是{in_words(meant, unit)}"
                where = record.place.where(record.row, column.name)
                findings.add("slip", where, what, "照原样读入；请核对是万还是亿")
