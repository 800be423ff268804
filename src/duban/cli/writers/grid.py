"""Any list as a table for people: a head, a line a row, columns under each other.

On a terminal it fits the width and wraps; into a pipe or a file it carries no colour codes and cuts nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from duban.cli.words import clean
from duban.cli.writers.table import Look, fold, width_of

_GAP = "  "
_NARROWEST = 6
_DIM, _PLAIN = "\x1b[2m", "\x1b[0m"


def render(heads: Sequence[str], rows: Sequence[Sequence[str]], look: Look) -> bytes:
    """The table, UTF-8."""
    cells = [tuple(map(clean, row)) for row in rows]
    widths = _widths([tuple(heads), *cells], look.width)
    lines = [_styled(line, look) for line in _row(tuple(heads), widths)]
    lines += [line for row in cells for line in _row(row, widths)] or ["（没有）"]
    return ("\n".join(line.rstrip() for line in lines) + "\n").encode("utf-8", "replace")


def _widths(rows: Sequence[Sequence[str]], width: int | None) -> list[int]:
    """Each column as wide as its widest cell; on a terminal the widest ones give way until all fit."""
    widths = [max(map(width_of, column)) for column in zip(*rows, strict=True)]
    if width is None:
        return widths
    free = width - len(_GAP) * (len(widths) - 1)
    while sum(widths) > free and max(widths) > _NARROWEST:
        widths[widths.index(max(widths))] -= 1
    return widths


def _row(cells: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    folded = [fold(cell, width) for cell, width in zip(cells, widths, strict=True)]
    for at in range(max(map(len, folded))):
        parts = [lines[at] if at < len(lines) else "" for lines in folded]
        yield _GAP.join(part + " " * (width - width_of(part)) for part, width in zip(parts, widths, strict=True))


def _styled(line: str, look: Look) -> str:
    return f"{_DIM}{line.rstrip()}{_PLAIN}" if look.colour else line
