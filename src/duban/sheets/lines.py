"""The rows of a table under its head, sheet by sheet; totals checked and left out, what is odd told."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import chain, islice

from duban.amounts import decimal
from duban.sheets.cells import letters
from duban.sheets.columns import LISTS, Column, key
from duban.sheets.figures import figure, is_nil
from duban.sheets.findings import Findings
from duban.sheets.grids import Cell, Grid, Line
from duban.sheets.heads import FIRST_ROWS, Head, find_head
from duban.sheets.linekinds import Sorter
from duban.sheets.totals import Difference, Totals, is_part
from duban.sheets.words import plain, words

_GENERIC = re.compile(r"(?:sheet|工作表|表)\d*|表格\d*", re.I)
_TOLD = 10


@dataclass(frozen=True, slots=True)
class Sheet:
    """What all rows of a sheet share. ``name`` is empty where the file is one table.

    ``given`` are values that lines above the head, or the sheet's own name, give for every row. ``formatted`` says that
    numbers are told with their formats, so that 7% is 7.
    """

    file: str
    name: str
    head: Head
    given: Mapping[str, Cell] = field(default_factory=dict)
    formatted: bool = True
    _starts: dict[str, str] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def here(self) -> str:
        """The sheet as a person finds it."""
        return f"{self.file} {self.name}".strip()

    def where(self, row: int, name: str = "") -> str:
        """A place as a person finds it: ``目标.xlsx 表1!D12（目标值）``, ``目标.csv 第12行（目标值）``."""
        column = self.head.columns.get(name)
        label = self.head.labels.get(column, name) if column is not None else name
        return f"{self.file} {self.address(row, name)}" + (f"（{label}）" if label else "")

    def address(self, row: int, name: str = "") -> str:
        """The cell alone: ``表1!D12``, ``第12行``."""
        if not self.name:
            return f"第{row}行"
        start = self._starts.get(name)
        if start is None:
            column = self.head.columns.get(name)
            start = self._starts[name] = f"{self.name}!{'' if column is None else letters(column)}"
        return f"{start}{row}" if start[-1] != "!" else f"{start}第{row}行"


@dataclass(slots=True)
class Row:
    """One row: its cells by the name of the declared column, those that are empty left out."""

    sheet: Sheet
    number: int
    cells: dict[str, Cell]

    def text(self, name: str) -> str:
        """What a cell shows."""
        cell = self.cells.get(name, "")
        return cell if isinstance(cell, str) else cell.text


def read(grids: Iterable[Grid], columns: Sequence[Column], file: str, findings: Findings) -> Iterator[Row]:
    """The rows of all sheets. ``file`` names the workbook in findings."""
    for grid in grids:
        if grid.hidden:
            if grid.name != LISTS:
                where, what = f"{file} {grid.name}", "这一页是隐藏的，没有读"
                findings.add("hidden-sheet", where, what, "要用就取消隐藏", fatal=True)
            continue
        lines = iter(grid.lines)
        first = list(islice(lines, FIRST_ROWS))
        head = find_head(first, columns, grid.merged)
        if head is None:
            _no_head(grid, first, columns, file, findings)
            continue
        sheet = Sheet(file, grid.name, head, _given(grid, head, columns, file, findings), grid.formatted)
        if _head_is_whole(sheet, grid, columns, findings):
            body = chain((line for line in first if line.number > head.last), lines)
            yield from rows_under(sheet, body, columns, findings)


def rows_under(sheet: Sheet, lines: Iterable[Line], columns: Sequence[Column], findings: Findings) -> Iterator[Row]:
    """The rows of the lines below a sheet's head, by its columns: totals, notes and sections left out, and told."""
    head = sheet.head
    amounts = frozenset(column.name for column in columns if column.kind == "amount")
    sorter = Sorter.of(head, amounts)
    totals = Totals(columns, {name: head.labels[at] for name, at in head.columns.items()}, head.units)
    hidden: list[int] = []
    for line in lines:
        texts = line.texts
        kind = sorter.kind(line, texts)
        if kind == "nothing":
            continue
        if kind == "section":
            findings.add("not-a-row", sheet.where(line.number), f"“{texts[0][:20]}”按小标题或附注略过")
            continue
        cells = _cells(sheet, line, amounts, findings)
        if kind == "total":
            _differs(sheet, line.number, totals.total(line.number, cells), findings)
            continue
        if line.hidden:
            hidden.append(line.number)
        if not is_part(texts[0]):
            totals.add(cells)
        yield Row(sheet, line.number, {**sheet.given, **cells} if sheet.given else cells)
    for number, difference in totals.rest():
        _differs(sheet, number, [difference], findings)
    if hidden:
        rows = "、".join(map(str, hidden[:_TOLD])) + ("等" if len(hidden) > _TOLD else "")
        findings.add("hidden-rows", sheet.here, f"第{rows}行是隐藏的，照样读入")


def _cells(sheet: Sheet, line: Line, amounts: frozenset[str], findings: Findings) -> dict[str, Cell]:
    """The line's cells by name; a figure in a merged cell is that of its first row and column alone."""
    found: dict[str, Cell] = {}
    for name, at in sheet.head.columns.items():
        cell = line.cells.get(at)
        if cell is None and at in line.filled:
            if name not in amounts:
                cell = line.filled[at]
            elif not is_nil(line.text(at)) and figure(line.filled[at]):
                what = f"合并单元格里的{line.text(at)}只算第一格的，这一格按没有数"
                findings.add("merged-figure", sheet.where(line.number, name), what, "请拆开合并，逐格填写")
        if cell:
            found[name] = cell
    return found


def _given(grid: Grid, head: Head, columns: Sequence[Column], file: str, findings: Findings) -> dict[str, Cell]:
    given: dict[str, Cell] = {name: text for name, (text, _, _) in head.said.items()}
    by_sheet = [column for column in columns if column.by_sheet and grid.name]
    for column in by_sheet if not _GENERIC.fullmatch(plain(grid.name)) else ():
        if column.name not in given and column.name not in head.columns:
            given[column.name] = grid.name
            findings.add("by-sheet", f"{file} {grid.name}", f"没有“{column.label}”列，各行都按页名“{grid.name}”")
    return given


def _no_head(grid: Grid, lines: list[Line], columns: Sequence[Column], file: str, findings: Findings) -> None:
    if any(line.text(at).strip() for line in lines for at in line.cells):
        wanted = [column.label for column in columns if column.required] or [column.label for column in columns[:6]]
        where = f"{file} {grid.name}".strip()
        what = f"前{FIRST_ROWS}行里找不到表头，没有读"
        findings.add("no-head", where, what, f"表头要写明这些列：{'、'.join(wanted)}", fatal=True)


def _head_is_whole(sheet: Sheet, grid: Grid, columns: Sequence[Column], findings: Findings) -> bool:
    """Tell what is odd about the head; False where a column that must be there is not."""
    head = sheet.head
    missing = [one.label for one in columns if one.required and one.name not in {*head.columns, *sheet.given}]
    for label in missing:
        what, here = f"没有“{label}”列，这一页没有读", "、".join(head.labels.values())
        findings.add("no-column", sheet.where(head.last), what, f"现有的列是：{here}", fatal=True)
    for name, at in head.doubles:
        kept = head.labels[head.columns[name]]
        what = f"“{head.labels[at]}”（{letters(at)}列）和“{kept}”是同一个意思的两列，只用了“{kept}”"
        findings.add("same-column", sheet.where(head.last, name), what, "请只留一列，或改写列名")
    if unused := [head.labels[at] for at in head.unused if not is_idle(head.labels[at])]:
        findings.add("unused-column", sheet.here, f"这些列没有用到：{'、'.join(unused)[:200]}")
    if grid.hidden_columns:
        findings.add("hidden-columns", sheet.here, f"{'、'.join(grid.hidden_columns)}列是隐藏的，照样读入")
    return not missing


def _differs(sheet: Sheet, number: int, differences: Iterable[Difference], findings: Findings) -> None:
    for one in differences:
        what = f"合计写的是{decimal(one.written)}{one.unit}，各行相加是{decimal(one.added)}{one.unit}"
        findings.add("total-differs", sheet.where(number, one.name), what, "合计行不读入，只用各行；请核对")


def is_idle(label: str) -> bool:
    """Whether a head is one that nobody asks for and that needs no word about it: 序号, 备注."""
    return key(label) in _idle()


@cache
def _idle() -> frozenset[str]:
    return frozenset(map(key, words()["idle"]["words"]))
