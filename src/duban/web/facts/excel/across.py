"""A table that lies on its side, so that the heads are what our sheet has as rows.

Of a body's own sheet the pledges are the heads, and a row is a body's, or says 累计完成. Of a provider's the bodies are
the heads, and a row is an indicator's amount or growth.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from duban.linking.bodies import Bodies
from duban.sheets.columns import Column, key
from duban.sheets.findings import Findings
from duban.sheets.grids import Grid, Line
from duban.sheets.heads import Head, bare_and_unit, label, units_in
from duban.sheets.lines import Row, Sheet
from duban.sheets.wide import Wide, wides
from duban.web.facts.excel.form import Form
from duban.web.facts.excel.heads import basis_of
from duban.web.facts.excel.names import Names, unnumbered
from duban.web.org.directory import Directory


@dataclass(frozen=True, slots=True)
class _Across:
    """A line of such a table: the column of ours that it gives, in which unit, and whose figures they are.

    ``column`` is empty where each head says by itself whether it holds a figure or a state.
    """

    line: Line
    column: str = ""
    unit: str = ""
    body: str = ""


def across(
    grids: Iterable[Grid], form: Form, columns: Sequence[Column], places: Directory, file: str, findings: Findings
) -> Iterator[Row]:
    """The rows that the same table would have, had it a line a pledge or a body; each knows the cell it came from."""
    names, bodies = Names(form, places), Bodies(places.bodies)
    for grid in grids:
        for table in () if grid.hidden else wides(grid):
            told = {at: bare_and_unit(unnumbered("".join(texts))) for at, texts in table.heads.items()}
            heads = {at: (*one, held) for at, one in told.items() if (held := names.holds(*one))}
            if not heads:
                continue
            lines = list(_measures(table, columns) if form.indicator else _of_bodies(table, columns, bodies, form))
            for one in lines:
                yield from _rows(one, heads, Sheet(file, grid.name, Head(0, 0)), table.title)
            _tell(table, heads, {one.line.number for one in lines}, f"{file} {grid.name}".strip(), findings)


def _of_bodies(table: Wide, columns: Sequence[Column], bodies: Bodies, form: Form) -> Iterator[_Across]:
    """The lines that say whose figures they are, or that they are what was done so far."""
    done = next((column.keys for column in columns if column.name == "value"), frozenset())
    for line in table.rows:
        name = line.text(table.names).strip()
        if bodies.propose(name, form.month.last_day).chosen:
            yield _Across(line, body=name)
        elif not done.isdisjoint(label(name).keys):
            yield _Across(line)


def _measures(table: Wide, columns: Sequence[Column]) -> Iterator[_Across]:
    """The lines of our indicator; one that only says 同比 is of the indicator above it."""
    said = [unit for name, value in table.said if name.endswith(key("单位")) for unit in units_in(value)]
    other = False
    for line in table.rows:
        name = label(line.text(table.names))
        column = next((one.name for one in columns if not one.keys.isdisjoint(name.keys)), "")
        other = other if any(map(basis_of, name.keys)) else column not in {"level", "growth"}
        if column in {"level", "growth"} and not other:
            yield _Across(line, column, name.unit or next((one for one in said if column == "level"), ""))


def _rows(one: _Across, heads: Mapping[int, tuple[str, str, str]], sheet: Sheet, title: str) -> Iterator[Row]:
    """A row a head."""
    for at, (named, unit, held) in heads.items():
        if at in one.line.cells:
            column = one.column or held
            units = {column: unit or one.unit} if unit or one.unit else {}
            head = Head(0, 0, {"name": at, column: at}, {at: named}, units, title=title)
            cells = {"name": named, "body": one.body, column: one.line.cells[at]}
            yield Row(Sheet(sheet.file, sheet.name, head), one.line.number, cells)


def _tell(table: Wide, heads: Mapping[int, object], read: set[int], where: str, findings: Findings) -> None:
    """Which columns and lines said nothing that was asked for."""
    if unused := [" ".join(texts) for at, texts in table.heads.items() if at not in heads]:
        findings.add("unused-column", where, f"这些列没有用到：{'、'.join(unused)[:200]}")
    if passed := [line.text(table.names) for line in table.rows if line.number not in read]:
        findings.add("not-a-row", where, f"这些行没有用到：{'、'.join(passed)[:200]}")
