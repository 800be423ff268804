"""A sheet goes one step on: handed in, checked, signed; with the last step its figures count."""

from __future__ import annotations

from duban.errors import InputError
from duban.periods import Month
from duban.web.access.actor import Actor
from duban.web.access.policy import Target, require
from duban.web.clock.today import today
from duban.web.facts.actions.draft import spent
from duban.web.facts.calendar import check_open
from duban.web.facts.chain import FINAL, is_mine, next_step
from duban.web.facts.lock import locked
from duban.web.facts.models import Sheet
from duban.web.facts.ready import looked_at, readable
from duban.web.facts.rows import counting, reasons
from duban.web.facts.sheets import own_key, own_rows, sheet_of, texts_of
from duban.web.log.writing import About, replacing, writing


def advance(actor: Actor, org_unit: str, month: Month, *, sure: bool = False) -> Sheet:
    """Do the next step of a body's sheet.

    Raises InputError while a cell cannot be read, or a figure that is held is changed without a reason, naming the
    rows; and, unless somebody is ``sure``, while one is
    doubtful, or is empty when the sheet is handed in.
    """
    require(actor, "facts.fill", Target(org_unit=org_unit))
    days = check_open(month, org_unit)
    with locked(own_key(org_unit, month)):
        return _advanced(actor, org_unit, month, sure=sure, late=days.is_late(today()))


def _advanced(actor: Actor, org_unit: str, month: Month, *, sure: bool, late: bool) -> Sheet:
    key = own_key(org_unit, month)
    sheet, rows = sheet_of(key), own_rows(org_unit, month, actor.directory)
    step = next_step(sheet, org_unit, actor.directory, today())
    if step is None:
        raise InputError("这张表已经签发了", do="要改，请用“更正”")
    if not is_mine(step, org_unit, actor):
        raise InputError("这一步不是您的", do="请等前面或后面的人办完")
    readable(rows)
    if not sure:
        looked_at(rows, first=sheet is None or sheet.state == "returned")
    told = reasons(rows) if step.state == FINAL else {}
    with writing(f"facts.{step.state}", actor.by(step.role), About("sheet", key, org_unit), told) as written:
        moved = _moved(sheet, key, org_unit, month, step.state, late=late)
        written.add(moved)
        if step.state == FINAL:
            written.add(*counting(rows, org_unit, month))
            spent(key, texts_of(rows))
    return moved


def _moved(sheet: Sheet | None, key: str, org_unit: str, month: Month, state: str, *, late: bool) -> Sheet:
    """The sheet one step on; only the first hand-in says whether it was late, and that stays."""
    if sheet is not None:
        return replacing(sheet, state=state, remark="", scan="", signer="", code="")
    return Sheet(key=key, kind="own", org_unit=org_unit, month=month.number, state=state, late=late)
