"""A sheet goes one step on: handed in, checked, signed; with the last step its figures count."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from duban.errors import InputError
from duban.periods import Month
from duban.web.access.actor import Actor
from duban.web.access.policy import Target, require
from duban.web.clock.today import today
from duban.web.facts.calendar import check_open
from duban.web.facts.chain import FINAL, is_mine, next_step
from duban.web.facts.holds import reached
from duban.web.facts.models import Draft, Fact, Progress, Sheet
from duban.web.facts.rows import figures, words
from duban.web.facts.sheets import FIGURES, Row, own_key, own_rows, sheet_of
from duban.web.log.writing import About, replacing, writing

_TOLD = 4  # rows that are named


def advance(actor: Actor, org_unit: str, month: Month, *, sure: bool = False) -> Sheet:
    """Do the next step of a body's sheet.

    Raises InputError while a cell cannot be read, naming the rows; and, unless somebody is ``sure``, while one is
    doubtful, or is empty when the sheet is handed in.
    """
    require(actor, "facts.fill", Target(org_unit=org_unit))
    days = check_open(month, org_unit)
    key = own_key(org_unit, month)
    sheet, rows = sheet_of(key), own_rows(org_unit, month, actor.directory)
    step = next_step(sheet, org_unit, actor.directory, today())
    if step is None:
        raise InputError("这张表已经签发了", do="要改，请用“更正”")
    if not is_mine(step, org_unit, actor):
        raise InputError("这一步不是您的", do="请等前面或后面的人办完")
    _readable(rows)
    if not sure:
        _looked_at(rows, first=sheet is None or sheet.state == "returned")
    with writing(f"facts.{step.state}", actor.by(step.role), About("sheet", key, org_unit)) as written:
        moved = _moved(sheet, key, org_unit, month, step.state, late=days.is_late(today()))
        written.add(moved)
        if step.state == FINAL:
            written.add(*_final(rows, org_unit, month))
            Draft.objects.filter(sheet=key).delete()
    return moved


def _readable(rows: Sequence[Row]) -> None:
    wrong = [(row, cell) for row in rows for cell in row.cells.values() if cell.error]
    if wrong:
        row, cell = wrong[0]
        more = f"；还有{len(wrong) - 1}处" if len(wrong) > 1 else ""
        raise InputError(f"“{row.clause.subject}”：{cell.error}{more}", do="请改好红色的格子再报")


def _looked_at(rows: Sequence[Row], *, first: bool) -> None:
    """Refuse what nobody seems to have looked at: doubtful cells, and empty ones when the sheet is handed in."""
    doubtful = [row for row in rows if any(cell.doubts for cell in row.cells.values())]
    empty = [
        row
        for row in rows
        if first
        and not reached(row.owed)
        and not any(row.cells[one].text.strip() for one in FIGURES if one in row.cells)
    ]
    told = [f"有{len(doubtful)}格要再看一看：{_named(doubtful)}"] if doubtful else []
    told += [f"还有{len(empty)}条没有填：{_named(empty)}"] if empty else []
    if told:
        raise InputError("；".join(told), do="核对过、确实这样的，请勾上“我核对过了”再报")


def _named(rows: Sequence[Row]) -> str:
    return "、".join(row.clause.subject for row in rows[:_TOLD]) + ("……" if len(rows) > _TOLD else "")


def _moved(sheet: Sheet | None, key: str, org_unit: str, month: Month, state: str, *, late: bool) -> Sheet:
    """The sheet one step on; only the first hand-in says whether it was late, and that stays."""
    if sheet is not None:
        return replacing(sheet, state=state, remark="")
    return Sheet(key=key, kind="own", org_unit=org_unit, month=month.number, state=state, late=late)


def _final(rows: Sequence[Row], org_unit: str, month: Month) -> Iterator[Fact | Progress]:
    yield from figures(rows, org_unit)
    yield from words(rows, org_unit, month)
