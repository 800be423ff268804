"""Whoever owes the next step of a month is reminded (催报): one, or all; not more than once a day."""

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
    """Remind one body, or all that owe something; gives those who were. Raises InputError where there is nobody."""
    require(actor, "facts.remind")
    found = whole(month, actor.directory, actor.day)
    wanted = [one for one in found.waited_for if only is None or one.owing == only]
    if not wanted:
        raise InputError("没有要催的", do="要办的都办了，或者这个月还没有开始报")
    lines = [one for one in wanted if one.may_be_reminded]
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
    detail = {"bodies": len(rows)} | ({"before": before} if before is not None else {})
    with writing("facts.remind", actor.by("office"), About("month", str(month), only), detail) as written:
        written.add(*rows)
