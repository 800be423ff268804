"""Wide tables in a document's text: bodies down and a column or more for each indicator, or bodies across.

The text keeps a table's cells, parted by tabs, and loses which of them are merged: an upper head is laid over the
groups that the lowest head forms. What is read here is no longer read as sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from duban.ledger.fields import BODY_OR_UNIT, columns
from duban.ledger.raw import Raw
from duban.ledger.sources.across import is_wide, of_bodies, rows
from duban.ledger.sources.tabled import declared_rows
from duban.ledger.sources.titles import subject
from duban.linking.grid import grids
from duban.reading.document import Document
from duban.sheets.figures import figure, is_nil
from duban.sheets.findings import Findings
from duban.sheets.grids import Grid, Line
from duban.sheets.heads import Head, find_head
from duban.sheets.written import laid

_RULE = re.compile(r"[\s|:+\-—=_]+")  # the line that parts head and rows in a drawn table
_BARS = 2  # in a line whose cells they part
_AS_FOLLOWS = re.compile(r"(?:情况)?如下[：:]?\Z")  # 截至6月底，全县公厕改建进展如下：
_ABOVE = 2  # lines above a table that may be its title


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines of cells that follow each other: ``lines`` from the first, ``start`` and ``end`` in the text."""

    start: int
    end: int
    title: str
    lines: tuple[list[str], ...]


def wide_tables(document: Document, findings: Findings) -> tuple[list[Raw], Document]:
    """The records of a document's wide tables, and the document without what the reader made of their lines."""
    if "\t" not in document.text and "|" not in document.text:
        return [], document
    taken = [cell.start for grid in grids(document) for row in grid.rows for cell in row.cells.values()]
    found: list[Raw] = []
    read: list[tuple[int, int]] = []
    for number, block in enumerate(_blocks(document.text), 1):
        above = [Line(at, {0: title}) for at, title in enumerate(block.title.split("\n"), -_ABOVE - 1) if title]
        lines = [*above, *laid(list(enumerate(block.lines, 1)))]
        grid = Grid(f"表{number}", lines)
        progress = any(block.start <= start < block.end for start in taken)
        head = find_head(lines, columns())
        wide = is_wide(lines, head, grid) and (of_bodies(grid) or not progress)
        if wide or ((not progress or of_bodies(grid)) and _is_declared(head, lines)):
            found += (rows if wide else declared_rows)(grid, document.file or "", findings)
            read.append((block.start, block.end))
    kept = tuple(one for one in document.statements if not any(start <= one.start < end for start, end in read))
    return found, replace(document, statements=kept) if read else document


def _is_declared(head: Head | None, lines: Sequence[Line]) -> bool:
    """Whether a column names indicators and others beside it hold nothing but figures: 指标 | 单位 | 2020年目标."""
    if head is None or not _names_its_thing(head, lines):
        return False
    sums = [head.columns[name] for name in ("target", "actual", "value") if name in head.columns]
    below = [line for line in lines if line.number > head.last]
    texts = [text for line in below for at in sums if (text := line.text(at).strip())]
    return bool(texts) and all(figure(text) is not None or is_nil(text) for text in texts)


def _names_its_thing(head: Head, lines: Sequence[Line]) -> bool:
    """Whether a column names indicators beside their units, or the title the one that bodies have 任务 and 完成 of.

    With further columns of figures the title does not say which of them is its own.
    """
    if "subject" in head.columns:
        return bool(head.columns.keys() & {"unit", BODY_OR_UNIT})
    if "org_unit" not in head.columns or not head.columns.keys() & {"target", "actual"} or not subject(head):
        return False
    below = [line for line in lines if line.number > head.last]
    held = {at for line in below for at in line.cells if figure(line.text(at)) is not None}
    numbered = {at for at in held if all(line.text(at).strip() == str(n) for n, line in enumerate(below, 1))}
    return held - numbered <= set(head.columns.values())


def _blocks(text: str) -> Iterator[_Block]:
    first = text.lstrip().partition("\n")[0]
    above: list[str] = []
    block: list[list[str]] = []
    at = start = 0
    for line in (*text.split("\n"), ""):
        cells = _cells(line)
        if len(cells) > 1:
            start = start if block else at
            block.append(cells)
        elif block and _RULE.fullmatch(line):
            pass
        else:
            if block:
                yield _Block(start, at, _title(first, above), tuple(block))
                above, block = [], []
            above.append(line.strip())
        at += len(line) + 1


def _cells(line: str) -> list[str]:
    """The cells of a line: parted by tabs, or drawn with bars."""
    if "\t" in line:
        return [cell.strip() for cell in line.split("\t")]
    bare = line.strip()
    if bare.count("|") < _BARS or _RULE.fullmatch(bare):
        return []
    return [cell.strip() for cell in bare.removeprefix("|").removesuffix("|").split("|")]


def _title(first: str, above: Sequence[str]) -> str:
    """The document's own title and the lines right above the table, the long ones, which are sentences, left out."""
    near = [_AS_FOLLOWS.sub("", line) for line in above if line][-_ABOVE:]
    return "\n".join(
        dict.fromkeys(line for line in (first, *near) if len(_cells(line)) < 2 and not line.endswith("。"))
    )
