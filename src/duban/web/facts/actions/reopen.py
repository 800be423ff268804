"""A closed month is opened again for one body, until a day, with a reason; what is handed in then is late for ever."""

from __future__ import annotations

from datetime import date

from duban.errors import InputError
from duban.periods import Month
from duban.web.access.actor import Actor
from duban.web.access.policy import Target, require
from duban.web.facts.calendar import window_of
from duban.web.facts.models import Reopening
from duban.web.facts.owed import in_force
from duban.web.log.writing import About, replacing, writing


def reopen(actor: Actor, org_unit: str, month: Month, *, until: date | None, reason: str) -> Reopening:
    """Open a month again for a body.

    Raises InputError where no plan was in force or it is not closed, or without a day to come or a reason.
    """
    require(actor, "facts.reopen", Target(org_unit=org_unit))
    if org_unit not in actor.directory.by_key:
        raise InputError("没有这个单位", do="请从列出的单位里选")
    if not in_force(month.year):
        raise InputError(f"{month}没有计划，没有要报的数", do="请选有计划的那一年的月份")
    days = window_of(month, org_unit)
    if not days.is_closed(actor.day):
        raise InputError(f"{month}还没有关账", do=f"{days.closes}以前都可以报，不用重新开放")
    if until is None or until < actor.day:
        raise InputError("没有写开放到哪一天", do="请写今天或以后的一天")
    if not reason.strip():
        raise InputError("没有写为什么重新开放", do="请写清理由，日志里会留着")
    told = {"until": until, "reason": reason.strip()[:500]}
    key = f"{org_unit}.{month}"
    before: Reopening | None = Reopening.objects.current().filter(key=key).first()
    row = replacing(before, **told) if before else Reopening(key=key, org_unit=org_unit, month=month.number, **told)
    detail = {"month": str(month), "until": str(until), "reason": row.reason}
    with writing("facts.reopen", actor.by("office"), About("month", str(month), org_unit), detail) as written:
        written.add(row)
    return row
