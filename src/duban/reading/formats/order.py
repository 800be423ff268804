"""Reading order: pieces of text scattered over a page, as lines in the order in which a person reads them.

A page is cut as a newspaper is: a white gap from top to bottom between two columns of running text parts them, a line
across all columns parts what is above from what is below, and so on inside each part. A table has gaps, too, but its
cells are short: it is read row by row, with a tab between cells. Where nothing cuts (text around a picture), the
order in which the file itself draws the text is kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

# In heights of a character.
_LINE_OVERLAP = 0.5
_WORD_GAP = 0.3
_CELL_GAP = 1.5
_GUTTER = 0.6
# A column of running text has this many lines, and most of them fill this share of its width with so many characters.
_FEWEST_LINES = 3
_FILLED = 0.6
_FEWEST_CHARACTERS = 6
_SHORT_LINE = 4
_HEADING = 1.25
# Pieces that stand beside each other and are this long on the average are no cells of a table.
_PROSE = 10
_MOST_GUTTERS = 60
_MOST_CHUNKS = 8
_DEPTH = 40


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text on one line (or a whole table); y grows downwards, ``number`` is its turn in the file."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    number: int = 0
    size: float = 0.0

    @property
    def height(self) -> float:
        """The height of a line, about the size of a character; for a table, which is one piece, it is said apart."""
        return self.size or max(self.bottom - self.top, 0.1)


Line = list[Piece]


def lines(pieces: Sequence[Piece]) -> Iterator[str]:
    """The lines of a page in reading order."""
    for line in _region(list(pieces), 0):
        yield _joined(line)


def _region(pieces: list[Piece], depth: int) -> Iterator[Line]:
    """A part of the page: cut at the gutter that parts most text, or else read line by line."""
    bands = _best_bands(pieces) if depth < _DEPTH and len(pieces) >= 2 * _FEWEST_LINES else None
    if bands is None:
        yield from _leaf(pieces)
        return
    for band in bands:
        if band.left and band.right:
            yield from _region(band.left, depth + 1)
            yield from _region(band.right, depth + 1)
        else:
            yield from _region(band.across, depth + 1)


@dataclass(slots=True)
class _Band:
    """A stretch of the page, from edge to edge: two columns, or what is not cut."""

    left: list[Piece]
    right: list[Piece]
    across: list[Piece]

    @property
    def weight(self) -> int:
        """How many characters stand in columns."""
        return sum(len(piece.text) for piece in (*self.left, *self.right))


def _best_bands(pieces: list[Piece]) -> list[_Band] | None:
    """The page cut along the gutter that parts most text; None where there is no gutter."""
    ordered = sorted(pieces, key=lambda piece: (piece.top + piece.bottom, piece.left))
    best: list[_Band] | None = None
    most = 0
    for gutter in _gutters(ordered):
        bands = _bands(ordered, gutter)
        weight = sum(band.weight for band in bands)
        if weight > most:
            best, most = bands, weight
    return best


def _gutters(pieces: list[Piece]) -> list[tuple[float, float]]:
    """Stretches of white that could part two columns: those before an edge at which several pieces begin.

    The left edge of a column is straight; its right edge is not.
    """
    edges: dict[int, list[Piece]] = {}
    for piece in pieces:
        edges.setdefault(round(2 * piece.left / piece.height), []).append(piece)
    found = []
    for group in sorted(edges.values(), key=len, reverse=True)[:_MOST_GUTTERS]:
        if len(group) > 1:
            edge = min(piece.left for piece in group)
            found.append((edge - _GUTTER * group[0].height, edge))
    return found


def _bands(ordered: list[Piece], gutter: tuple[float, float]) -> list[_Band]:
    """The page from the top down: what crosses the gutter parts the stretches where it runs free."""
    low, high = gutter
    bands: list[_Band] = []
    beside: list[Piece] = []
    for piece in ordered:
        if piece.left < high and piece.right > low:
            bands += [*_free(beside, low), _Band([], [], [piece])]
            beside = []
        else:
            beside.append(piece)
    return _merged([*bands, *_free(beside, low)])


def _free(pieces: list[Piece], gutter: float) -> list[_Band]:
    """A stretch where nothing crosses the gutter: as two columns as far as they hold running text.

    What stands above or below the columns with white between (a table, a page number) may have to be left out.
    """
    long = [piece.left < gutter for piece in pieces if len(piece.text) >= _FEWEST_CHARACTERS]
    if min(sum(long), len(long) - sum(long)) < _FEWEST_LINES:
        return [_Band([], [], pieces)]
    chunks = _chunks(pieces)
    best = (0.0, _Band([], [], pieces), 0, 0)
    for start in range(len(chunks)):
        for end in range(len(chunks), start, -1):
            inside = [piece for chunk in chunks[start:end] for piece in chunk]
            left = [piece for piece in inside if piece.left < gutter]
            right = [piece for piece in inside if piece.left >= gutter]
            worth = min(_running(left), _running(right)) and _running(left) + _running(right)
            if worth > best[0]:
                best = (worth, _Band(left, right, []), start, end)
    worth, band, start, end = best
    if not worth:
        return [band]
    above = [piece for chunk in chunks[:start] for piece in chunk]
    below = [piece for chunk in chunks[end:] for piece in chunk]
    return [_Band([], [], above), band, _Band([], [], below)]


def _chunks(ordered: list[Piece]) -> list[list[Piece]]:
    """Pieces parted where the page is white from edge to edge; not more than a few, the largest gaps first."""
    gaps: list[tuple[float, int]] = []
    bottom = ordered[0].bottom if ordered else 0.0
    for at, piece in enumerate(ordered):
        if piece.top - bottom > piece.height:
            gaps.append((piece.top - bottom, at))
        bottom = max(bottom, piece.bottom)
    cuts = sorted(at for _, at in sorted(gaps, reverse=True)[:_MOST_CHUNKS])
    return [ordered[start:end] for start, end in zip([0, *cuts], [*cuts, len(ordered)], strict=True)]


def _merged(bands: list[_Band]) -> list[_Band]:
    """Neighbours that are not cut, as one."""
    merged: list[_Band] = []
    for band in bands:
        if merged and not band.left and not merged[-1].left:
            merged[-1].across += band.across
        elif band.left or band.across:
            merged.append(band)
    return merged


def _leaf(pieces: list[Piece]) -> Iterator[Line]:
    """What nothing cuts: a table row by row, running text in the order in which the file draws it."""
    rows = _rows(pieces)
    shared = [piece for row in rows if len(row) > 1 for piece in row]
    if not shared or sum(len(piece.text) for piece in shared) < _PROSE * len(shared):
        yield from rows
        return
    line: Line = []
    for piece in sorted(pieces, key=lambda piece: piece.number):
        if line and not (_beside(line[-1], piece) and piece.left - line[-1].right < _CELL_GAP * piece.height):
            yield line
            line = []
        line.append(piece)
    if line:
        yield line


def _rows(pieces: Iterable[Piece]) -> list[Line]:
    """Pieces that stand beside each other, from the top down, each row from left to right."""
    rows: list[Line] = []
    for piece in sorted(pieces, key=lambda piece: (piece.top + piece.bottom, piece.left)):
        if rows and _beside(rows[-1][0], piece):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [sorted(row, key=lambda piece: piece.left) for row in rows]


def _beside(one: Piece, other: Piece) -> bool:
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    return shared > _LINE_OVERLAP * min(one.bottom - one.top, other.bottom - other.top)


def _running(column: list[Piece]) -> float:
    """How much running text a column holds, in characters; 0 for the cells of a table.

    Short lines count against it: a few end paragraphs, many are cells. Those in larger print are headings.
    """
    rows = _rows(column)
    if len(rows) < _FEWEST_LINES:
        return 0
    width = max(piece.right for piece in column) - min(piece.left for piece in column)
    print_size = sorted(piece.height for piece in column)[len(column) // 2]
    body = [row for row in rows if row[0].height < _HEADING * print_size]
    full = [row for row in body if sum(piece.right - piece.left for piece in row) >= _FILLED * width]
    characters = sum(len(piece.text) for row in full for piece in row)
    if len(full) < max(_FILLED * len(body), 1) or characters < _FEWEST_CHARACTERS * len(full):
        return 0
    return characters - _SHORT_LINE * (len(body) - len(full)) + len(rows) - len(body)


def _joined(line: Line) -> str:
    """A line's pieces with what the white between them says: nothing, a space, or a new cell."""
    text = ""
    last: Piece | None = None
    for piece in line:
        if last is not None:
            gap = (piece.left - last.right) / max(last.height, piece.height)
            text += "\t" if gap > _CELL_GAP else " " if gap > _WORD_GAP else ""
        text += piece.text
        last = piece
    return text
