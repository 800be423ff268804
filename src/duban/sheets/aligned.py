"""Tables in a text whose columns are parted by nothing but spaces, as they come out of a printed page or a PDF.

    镇        固定资产投资（亿元）    完成情况
    东镇      20                      已完成11.2亿元，
                                      另有3个项目在建

Each row becomes one line whose cells are parted by tabs. A line that begins under a later column goes on with the cells
above it, and leaves an empty line, so that every row keeps the number of its line.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from duban.sheets.figures import figure, is_nil

_GAP = re.compile(r"[ \u3000\u00a0]{2,}|\u3000")
_SPACE = re.compile(r"[ \u3000\u00a0]+")
_SENTENCE = re.compile(r"[。；！？]")
_LEAST_ROWS = 2  # below a head
_LONGEST_HEAD = 24


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell's text and where it begins and ends on the page, a Chinese character being two wide."""

    text: str
    start: int
    end: int


def with_tabs(text: str) -> str:
    """The text with its aligned tables as lines of cells parted by tabs; as it is where there is none."""
    if "\t" in text or not _SPACE.search(text):
        return text
    lines = text.split("\n")
    done = list(lines)
    at = 0
    while at < len(lines):
        rows = _table(lines, at)
        if not rows:
            at += 1
            continue
        done[at : at + len(rows)] = ["\t".join(cells).rstrip("\t") for cells in rows]
        at += len(rows)
    return "\n".join(done)


def _table(lines: Sequence[str], at: int) -> list[list[str]]:
    """The rows of a table that begins at a line, one for each of its lines, empty for those that go on with a row."""
    return _by_gaps(lines, at) or _by_spaces(lines, at)


def _by_gaps(lines: Sequence[str], at: int) -> list[list[str]]:
    """A table whose columns stand apart by two spaces or more; its head has a word for each column."""
    head = list(_cells(lines[at]))
    if len(head) < 2 or not _is_head([cell.text for cell in head]):
        return []
    rows: list[list[str]] = [[cell.text for cell in head]]
    last = 0  # the row that a line may go on with
    for line in lines[at + 1 :]:
        cells = list(_cells(line))
        if not cells:
            break
        placed = _placed(cells, head)
        if placed is None:
            break
        if not placed[0] and not _begins(placed, rows[last]):
            rows[last] = [old + new for old, new in zip(rows[last], placed, strict=True)]
            rows.append([])
            continue
        rows.append(placed)
        last = len(rows) - 1
    full = [row for row in rows[1:] if sum(map(bool, row)) > 1]
    return rows if len(full) >= _LEAST_ROWS else []


def _begins(placed: Sequence[str], above: Sequence[str]) -> bool:
    """Whether a line without its first cell is a row of its own: a figure stands where the row above has one."""
    return any(_is_figure(new) and _is_figure(old) for new, old in zip(placed, above, strict=True))


def _by_spaces(lines: Sequence[str], at: int) -> list[list[str]]:
    """A table whose cells hold no space: as many words in each line, and figures below the same heads."""
    words = _SPACE.split(lines[at].strip())
    if len(words) < 2 or not _is_head(words):
        return []
    rows = [words]
    for line in lines[at + 1 :]:
        cells = _SPACE.split(line.strip())
        if len(cells) != len(words):
            break
        rows.append(cells)
    below = rows[1:]
    figures = Counter(at for row in below for at, text in enumerate(row) if _is_figure(text))
    told = any(count == len(below) for count in figures.values())
    return rows if len(below) >= _LEAST_ROWS and told and not any(figure(row[0]) for row in below[:1]) else []


def _cells(line: str) -> Iterator[_Cell]:
    start = 0
    for gap in (*_GAP.finditer(line.rstrip()), None):
        end = gap.start() if gap else len(line.rstrip())
        if text := line[start:end].strip():
            yield _Cell(text, _wide(line[:start]), _wide(line[:end]))
        start = gap.end() if gap else end


def _wide(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(one) in "WFA" else 1 for one in text)


def _is_head(texts: Sequence[str]) -> bool:
    """Whether cells may be a head: short words without a figure, and no sentence."""
    return all(len(text) <= _LONGEST_HEAD and not _SENTENCE.search(text) and not _is_figure(text) for text in texts)


def _is_figure(text: str) -> bool:
    return bool(text) and (figure(text) is not None or is_nil(text))


def _placed(cells: Sequence[_Cell], head: Sequence[_Cell]) -> list[str] | None:
    """The cells under their heads: in order where there are as many, else where they stand; None where they do not."""
    if len(cells) == len(head):
        return [cell.text for cell in cells]
    if len(cells) > len(head):
        return None
    found = [""] * len(head)
    before = -1
    for cell in cells:
        at = min(range(len(head)), key=lambda column: _apart(cell, head[column]))
        if at <= before or (len(cells) == 1 and at == 0):
            return None
        found[at], before = cell.text, at
    return found


def _apart(cell: _Cell, head: _Cell) -> int:
    """How far a cell stands from a head: not at all where one is above the other, the better the more."""
    over = min(cell.end, head.end) - max(cell.start, head.start)
    return -over if over > 0 else min(abs(cell.start - head.start), abs(cell.end - head.end))
