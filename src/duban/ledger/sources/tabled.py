"""Rows of a table with heads, be it a workbook or a csv file, as records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from itertools import chain, islice

from duban.amounts import known
from duban.ledger.fields import AMOUNTS, BODY_OR_UNIT, columns, is_body, words
from duban.ledger.raw import Raw
from duban.ledger.sources import across
from duban.ledger.sources.across_heads import said
from duban.ledger.sources.titles import subject
from duban.periods import Period, five_years, year_in
from duban.periods import year as whole_year
from duban.sheets.cells import Content
from duban.sheets.findings import Findings
from duban.sheets.grids import Grid
from duban.sheets.heads import FIRST_ROWS, Head, find_head
from duban.sheets.lines import Row, Sheet, read


def rows(grids: Iterable[Grid], file: str, findings: Findings) -> Iterator[Raw]:
    """The records of all sheets: by declared columns, or, of a wide table, by what its heads say."""
    for grid in grids:
        first = [] if grid.hidden else list(islice(lines := iter(grid.lines), FIRST_ROWS))
        if first:
            grid = replace(grid, lines=chain(first, lines))
        if first and across.is_wide(first, find_head(first, columns(), grid.merged), grid):
            yield from across.rows(grid, file, findings)
        else:
            yield from declared_rows(grid, file, findings)


def declared_rows(grid: Grid, file: str, findings: Findings) -> Iterator[Raw]:
    """The records of a sheet by declared columns."""
    sheet: Sheet | None = None
    period: Period | None = None
    due: Period | None = None
    year: int | None = None
    body = thing = ""
    for row in read([grid], columns(), file, findings):
        if row.sheet is not sheet:
            sheet = row.sheet
            head = sheet.head
            year = year_in(head.title) or five_years(head.title)
            period = head.period("actual" if "actual" in head.columns else "value", year) or _whole(head, "actual")
            due = _whole(head, "target")
            body, thing = _body(sheet, findings), _subject(sheet, findings)
        fields: dict[str, object] = {name: cell for name, cell in row.cells.items() if name[0] != "_"}
        if body and not _names_body(row):
            fields["org_unit"] = body
        if named := _of_its_kind(row):
            fields["subject"] = named
        elif thing:
            fields["subject"] = thing
        if due and not row.text("due").strip():
            fields["due"] = f"{due.end.year}年12月31日"
        if not sheet.formatted:
            _unformatted(row, findings)
        moods = "mood" in sheet.head.columns or "mood" in sheet.given
        yield Raw(fields, sheet, row.number, file, findings, sheet.head.units, period, year, moods=moods)


def _whole(head: Head, name: str) -> Period | None:
    """The year that the head of a column names and no months: 2025年目标, 2022年实际."""
    column = head.columns.get(name)
    of = year_in(head.labels[column]) if column is not None else None
    return whole_year(of) if of else None


def _body(sheet: Sheet, findings: Findings) -> str:
    """The body that a sheet is named after, where no column and no line above names one."""
    if not is_body(sheet.name) or "org_unit" in sheet.head.columns or "org_unit" in sheet.given:
        return ""
    findings.add("by-sheet", sheet.here, f"没有责任单位的，按页名“{sheet.name}”")
    return sheet.name.strip()


def _of_its_kind(row: Row) -> str:
    """The subject of a row that is told by its kind alone: 省重点项目 below 类别, 年度计划投资 above its figure."""
    head = row.sheet.head
    if _names_things(row.sheet) or "org_unit" in head.columns or "org_unit" in row.sheet.given:
        return ""
    kind = next((text for name in _kinds() if (text := "".join(row.text(name).split()))), "")
    label = next((head.labels[head.columns[name]] for name in ("target", "actual") if name in head.columns), "")
    measure = said((label,)).subject if label else ""
    return f"{kind}{'' if kind.endswith(measure) else measure}" if kind else ""


@cache
def _kinds() -> tuple[str, ...]:
    return tuple(f"_{label}" for label in words()["idle"]["kinds"])


def _names_things(sheet: Sheet) -> bool:
    return any(name in sheet.head.columns or name in sheet.given for name in ("subject", "indicator", "answers"))


def _subject(sheet: Sheet, findings: Findings) -> str:
    """What all figures of a sheet measure, where no column says it."""
    if _names_things(sheet) or any(name in sheet.head.columns for name in _kinds()):
        return ""
    thing = subject(sheet.head)
    if thing:
        findings.add("subject-of-title", sheet.here, f"没有“指标”列，各行按表头或标题的“{thing}”", "请核对")
    return thing


def _names_body(row: Row) -> bool:
    text = row.text(BODY_OR_UNIT).strip()
    return bool(text) and not known(text)


def _unformatted(row: Row, findings: Findings) -> None:
    """Tell of figures in an old workbook that may have been percentages."""
    for name in AMOUNTS:
        cell = row.cells.get(name)
        if isinstance(cell, Content) and cell.number is not None and 0 < abs(cell.number) < 1:
            what = f"旧表格读不到显示格式，{cell.text}会不会是百分数"
            findings.add("unformatted", row.sheet.where(row.number, name), what, "请核对，或另存为 .xlsx 再试")
