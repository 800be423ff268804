"""What the grid is told after it saved: what is wrong and doubtful with every cell of the rows that it sent."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.utils import timezone
from django.utils.formats import date_format

from duban.web.clock.today import now
from duban.web.facts.clash import Kept
from duban.web.facts.provided import Table
from duban.web.facts.sheets import FIGURES, Cell, Row

Said = dict[str, dict[str, object]]


def of_sheet(rows: Iterable[Row], sent: Collection[str]) -> Said:
    """The cells of a body's own sheet, by the names of their fields: ``lindai.gdp|value``."""
    found = [row for row in rows if row.clause.key in sent]
    told = _said((row.clause.key, cell) for row in found for cell in row.cells.values())
    for row in found:
        for column in FIGURES:
            if column in row.cells:
                told[f"{row.clause.key}|{column}"]["corrects"] = row.corrects
    return told


def of_table(table: Table, sent: Collection[str]) -> Said:
    """The cells of a provider's table: ``lindai|growth``."""
    return _said((row.org_unit, cell) for row in table.rows if row.org_unit in sent for cell in row.cells.values())


def _said(cells: Iterable[tuple[str, Cell]]) -> Said:
    return {f"{row}|{cell.column}": {"error": cell.wrong, "doubts": list(cell.doubts)} for row, cell in cells}


def of_clashes(kept: Kept) -> dict[str, object]:
    """The cells that a colleague changed in between: what stands there, whose it is and since when.

    ``at``: the office's own time of the answer, so that a page need not mix it with its browser's.
    """
    told: Said = {
        one.name: {"theirs": one.theirs, "who": one.who, "at": date_format(timezone.localtime(one.at), "Y-m-d H:i")}
        for one in kept.clashes
    }
    return {"clashes": told, "at": date_format(timezone.localtime(now()), "H:i")}
