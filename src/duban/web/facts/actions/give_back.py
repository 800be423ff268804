"""A sheet goes back to the body with a remark; or what was signed is verified."""

from __future__ import annotations

from duban.errors import InputError
from duban.periods import Month
from duban.web.access.actor import Actor
from duban.web.access.policy import Target, may, require
from duban.web.clock.today import today
from duban.web.facts.chain import FINAL, is_mine, next_step
from duban.web.facts.models import Sheet
from duban.web.facts.owed import in_force, reporter
from duban.web.facts.sheets import own_key, sheet_of
from duban.web.files.marks import no_secret_words
from duban.web.log.writing import About, replacing, writing
from duban.web.org.directory import directory


def give_back(actor: Actor, org_unit: str, month: Month, remark: str) -> Sheet:
    """Return a sheet with a remark: by whoever has the next step in the body, or by who verifies."""
    sheet = _there(org_unit, month)
    step = next_step(sheet, org_unit, actor.directory, today())
    if not is_mine(step, org_unit, actor):
        require(actor, "facts.verify", verified_by(org_unit, month))
    if sheet.state == "returned":
        raise InputError("已经退回了", do="请等单位改好再报")
    if not remark.strip():
        raise InputError("没有写退回的理由", do="请写清哪一项、要怎么改")
    no_secret_words(remark, "退回的理由")
    return _written(actor, "facts.return", sheet, replacing(sheet, state="returned", remark=remark.strip()[:500]))


def verify(actor: Actor, org_unit: str, month: Month) -> Sheet:
    """The lead department or the supervision office found the figures right."""
    sheet = _there(org_unit, month)
    require(actor, "facts.verify", verified_by(org_unit, month))
    if sheet.state != FINAL:
        raise InputError("还没有签发，不能核实", do="请等单位签发")
    return _written(actor, "facts.verify", sheet, replacing(sheet, state="verified"))


def may_verify(actor: Actor, org_unit: str, month: Month) -> bool:
    """Whether somebody verifies this body's figures."""
    return may(actor, "facts.verify", verified_by(org_unit, month))


def verified_by(org_unit: str, month: Month) -> Target:
    """What access asks: the department that leads a book on which this body reports verifies it, never its own."""
    leads = [book.lead for clause, book in in_force(month.year) if reporter(clause, directory()) == org_unit]
    return Target(org_unit=org_unit, lead=next((one for one in leads if one and one != org_unit), ""))


def _there(org_unit: str, month: Month) -> Sheet:
    sheet = sheet_of(own_key(org_unit, month))
    if sheet is None:
        raise InputError("还没有报上来", do="请等单位报")
    return sheet


def _written(actor: Actor, verb: str, sheet: Sheet, changed: Sheet) -> Sheet:
    with writing(verb, actor.by(), About("sheet", sheet.key, sheet.org_unit), {"remark": changed.remark}) as written:
        written.add(changed)
    return changed
