"""Whoever owes the next step of a month is reminded (催报): one, or all that are due; not more than once a day."""

from __future__ import annotations

from collections.abc import Iterable

from duban.errors import InputError
from duban.periods import Month
from duban.web.access.actor import Actor
from duban.web.access.policy import require
from duban.web.facts.models import Reminder
from duban.web.facts.month import Line, whole
from duban.web.facts.reminders import Owing, key_of
from duban.web.log.writing import About, writing


def remind(actor: Actor, month: Month, only: Owing | None = None) -> list[Line]:
    """Remind one body, or all whose day has come; gives those who were. Raises InputError where there is nobody."""
    require(actor, "facts.remind")
    found = whole(month, actor.directory, actor.day)
    wanted = [one for one in found.waited_for if only is None or one.owing == only]
    if not wanted:
        raise InputError("没有要催的", do="要办的都办了，或者这个月还没有开始报")
    if all(one.nobody for one in wanted):
        raise InputError("没有办这一步的岗位，催了没有人看得到", do="请安全管理员给这个单位设岗")
    due = [one for one in wanted if not one.nobody and (only is not None or one.due)]
    if not due:
        raise InputError("都还没有到期", do="要提前催的，一个一个催")
    lines = [one for one in due if one.may_be_reminded]
    if not lines:
        raise InputError("今天已经催过了", do="一天只催一次，请明天再看")
    write(actor, month, lines)
    return lines


def write(actor: Actor, month: Month, lines: Iterable[Line], before: int | None = None) -> None:
    """Append the reminders as one entry; ``before`` is how many days before they are due it comes by itself."""
    require(actor, "facts.remind")
    day = actor.day
    rows = [
        Reminder(
            key=key_of(*one.owing, month, day),
            kind=one.kind,
            org_unit=one.org_unit,
            month=month.number,
            day=day,
            before=before,
        )
        for one in lines
    ]
    only = rows[0].org_unit if len(rows) == 1 else ""
    detail = {"bodies": len({one.org_unit for one in rows})} | ({"before": before} if before is not None else {})
    with writing("facts.remind", actor.by("office"), About("month", str(month), only), detail) as written:
        written.add(*rows)
