"""Places that are printed in a table, held against those that its own figures give."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from duban.sheets.findings import Findings
from duban.standing.peers.places import places
from duban.standing.peers.types import Basis, Cell, Printed, Series

_WORDS: Mapping[Basis, str] = {"level": "总量", "growth": "增速"}
_OTHER: Mapping[Basis, Basis] = {"level": "growth", "growth": "level"}


def check(series: Series, findings: Findings) -> None:
    """Tell of each printed place that the figures contradict; the computed one is what counts."""
    for column in series.printed:
        basis = column.by if series.cells(column.by) is not None else _OTHER[column.by]
        wrong = _wrong(series, basis, column)
        if not wrong or (not column.said and _agrees(series, _OTHER[basis], column)):
            continue
        if left_out := _left_out(series, basis, column):
            where = next(iter(column.cells.values())).where
            what = f"{series.name}印的位次没有排{'、'.join(left_out)}，这里排了"
            findings.add("ranked-without", where, what, f"不排的话：--without {left_out[0]}")
            continue
        for name, computed in wrong:
            _tell(series, basis, name, column.cells[name], computed, findings)


def _tell(series: Series, basis: Basis, name: str, cell: Cell, computed: int, findings: Findings) -> None:
    values = _values(series, basis)
    tied = [other for other, value in values.items() if value == values[name] and other != name]
    shared = f"（和{'、'.join(tied)}一样，并列）" if tied else ""
    what = f"{series.name}{name}印的是第{int(cell.value)}位，按{_WORDS[basis]}算是第{computed}位{shared}"
    findings.add("printed-rank", cell.where, what, "按算出来的；请核对表里的数和位次")


def _wrong(series: Series, basis: Basis, column: Printed) -> list[tuple[str, int]]:
    computed = places(_values(series, basis), series.polarity)
    return [
        (name, computed[name]) for name, cell in column.cells.items() if computed.get(name, cell.value) != cell.value
    ]


def _agrees(series: Series, basis: Basis, column: Printed) -> bool:
    cells = series.cells(basis)
    return cells is not None and column.cells.keys() <= cells.keys() and not _wrong(series, basis, column)


def _left_out(series: Series, basis: Basis, column: Printed) -> list[str]:
    """Who has a figure but no printed place, where the printed places are right without them."""
    values = _values(series, basis)
    without = [name for name in values if name not in column.cells]
    if not without or len(without) == len(values):
        return []
    computed = places({name: value for name, value in values.items() if name in column.cells}, series.polarity)
    return without if all(computed.get(name) == cell.value for name, cell in column.cells.items()) else []


def _values(series: Series, basis: Basis) -> dict[str, Fraction]:
    return {name: cell.value for name, cell in (series.cells(basis) or {}).items()}
