"""Whether a sheet may go on: nothing that cannot be read, nothing that nobody seems to have looked at."""

from __future__ import annotations

from collections.abc import Sequence

from duban.errors import InputError
from duban.web.facts.sheets import FIGURES, Row

_TOLD = 4  # rows that are named


def readable(rows: Sequence[Row]) -> None:
    """Refuse a sheet in which a cell cannot be read, or a held figure is changed unexplained.

    Raises InputError, naming the row.
    """
    wrong = [(row, cell) for row in rows for cell in row.cells.values() if cell.wrong]
    if wrong:
        row, cell = wrong[0]
        more = f"；还有{len(wrong) - 1}处" if len(wrong) > 1 else ""
        raise InputError(f"“{row.clause.subject}”：{cell.wrong}{more}", do="请改好红色的格子再报")


def looked_at(rows: Sequence[Row], *, first: bool) -> None:
    """Refuse what nobody seems to have looked at: doubtful cells, and empty ones when the sheet is handed in."""
    doubtful = [row for row in rows if any(cell.doubts for cell in row.cells.values())]
    empty = [
        row for row in rows if first and not any(row.cells[one].text.strip() for one in FIGURES if one in row.cells)
    ]
    told = [f"有{len(doubtful)}格要再看一看：{_named(doubtful)}"] if doubtful else []
    told += [f"还有{len(empty)}条没有填：{_named(empty)}"] if empty else []
    if told:
        raise InputError("；".join(told), do="核对过、确实这样的，请勾上“我核对过了”再报")


def _named(rows: Sequence[Row]) -> str:
    return "、".join(row.clause.subject for row in rows[:_TOLD]) + ("……" if len(rows) > _TOLD else "")
