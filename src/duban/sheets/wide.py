"""Tables whose heads stand in groups: under each thing measured its amount, its growth, its place; or a column a month.

Such a table is not read by declared columns, since nobody knows how many groups it has. Here its head is found by the
first row of figures below it, and every column gets all that stands above it, top to bottom, merged or not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from duban.periods import day, find
from duban.sheets.cells import Range
from duban.sheets.columns import key
from duban.sheets.figures import figure, is_nil
from duban.sheets.grids import Grid, Line
from duban.sheets.heads import pairs_in
from duban.sheets.linekinds import only_numbers, starts_note
from duban.sheets.words import plain, words

_DEEPEST = 5
# A single text of more characters that names months is a title, wherever it stands.
_LONGEST = 10
# Who made a table, the day, and who signs for it.
_SIGNED = 3
# A year for titles that name none: whether they name months is all that is asked.
_ANY_YEAR = 2000


@dataclass(frozen=True, slots=True)
class Wide:
    """A table with grouped heads.

    ``names`` is the column that names the rows; ``heads`` are the other columns, from 0, each with its texts from the
    top down. ``title`` are the lines above, ``said`` their ``label：value`` pairs. ``rows`` are the lines of figures,
    ``lines`` the same with those that have no name, as where one name stands over two lines.
    """

    names: int
    heads: dict[int, tuple[str, ...]]
    rows: tuple[Line, ...]
    title: str = ""
    said: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()


def wides(grid: Grid) -> Iterator[Wide]:
    """The tables of a sheet, one below the other; none where no row of figures has a head above it."""
    for lines in _blocks(grid.lines):
        if found := _wide(lines, grid.merged):
            yield found


def holds_figures(texts: Sequence[str]) -> bool:
    """Whether a line's texts are a row of figures: a name, and behind it figures or signs that there are none."""
    at = next((at for at, text in enumerate(texts) if figure(text) is None and not is_nil(text)), None)
    rest = texts[at + 1 :] if at is not None else ()
    if at is None or not rest or key(texts[at]) in _names() or only_numbers(tuple(texts)):
        return False
    return sum(figure(text) is not None or is_nil(text) for text in rest) * 2 > len(rest)


def names_column(text: str) -> bool:
    """Whether a head stands over the names of the rows: 地区, 县（市、区）."""
    return key(text) in _names()


def _names() -> frozenset[str]:
    return frozenset(map(key, words()["places"]["words"]))


def _blocks(lines: Iterable[Line]) -> Iterator[list[Line]]:
    """A sheet's lines, parted where a title with months follows figures."""
    block: list[Line] = []
    figures = False
    for line in lines:
        texts = _texts(line)
        if figures and len(set(texts)) == 1 and find(texts[0], _ANY_YEAR) and not starts_note(texts[0]):
            yield block
            block, figures = [], False
        figures = figures or holds_figures(texts)
        block.append(line)
    yield block


def _wide(lines: Sequence[Line], merged: Sequence[Range]) -> Wide | None:
    first = next((at for at, line in enumerate(lines) if holds_figures(_texts(line))), None)
    if first is None:
        return None
    names = _names_at(lines[first])
    band: list[Line] = []
    for line in reversed(lines[max(0, first - _DEEPEST) : first]):
        texts = _texts(line)
        if not texts or only_numbers(tuple(texts)):
            continue
        if not _is_head(line, names) or (band and _is_signed(texts)):
            break
        band.insert(0, line)
    heads = _heads(band, names, merged)
    if not heads:
        return None
    above = [line for line in lines[:first] if line.number < band[0].number]
    title, said = _above(above)
    below = list(lines[first:])
    notes = tuple(" ".join(texts) for line in below if (texts := _texts(line)) and starts_note(texts[0]))
    told = tuple(line for line in below if not starts_note(line.text(names)))
    rows = tuple(line for line in told if line.text(names).strip())
    return Wide(names, heads, rows, title, said, notes, told)


def _texts(line: Line) -> list[str]:
    """What stands in a line from the left, that which merged cells cover left out."""
    return [text for at in line.cells if (text := line.text(at)).strip()]


def _names_at(line: Line) -> int:
    found = (at for at in line.cells if line.text(at).strip())
    return next(at for at in found if figure(line.cells[at]) is None and not is_nil(line.text(at)))


def _is_head(line: Line, names: int) -> bool:
    """Whether a line above the figures is a part of the head: no title, no line such as 单位：亿元."""
    there = {at: line.text(at).strip() for at in (*line.cells, *line.filled) if line.text(at).strip()}
    if any(list(pairs_in(line, at, line.text(at))) for at in line.cells):
        return False
    if len(set(there.values())) > 1:
        return True
    text = plain(next(iter(there.values())))
    return min(there) > names and not (len(text) > _LONGEST and find(text, _ANY_YEAR))


def _is_signed(texts: Sequence[str]) -> bool:
    """Whether a line above the heads only says who made the table and on which day: 统计局 2023年8月10日."""
    days = [text for text in texts if "日" in text and day(text)]
    return len(days) == 1 and len(texts) <= _SIGNED


def _heads(band: Sequence[Line], names: int, merged: Sequence[Range]) -> dict[int, tuple[str, ...]]:
    """Column → what stands above it; an upper head goes on to the right over lower ones, as far as no other begins."""
    columns = {at for line in band for at in (*line.cells, *line.filled) if line.text(at).strip()} - {names}
    lowest = len(band) - 1
    found: dict[int, tuple[str, ...]] = {}
    for column in sorted(columns):
        texts: list[str] = []
        for depth, line in enumerate(band):
            text = line.text(column) or (_carried(line, column, names, merged) if depth < lowest else "")
            below = any(lower.text(column).strip() for lower in band[depth + 1 :])
            if (line.text(column) or below) and (short := "".join(text.split())) and short not in texts:
                texts.append(short)
        if texts:
            found[column] = tuple(texts)
    return found


def _carried(line: Line, column: int, names: int, merged: Sequence[Range]) -> str:
    """The head to the left of an empty cell, where no merged cell says how far it reaches."""
    at = max((at for at in line.cells if names < at < column and line.text(at).strip()), default=None)
    if at is None or any(top <= line.number <= low and left <= at <= right for top, left, low, right in merged):
        return ""
    return line.text(at)


def _above(lines: Sequence[Line]) -> tuple[str, tuple[tuple[str, str], ...]]:
    titles: list[str] = []
    said: list[tuple[str, str]] = []
    for line in lines:
        for at in line.cells:
            pairs = list(pairs_in(line, at, line.text(at)))
            said += [(key(name), value) for name, value in pairs]
            if not pairs:
                titles.append(plain(line.text(at)))
            elif ahead := _before_pair(line.text(at), pairs[0][0]):
                titles.append(ahead)
    return " ".join(filter(None, titles)), tuple(said)


def _before_pair(text: str, name: str) -> str:
    """The title in a cell that goes on with a pair: ``主要指标（单位：亿元）``."""
    return plain(text.partition(name)[0]).strip("([（【")
