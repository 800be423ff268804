"""The figures in a peers' table. What nobody gave is no figure; what cannot be read is told with its cell."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from duban.amounts import base_unit, convert
from duban.sheets.cells import Content, letters
from duban.sheets.figures import Figure, figure, is_nil, with_unit
from duban.sheets.findings import Findings
from duban.sheets.grids import Grid, Line
from duban.sheets.words import plain
from duban.standing.peers.heads import SHARES
from duban.standing.peers.types import Cell

_DECIMALS = re.compile(r"\.(\d+)")
_TIED = re.compile(r"并列|[(（]并列[)）]")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a table stands, for findings: ``celled`` where its cells have names (D5).

    ``origins`` says of a table that was turned which row and column of the file each of its cells comes from.
    """

    file: str
    grid: Grid
    celled: bool
    origins: Mapping[tuple[int, int], tuple[int, int]] | None = None

    @property
    def line(self) -> str:
        """What the file has one of for each body: 行, or 列 where the table was turned."""
        return "行" if self.origins is None else "列"

    def where(self, row: int, column: int | None = None) -> str:
        """``通报.xlsx 表1!D5``; ``粘贴的文字 第5行第4格``."""
        name = self.grid.name
        if self.origins is not None:
            row, column = self.origins.get((row, column or 0)) or self.origins[row, 0]
        if self.celled:
            return f"{self.file} {name}!" + (f"{letters(column)}{row}" if column is not None else f"第{row}行")
        cell = f"第{column + 1}格" if column is not None else ""
        return f"{self.file} {name + ' ' if name else ''}第{row}行{cell}"


def amount(line: Line, at: int, unit: str, place: Place, findings: Findings) -> Cell | None:
    """An amount in base units; a cell's own unit goes before that of its head, and is told where the two differ."""
    told = _figure(line, at, place, findings)
    if told is None:
        return None
    own = with_unit(told.unit, unit)
    where = place.where(line.number, at)
    if own != unit and (not unit or convert(Fraction(1), own, unit) is None):
        what = f"这一格的单位是“{own}”，这一列的单位是“{unit or '没有写'}”，不能一起比，没有用"
        findings.add("unit-mismatch", where, what, "请核对单位", fatal=True)
        return None
    if own != unit:
        what = f"这一格写的是“{own}”，这一列是“{unit}”，已折算"
        findings.add("mixed-units", where, what, "请核对；同一列最好只用一个单位")
    return Cell(told.value * base_unit(own)[1], where, _digits(line, at))


def own_unit(line: Line, at: int) -> str:
    """The unit that stands in a cell itself; empty where none does."""
    cell = line.cells.get(at)
    told = figure(cell) if cell is not None else None
    return told.unit if told and base_unit(told.unit)[0] else ""


def growth(line: Line, at: int, place: Place, findings: Findings) -> Cell | None:
    """A growth in per cent, or in percentage points."""
    told = _figure(line, at, place, findings)
    if told is None:
        return None
    where = place.where(line.number, at)
    if told.unit and told.unit not in SHARES:
        findings.add("unit-mismatch", where, f"增速的单位不能是“{told.unit}”，这一格没有用", "请核对", fatal=True)
        return None
    cell = line.cells.get(at)
    if not place.grid.formatted and isinstance(cell, Content) and 0 < abs(told.value) < 1:
        what = f"旧表格读不到显示格式，{cell.text}会不会是百分数"
        findings.add("unformatted", where, what, "请核对，或另存为 .xlsx 再试")
    return Cell(told.value, where, _digits(line, at))


def rank(line: Line, at: int, place: Place, findings: Findings) -> Cell | None:
    """A place that is printed in the table: 3, 第3, 并列3."""
    text = _TIED.sub("", plain(line.text(at)))
    if is_nil(text):
        return None
    told = figure(text)
    where = place.where(line.number, at)
    if told is None or told.value.denominator != 1 or told.value < 1 or told.unit not in ("", "位", "名", "名次"):
        findings.add("not-a-place", where, f"“{text[:20]}”不是位次，没有用", "请写成 3 这样的数", fatal=True)
        return None
    return Cell(told.value, where)


def _figure(line: Line, at: int, place: Place, findings: Findings) -> Figure | None:
    """One exact figure; a figure under a merged cell is that of its first cell alone."""
    where = place.where(line.number, at)
    cell = line.cells.get(at)
    if cell is None:
        if at in line.filled and figure(line.filled[at]) is not None:
            what = f"合并单元格里的{line.text(at)}只算第一格的，这一格按没有数"
            findings.add("merged-figure", where, what, "请拆开合并，逐格填写")
        return None
    if is_nil(line.text(at)):
        return None
    told = figure(cell)
    if told is None:
        findings.add("not-a-number", where, f"“{line.text(at)[:30]}”不是数，这一格没有用", "请核对", fatal=True)
    elif told.comparator not in ("", "=") or told.upper is not None:
        what = f"“{line.text(at)[:30]}”不是一个确定的数，不能拿来排位次，这一格没有用"
        findings.add("not-exact", where, what, "请写确定的数", fatal=True)
        return None
    return told


def _digits(line: Line, at: int) -> int:
    found = _DECIMALS.search(plain(line.text(at)))
    return len(found[1]) if found else 0
