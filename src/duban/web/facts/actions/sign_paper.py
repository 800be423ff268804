"""A copy that was signed on paper is taken in as a scan: it stands for the signer's step, and the figures count."""

from __future__ import annotations

from duban.errors import InputError
from duban.periods import Month
from duban.web.access.actor import Actor
from duban.web.access.policy import Target, require
from duban.web.clock.today import today
from duban.web.facts.actions.draft import spent
from duban.web.facts.calendar import check_open
from duban.web.facts.chain import FINAL, holders, on_paper
from duban.web.facts.lock import locked
from duban.web.facts.models import Sheet
from duban.web.facts.printed import code_of
from duban.web.facts.ready import looked_at, readable
from duban.web.facts.rows import counting, reasons
from duban.web.facts.sheets import own_key, own_rows, sheet_of, texts_of
from duban.web.files.intake import keep
from duban.web.files.pieces import Piece
from duban.web.log.writing import About, replacing, writing


def sign_on_paper(
    actor: Actor, org_unit: str, month: Month, scan: Piece, signer: str, *, code: str = "", sure: bool = False
) -> Sheet:
    """Take the scan in; ``signer`` is the post that signed, ``code`` what stands at the paper's foot.

    Raises InputError where the steps before are not done, where the post does not sign for this body, and where the
    code says that other figures were printed than those that stand in the sheet now.
    """
    require(actor, "facts.fill", Target(org_unit=org_unit))
    days = check_open(month, org_unit)
    key = own_key(org_unit, month)
    with locked(key):
        sheet, rows = sheet_of(key), own_rows(org_unit, month, actor.directory)
        step = on_paper(sheet, org_unit, actor.directory, today())
        if step is None:
            raise InputError("现在还不能交签字件", do="请先办完纸上签字以前的步骤")
        if signer not in {one.post.id for one in holders(org_unit, step.role, actor.directory, today())}:
            raise InputError("没有选签字的人，或者这个职务不是本单位的签发人", do="请选在纸上签字的职务")
        now = code_of(rows, org_unit, month)
        if (on_it := code.strip().upper()) != now:
            what = f"纸上的核对码是{on_it}，和现在的表对不上，打印以后数改过" if on_it else "没有写表底的核对码"
            raise InputError(what, do="请核对；改过数的，重新打印、重新签字")
        readable(rows)
        if not sure:
            looked_at(rows, first=sheet is None or sheet.state == "returned")
        told = {"file": scan.sha256, "post": signer} | reasons(rows)
        with writing("facts.sign_paper", actor.by(), About("sheet", key, org_unit), told) as written:
            keep(scan, written)
            signed = {"scan": scan.sha256, "signer": signer, "code": now}
            moved = _moved(sheet, key, org_unit, month, signed, late=days.is_late(today()))
            written.add(moved, *counting(rows, org_unit, month))
            spent(key, texts_of(rows))
    return moved


def _moved(sheet: Sheet | None, key: str, org_unit: str, month: Month, told: dict[str, str], *, late: bool) -> Sheet:
    if sheet is not None:
        return replacing(sheet, state=FINAL, remark="", **told)
    return Sheet(key=key, kind="own", org_unit=org_unit, month=month.number, state=FINAL, late=late, **told)
