"""A provider's own table, flattened: every figure with the texts that stand over it, before it and on its sheet.

Nothing is asked of its form: heads in groups, a column a month, a sheet a town are all one here. What the texts mean is
said once (``mapping``); months and units are read off the table each time.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from duban.amounts import decimal, known
from duban.errors import InputError
from duban.periods import Month, find, year_in
from duban.sheets.cells import Content, letters
from duban.sheets.columns import key
from duban.sheets.figures import figure, is_nil
from duban.sheets.grids import Cell, Grid
from duban.sheets.heads import bare_and_unit, is_rate, units_in, without_when
from duban.sheets.lines import is_idle
from duban.sheets.totals import is_total
from duban.sheets.wide import Wide, wides
from duban.web.facts.excel.given import digits
from duban.web.facts.excel.heads import basis_of
from duban.web.facts.excel.reading import grids_of
from duban.web.files.intake import Taken

_MOST = 20_000  # cells
_UNITS = frozenset(map(key, ("单位", "计量单位")))
_LAST_YEAR = re.compile(r"上年|去年")
_CLOSE = Fraction(1, 1000)  # of a total: less than that is rounding


@dataclass(frozen=True, slots=True)
class Loose:
    """A figure as it is written, with its place. ``month`` counts from year 0; 0 where the table says none.

    ``unit`` stands in its head or row, ``said`` above the table: the first that fits what is measured holds.
    """

    sheet: str
    head: str
    row: str
    text: str
    unit: str
    month: int
    where: str
    said: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Bare:
    """A file as figures; ``findings`` are worth a look and stop nothing."""

    name: str
    sha256: str
    cells: tuple[Loose, ...]
    findings: tuple[str, ...] = ()
    title: str = ""

    def texts(self, part: str) -> list[str]:
        """The heads, rows or sheets, each once, in the order of the table."""
        return list(dict.fromkeys(getattr(one, part) for one in self.cells))


def loose(taken: Taken, month: Month) -> Bare:
    """Flatten a file. Raises InputError where there is no table of figures in it, or too large a one."""
    cells: list[Loose] = []
    findings: list[str] = []
    titles: list[str] = []
    for grid in grids_of(taken):
        if grid.hidden:
            findings.append(f"“{grid.name}”这一页是隐藏的，没有读")
            continue
        for wide in wides(grid):
            found = list(_figures(wide, grid, month))
            cells += [one for one in found if not is_total(one.row)]
            findings += _totals(found)
            titles.append(wide.title)
            if len(cells) > _MOST:
                raise InputError(f"里面的数超过{_MOST}个", where=taken.name, do="请分开交")
    if not cells:
        raise InputError("里面没有一张有表头、有数的表", where=taken.name, do="请核对是不是选错了文件")
    return Bare(taken.name, taken.sha256, tuple(cells), tuple(findings), " ".join(titles))


def _figures(wide: Wide, grid: Grid, month: Month) -> Iterator[Loose]:
    year = year_in(wide.title) or year_in(grid.name) or month.year
    said = next((units for name, value in wide.said if name in _UNITS and (units := units_in(value))), [])
    own_units = [at for at, texts in wide.heads.items() if key(texts[-1]) in _UNITS]
    whole = _month(wide.title, year) or _month(grid.name, year)
    heads = {at: _head(texts) for at, texts in wide.heads.items() if at not in own_units and not is_idle(texts[-1])}
    for line, (name, row_unit) in zip(wide.rows, _named(wide), strict=True):
        unit = next((line.text(at).strip() for at in own_units if known(line.text(at).strip())), row_unit)
        for at, (head, head_unit) in heads.items():
            cell = line.cells.get(at)
            if cell is None or is_nil(_text(cell)):
                continue
            texts = "".join(wide.heads[at])
            when = _month(texts, year) or whole
            if _LAST_YEAR.search(texts):
                when = (when or month.number) - (12 if when >= year * 12 or not when else 0)
            where = f"{grid.name}!{letters(at)}{line.number}" if grid.name else f"第{line.number}行"
            yield Loose(grid.name, head, name, _text(cell), head_unit or unit, when, where, said)


def _named(wide: Wide) -> Iterator[tuple[str, str]]:
    """A line's name and the unit in it; one that only says 增长 is of the line above that says more."""
    above = ""
    for line in wide.rows:
        name = "".join(line.text(wide.names).split())
        bare, unit = bare_and_unit(name)
        if not basis_of(bare):
            above = bare
        elif above:
            name = f"{above}{bare}"
        yield name, unit


def _head(texts: Sequence[str]) -> tuple[str, str]:
    """A column's heads from the top down without months and units, and the lowest unit that they name."""
    parts = [bare_and_unit(text) for text in texts]
    bare = [without_when(part) for part, _unit in parts]
    unit = next((unit for _part, unit in reversed(parts) if unit), "")
    return " ".join(filter(None, bare)), unit


def _month(text: str, year: int) -> int:
    found = find(text, year)
    return found.end.number if found else 0


def _text(cell: Cell) -> str:
    if isinstance(cell, Content) and cell.number is not None:
        return digits(cell.number) + cell.unit
    return (cell if isinstance(cell, str) else cell.text).strip()


def _totals(cells: Iterable[Loose]) -> Iterator[str]:
    """Totals that are not the sum of their rows, told and not imported."""
    columns: dict[str, list[Loose]] = defaultdict(list)
    for one in cells:
        if not (is_rate(one.head) or one.unit == "%"):
            columns[f"{one.head} {one.month}"].append(one)
    for column in columns.values():
        sums = [one for one in column if is_total(one.row)]
        parts = [figure(one.text) for one in column if not is_total(one.row)]
        if len(sums) != 1 or not parts or None in parts or (written := figure(sums[0].text)) is None:
            continue
        added = sum((part.value for part in parts if part), Fraction(0))
        if abs(added - written.value) > abs(written.value) * _CLOSE:
            yield f"{sums[0].where}的{sums[0].row}写的是{decimal(written.value)}，各行相加是{decimal(added)}，请核对"
