"""A body's own table that lies on its side: its pledges are the heads, a row is a body's, or says 累计完成."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from duban.linking.bodies import Bodies
from duban.sheets.columns import Column
from duban.sheets.findings import Findings
from duban.sheets.grids import Grid, Line
from duban.sheets.heads import Head, bare_and_unit, label
from duban.sheets.lines import Row, Sheet
from duban.sheets.wide import Wide, wides
from duban.web.facts.excel.form import Form
from duban.web.facts.excel.names import Names, unnumbered
from duban.web.org.directory import Directory


def across(
    grids: Iterable[Grid], form: Form, columns: Iterable[Column], places: Directory, file: str, findings: Findings
) -> Iterator[Row]:
    """The rows that the same table would have, had it a line a pledge; each knows the cell that it was read from."""
    names, bodies = Names(form, places), Bodies(places.bodies)
    words = next((column.keys for column in columns if column.name == "value"), frozenset())
    for grid in grids:
        for table in () if grid.hidden else wides(grid):
            heads = {at: told for at, texts in table.heads.items() if names.is_one(*(told := _named(texts)))}
            if not heads:
                continue
            read = []
            for line in table.rows:
                name = line.text(table.names).strip()
                is_body = bodies.propose(name, form.month.last_day).chosen is not None
                if is_body or not words.isdisjoint(label(name).keys):
                    yield from _rows(line, table, heads, Sheet(file, grid.name, Head(0, 0)), name if is_body else "")
                    read.append(line.number)
            _tell(table, heads, read, f"{file} {grid.name}".strip(), findings)


def _named(texts: tuple[str, ...]) -> tuple[str, str]:
    """The pledge that a column's heads name, and the unit that they give."""
    return bare_and_unit(unnumbered("".join(texts)))


def _rows(line: Line, table: Wide, heads: dict[int, tuple[str, str]], sheet: Sheet, body: str) -> Iterator[Row]:
    """A row a pledge; ``body`` is whose it is, empty where that goes without saying."""
    for at, (named, unit) in heads.items():
        if at in line.cells:
            units = {"value": unit} if unit else {}
            head = Head(0, 0, {"name": at, "value": at}, {at: named}, units, title=table.title)
            yield Row(replace(sheet, head=head), line.number, {"name": named, "body": body, "value": line.cells[at]})


def _tell(table: Wide, heads: dict[int, tuple[str, str]], read: Sequence[int], where: str, findings: Findings) -> None:
    """Which columns and rows said nothing that was asked for."""
    if unused := [" ".join(texts) for at, texts in table.heads.items() if at not in heads]:
        findings.add("unused-column", where, f"这些列没有用到：{'、'.join(unused)[:200]}")
    if passed := [line.text(table.names) for line in table.rows if line.number not in read]:
        findings.add("not-a-row", where, f"这些行没有用到：{'、'.join(passed)[:200]}")
