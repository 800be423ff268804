"""Wide tables in a document's text: bodies down and a column or more for each indicator, or bodies across.

The text keeps a table's cells, parted by tabs, and loses which of them are merged: an upper head is laid over the
groups that the lowest head forms. What is read here is no longer read as sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from duban.ledger.fields import columns
from duban.ledger.raw import Raw
from duban.ledger.sources.across import is_wide, of_bodies, rows
from duban.linking.grid import grids
from duban.reading.document import Document
from duban.sheets.findings import Findings
from duban.sheets.grids import Grid, Line
from duban.sheets.heads import find_head
from duban.sheets.written import laid

_RULE = re.compile(r"[\s|:+\-—=_]+")  # the line that parts head and rows in a drawn table
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
    if "\t" not in document.text and "\n|" not in document.text:
        return [], document
    taken = [cell.start for grid in grids(document) for row in grid.rows for cell in row.cells.values()]
    found: list[Raw] = []
    read: list[tuple[int, int]] = []
    for number, block in enumerate(_blocks(document.text), 1):
        above = [Line(at, {0: title}) for at, title in enumerate(block.title.split("\n"), -_ABOVE - 1) if title]
        lines = [*above, *laid(list(enumerate(block.lines, 1)))]
        grid = Grid(f"表{number}", lines)
        progress = any(block.start <= start < block.end for start in taken)
        if is_wide(lines, find_head(lines, columns()), grid) and (of_bodies(grid) or not progress):
            found += rows(grid, document.file or "", findings)
            read.append((block.start, block.end))
    kept = tuple(one for one in document.statements if not any(start <= one.start < end for start, end in read))
    return found, replace(document, statements=kept) if read else document


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
    if not (bare.startswith("|") and bare.endswith("|")) or _RULE.fullmatch(bare):
        return []
    return [cell.strip() for cell in bare[1:-1].split("|")]


def _title(first: str, above: Sequence[str]) -> str:
    """The document's own title and the lines right above the table, the long ones, which are sentences, left out."""
    near = [line for line in above if line][-_ABOVE:]
    return "\n".join(
        dict.fromkeys(line for line in (first, *near) if len(_cells(line)) < 2 and not line.endswith("。"))
    )
