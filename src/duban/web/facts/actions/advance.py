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
from duban.web.facts.models import Draft, Fact, Progress, Sheet
from duban.web.facts.rows import figures, words
from duban.web.facts.sheets import Row, own_key, own_rows, sheet_of
from duban.web.log.writing import About, replacing, writing


def advance(actor: Actor, org_unit: str, month: Month) -> Sheet:
    """Do the next step of a body's sheet. Raises InputError while a cell cannot be read, naming the rows."""
    require(actor, "facts.fill", Target(org_unit=org_unit))
    check_open(month)
    key = own_key(org_unit, month)
    sheet, rows = sheet_of(key), own_rows(org_unit, month, actor.directory)
    step = next_step(sheet, org_unit, actor.directory, today())
    if step is None:
        raise InputError("这张表已经签发了", do="要改，请用“更正”")
    if not is_mine(step, org_unit, actor):
        raise InputError("这一步不是您的", do="请等前面或后面的人办完")
    _readable(rows)
    with writing(f"facts.{step.state}", actor.by(step.role), About("sheet", key, org_unit)) as written:
        moved = _moved(sheet, key, org_unit, month, step.state)
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


def _moved(sheet: Sheet | None, key: str, org_unit: str, month: Month, state: str) -> Sheet:
    if sheet is not None:
        return replacing(sheet, state=state, remark="")
    return Sheet(key=key, kind="own", org_unit=org_unit, month=month.number, state=state)


def _final(rows: Sequence[Row], org_unit: str, month: Month) -> Iterator[Fact | Progress]:
    yield from figures(rows, org_unit)
    yield from words(rows, org_unit, month)
