"""A table with a column a body and a row an indicator, turned so that it reads as one with a row a body.

    指标          单位   平湖市  海盐县                  固定资产投资 亿元   增速 %
    固定资产投资   亿元   138.2   115.7     ─turned─►    平湖市   138.2       13.0
    增速          %      13.0    14.2                   海盐县   115.7       14.2

Bodies may have several columns each (总量, 同比 under every name), or stand under what is measured.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from duban.sheets.columns import key
from duban.sheets.figures import figure, is_nil
from duban.sheets.grids import Line
from duban.sheets.lines import is_idle
from duban.sheets.wide import Wide
from duban.standing.peers.cells import Place
from duban.standing.peers.rows import same
from duban.standing.peers.words import words

# In a turned table the names stand here, the figures behind it.
_NAMES = 0


@dataclass(frozen=True, slots=True)
class _Columns:
    """What the columns of such a table are: body → what else its head says → column; and those that say what a row is.

    ``heads`` are the columns of each body in order, ``measures`` what stands beside the bodies' names.
    """

    bodies: Mapping[str, Mapping[tuple[str, ...], int]]
    describing: Sequence[int]
    measures: Sequence[tuple[str, ...]]


def turned(wide: Wide, place: Place, own: str) -> tuple[Wide, Place]:
    """The table turned, and its place, where our name stands in the head and in no row; else both as they are."""
    depth = next((at for texts in wide.heads.values() for at, text in enumerate(texts) if same(text, own)), None)
    if depth is None or any(same(line.text(wide.names), own) for line in wide.rows):
        return wide, place
    told = _columns(wide, depth)
    lines = [(line, texts) for line, texts in _described(wide, told)]
    places = [(line, texts, measure) for line, texts in lines for measure in told.measures]
    heads = {at: tuple(dict.fromkeys((*texts, *measure))) for at, (_, texts, measure) in enumerate(places, 1)}
    rows, origins = [], {}
    for number, (name, columns) in enumerate(told.bodies.items(), 1):
        first = next(iter(columns.values()))
        origins[number, _NAMES] = (wide.rows[0].number - 1, first)
        here = {at: (line, columns[measure]) for at, (line, _, measure) in enumerate(places, 1) if measure in columns}
        origins |= {(number, at): (line.number, column) for at, (line, column) in here.items()}
        cells = {at: line.cells[column] for at, (line, column) in here.items() if column in line.cells}
        filled = {at: line.filled[column] for at, (line, column) in here.items() if column in line.filled}
        rows.append(Line(number, {_NAMES: name, **cells}, filled))
    # A head of the turned table is the name of a row, one line above the first body.
    origins |= {(0, at): (line.number, wide.names) for at, (line, _, _) in enumerate(places, 1)}
    origins[0, _NAMES] = (wide.rows[0].number, wide.names)
    made = replace(wide, names=_NAMES, heads=heads, rows=tuple(rows), lines=tuple(rows))
    return made, replace(place, origins=origins)


def _columns(wide: Wide, depth: int) -> _Columns:
    bodies: dict[str, dict[tuple[str, ...], int]] = {}
    describing: list[int] = []
    there = {column for line in wide.lines for column in (*line.cells, *line.filled)} - {wide.names}
    for column in sorted(there | wide.heads.keys()):
        texts = wide.heads.get(column, ("",))
        if is_idle(texts[-1]) or key(texts[-1]) in words()["other"]:
            continue
        if not _holds(wide.lines, column, lambda text: figure(text) is not None or is_nil(text)):
            describing.append(column)
            continue
        at = min(depth, len(texts) - 1)
        if texts[at]:
            bodies.setdefault(texts[at], {}).setdefault((*texts[:at], *texts[at + 1 :]), column)
    measures = dict.fromkeys(measure for columns in bodies.values() for measure in columns)
    return _Columns(bodies, describing, tuple(measures))


def _holds(lines: Sequence[Line], column: int, says: Callable[[str], bool]) -> bool:
    """Whether most of what stands in a column is of a kind; a column without anything is."""
    there = [text for line in lines if (text := line.text(column).strip())]
    return sum(map(says, there)) * 2 >= len(there)


def _described(wide: Wide, told: _Columns) -> Iterator[tuple[Line, tuple[str, ...]]]:
    """The rows with figures, each with the texts that say what it is; a row without any figure heads the next."""
    columns = [column for one in told.bodies.values() for column in one.values()]
    heading = ""
    for line in wide.lines:
        texts = [text for at in (wide.names, *told.describing) if (text := "".join(line.text(at).split()))]
        if any(figure(line.cells.get(at, "")) is not None for at in columns):
            yield line, tuple(dict.fromkeys(filter(None, (heading, *texts))))
            heading = ""
        elif texts:
            heading = texts[0]
