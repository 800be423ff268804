"""Ruled tables: cells found between the lines of a page, each row one line of text.

A cell of several lines stands between its neighbours' lines; read line by line it would be torn apart. So a table is
read cell by cell first, and then put back among the pieces of the page as one.

Not by pdfplumber: its table finder sees the same cells, but reads a table that lies on its side backwards and leaves
the ends of lines inside its cells, and it reads the file a second time, three times as slowly as all of this.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from duban.reading.formats.order import Piece, lines

# Lines whose ends are this close, in points, touch.
_TOUCH = 3.0
# A grid has at least so many lines each way; more text than this in a cell, on the average, is no table but a page.
_FEWEST_RULES = 3
_MOST_TEXT = 400


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line: ``at`` is its height on the page (or its place from the left), from ``start`` to ``end``."""

    at: float
    start: float
    end: float

    def covers(self, start: float, end: float) -> bool:
        """Whether the middle of a stretch lies along the rule."""
        return self.start - _TOUCH <= (start + end) / 2 <= self.end + _TOUCH


@dataclass(frozen=True, slots=True)
class Rules:
    """The lines of a page, across and down; ``angle`` is how its text is turned."""

    across: tuple[Rule, ...]
    down: tuple[Rule, ...]
    angle: int = 0

    def between(self, one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
        """Whether a line runs down between two boxes on one line."""
        left = min(one[2], other[0]) - 1
        right = max(one[2], other[0]) + 1
        return any(left <= rule.at <= right and rule.covers(other[1], other[3]) for rule in self.down)


Cell = tuple[float, float, float, float]


def with_tables(pieces: list[Piece], rules: Rules) -> list[Piece]:
    """The pieces of a page with those inside a ruled table replaced by one piece a table."""
    for grid in _grids(rules):
        cells: dict[Cell, list[Piece]] = {}
        outside: list[Piece] = []
        for piece in pieces:
            cell = _cell(piece, grid)
            if cell is None:
                outside.append(piece)
            else:
                cells.setdefault(cell, []).append(piece)
        if len(cells) > 1 and sum(len(piece.text) for cell in cells.values() for piece in cell) < _MOST_TEXT * len(
            cells
        ):
            pieces = [*outside, _table(cells)]
    return pieces


def _grids(rules: Rules) -> Iterator[Rules]:
    """Lines that touch each other, as one grid each."""
    across, down = list(rules.across), list(rules.down)
    while across:
        grid = Rules((across.pop(),), ())
        while True:
            new_down = [rule for rule in down if any(_cross(one, rule) for one in grid.across)]
            new_across = [rule for rule in across if any(_cross(rule, one) for one in (*grid.down, *new_down))]
            if not new_down and not new_across:
                break
            grid = Rules((*grid.across, *new_across), (*grid.down, *new_down))
            across = [rule for rule in across if rule not in new_across]
            down = [rule for rule in down if rule not in new_down]
        if min(len({round(rule.at) for rule in way}) for way in (grid.across, grid.down)) >= _FEWEST_RULES:
            yield grid


def _cross(across: Rule, down: Rule) -> bool:
    return (
        across.start - _TOUCH <= down.at <= across.end + _TOUCH
        and down.start - _TOUCH <= across.at <= down.end + _TOUCH
    )


def _cell(piece: Piece, grid: Rules) -> Cell | None:
    """The cell around a piece: the nearest line on each side of its middle; None outside of the grid."""
    x, y = (piece.left + piece.right) / 2, (piece.top + piece.bottom) / 2
    beside = [rule.at for rule in grid.down if rule.covers(piece.top, piece.bottom)]
    around = [rule.at for rule in grid.across if rule.covers(piece.left, piece.right)]
    left = max((at for at in beside if at <= x), default=None)
    right = min((at for at in beside if at > x), default=None)
    top = max((at for at in around if at <= y), default=None)
    bottom = min((at for at in around if at > y), default=None)
    if left is None or right is None or top is None or bottom is None:
        return None
    return round(top), round(left), round(bottom), round(right)


def _table(cells: dict[Cell, list[Piece]]) -> Piece:
    """A table as one piece: its rows from the top down, their cells joined by a tab."""
    rows: dict[float, list[str]] = {}
    for cell in sorted(cells):
        rows.setdefault(cell[0], []).append(_unwrapped(cells[cell], cell))
    text = "\n".join("\t".join(row) for row in rows.values())
    inside = [piece for cell in cells.values() for piece in cell]
    return Piece(
        text,
        min(cell[1] for cell in cells),
        min(cell[0] for cell in cells),
        max(cell[3] for cell in cells),
        max(cell[2] for cell in cells),
        number=min(piece.number for piece in inside),
        size=sorted(piece.height for piece in inside)[len(inside) // 2],
    )


def _unwrapped(pieces: Sequence[Piece], cell: Cell) -> str:
    """The text of a cell; a line that ends at its edge, or where others end too, runs on in the next one."""
    height = max(piece.height for piece in pieces)
    longest = max(piece.right for piece in pieces)
    wide = longest - cell[1] > (cell[3] - cell[1]) / 2
    full = {piece.text for piece in pieces if wide and longest - piece.right < height / 2}
    edge = {piece.text for piece in pieces if cell[3] - piece.right < 2 * height}
    runs_on = edge | full if len(full) > 1 else edge
    return "".join(line if line in runs_on else f"{line}\n" for line in lines(pieces)).strip("\n")
