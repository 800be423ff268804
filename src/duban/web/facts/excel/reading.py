"""A file as rows under the heads of a sheet, and whether it is a table of this month and of this body at all."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from duban.errors import Finding, InputError
from duban.linking.bodies import Bodies
from duban.periods import find, year_in
from duban.sheets.archive import names
from duban.sheets.columns import Column
from duban.sheets.docxtables import docx_tables, is_document
from duban.sheets.files import File, Limits, load
from duban.sheets.findings import Findings
from duban.sheets.grids import Grid, Line, grids
from duban.sheets.lines import Row, Sheet, read
from duban.web.facts.excel.across import across
from duban.web.facts.excel.form import Form
from duban.web.facts.excel.heads import FILLER, SHEET, label
from duban.web.files.intake import Taken
from duban.web.org.directory import Directory

_TEXTS: Final = frozenset({".csv", ".tsv", ".txt"})
_SIGNS: Final = ",\t;，"
_FIRST = 20


@dataclass(frozen=True, slots=True)
class Read:
    """The rows of a file that are of this month and this body; ``own`` says that they stand in our template."""

    rows: tuple[Row, ...]
    findings: tuple[Finding, ...]
    own: bool = False


def rows_of(taken: Taken, form: Form, columns: Sequence[Column], places: Directory) -> Read:
    """The rows of a file. Raises InputError for a file of another month, body or sheet, and for one without a table."""
    rows, findings = _read(taken, form, columns, places)
    own = any(row.text(SHEET.name) for row in rows)
    kept: list[Row] = []
    refusals: list[str] = []
    by_sheet: dict[int, str] = {}
    bodies = Bodies(places.bodies)
    for row in rows:
        at = id(row.sheet)
        if at not in by_sheet:
            by_sheet[at] = _refusal(row, form, bodies, places)
            if by_sheet[at]:
                refusals.append(by_sheet[at])
                findings.add("other-table", row.sheet.here, by_sheet[at], fatal=True)
        if not by_sheet[at]:
            kept.append(row)
    if not kept:
        raise _nothing(refusals, findings, form, taken)
    told = tuple(one for one in findings.all() if not _goes_without_saying(one, taken, bodies, own=own))
    if (
        not own
        and (problem := _named_month(taken.name, form))
        and not any(_says_month(row.sheet, form) for row in kept)
    ):
        raise InputError(
            f"文件名写的是{problem}，要填的是{form.month}", where=taken.name, do="请核对；没有弄错就改了文件名再传"
        )
    return Read(tuple(kept), told, own)


def _read(taken: Taken, form: Form, columns: Sequence[Column], places: Directory) -> tuple[list[Row], Findings]:
    """The rows under the heads of a sheet; where it has none such, those of a table that lies on its side."""
    findings = Findings()
    rows = list(read(grids_of(taken), columns, taken.name, findings))
    if not rows:
        turned = Findings()
        if found := list(across(grids_of(taken), form, columns, places, taken.name, turned)):
            return found, turned
    return rows, findings


def _nothing(refusals: Sequence[str], findings: Findings, form: Form, taken: Taken) -> InputError:
    """Why a file has no row for us, and what to do."""
    first = next((one for one in findings.all() if one.fatal), None)
    what = refusals[0] if refusals else first.what if first else "里面没有可以读的表"
    if not refusals and first and first.code == "no-head":
        typed = "、".join(f"“{label(form, one)}”" for one in form.columns[:2])
        what = f"{what}。表头要有“{label(form, 'name')}”一列和{typed}这样的列"
    return InputError(what, where=taken.name, do="什么也没有改。请换一个文件，或下载这个月的表再填")


def _goes_without_saying(one: Finding, taken: Taken, bodies: Bodies, *, own: bool) -> bool:
    """Whether a finding would only puzzle: our own hidden key, a sheet that is named after nobody."""
    if one.code == "by-sheet":
        return not bodies.propose(one.where.removeprefix(taken.name).strip()).chosen
    return own and one.code == "hidden-columns"


def grids_of(taken: Taken) -> Iterable[Grid]:
    """The tables of a file: sheets of a workbook, tables of a document, or one text."""
    if taken.suffix in _TEXTS:
        return [_parted(taken.source.text)]
    file = File(Path(taken.name), load(taken.path, Limits()))
    if file.data.startswith(b"PK") and is_document(names(file)):
        return docx_tables(file)
    return grids(file)


def _parted(text: str) -> Grid:
    """A text file as one table; its cells are parted by the sign that its lines have most of."""
    lines = text.lstrip("\ufeff").splitlines(keepends=True)
    sign = max(_SIGNS, key=lambda one: sum(line.count(one) for line in lines[:_FIRST]))
    reader, number, found = csv.reader(lines, delimiter=sign), 1, []
    for row in reader:
        found.append(Line(number, {at: cell for at, cell in enumerate(row) if cell.strip()}))
        number = reader.line_num + 1
    return Grid("", found)


def _refusal(row: Row, form: Form, bodies: Bodies, places: Directory) -> str:
    """Why the table that a row stands in is not the one to be filled in; empty where it is."""
    if told := row.text(SHEET.name):
        return "" if told == form.key else _other(told, form, places)
    sheet = row.sheet
    if (year := year_in(sheet.head.title)) and year != form.month.year:
        return f"表里写的是{year}年，要填的是{form.month}"
    for period in _periods(sheet, form):
        if period != str(form.month):
            return f"表里写的是{period}的数，要填的是{form.month}"
    filler = row.text(FILLER.name)
    chosen = bodies.propose(filler, form.month.last_day).chosen if filler else None
    if chosen and chosen.target != form.body and not _lists_bodies(sheet):
        return f"这是{filler}的表，要填的是{places.name(form.body, form.month.last_day)}的"
    return ""


def _lists_bodies(sheet: Sheet) -> bool:
    """Whether rows say themselves whose they are."""
    return bool({"body", "either"} & sheet.head.columns.keys())


def _other(told: str, form: Form, places: Directory) -> str:
    """A template of ours, but of another sheet or month."""
    kind, _dot, rest = told.partition(".")
    body, _dot, month = rest.rpartition(".")
    if month != str(form.month):
        return f"这是{month}的表，要填的是{form.month}"
    if kind == "own" and body in places.by_key:
        return f"这是{places.name(body, form.month.last_day)}的表，要填的是“{form.title}”"
    return f"这是另一张表，要填的是“{form.title}”"


def _periods(sheet: Sheet, form: Form) -> Iterator[str]:
    """The months that a table's columns, its title and its sheet say they go up to."""
    for column in form.columns:
        if column in sheet.head.columns and (own := sheet.head.period(column, form.month.year)):
            yield str(own.end)
    for text in (sheet.head.title, sheet.name):
        if found := find(text, form.month.year):
            yield str(found.end)


def _says_month(sheet: Sheet, form: Form) -> bool:
    return any(_periods(sheet, form))


def _named_month(name: str, form: Form) -> str:
    """The month that a file's name says, where it is another one."""
    found = find(name, form.month.year)
    return str(found.end) if found and found.end != form.month else ""
