"""What time does to months: each is opened and closed once, and those are reminded who have not handed in before it
falls due. Only duban itself does it, whenever it is asked, and the later of two at once finds nothing left to do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date

from duban.periods import Month
from duban.web.access.actor import Actor
from duban.web.access.policy import require
from duban.web.books.models import Book
from duban.web.declared.pack import declarations
from duban.web.facts.actions.remind import write as write_reminders
from duban.web.facts.calendar import current, provider_window, window
from duban.web.facts.glance import glance
from duban.web.facts.models import MonthTurn, Reminder
from duban.web.facts.month import Line, whole
from duban.web.log.amounts import month_of
from duban.web.log.writing import About, ClashError, replacing, writing


def turn(actor: Actor) -> Iterator[str]:
    """Open and close the months whose days have come, each with an entry; tells what was done."""
    require(actor, "facts.turn")
    held = {one.month: one for one in MonthTurn.objects.current()}
    for month in _due(actor, held):
        row = held.get(month.number)
        days = window(month)
        with suppress(ClashError):
            if row is None and days.opens <= actor.day:
                row = MonthTurn(key=str(month), month=month.number, state="open")
                _write("facts.open", actor, month, row)
                yield f"{month}开始填报。"
            if row is not None and row.state == "open" and days.is_closed(actor.day):
                missing = [one.org_unit for one in glance(month, actor.directory, actor.day) if one.owes]
                _write("facts.close", actor, month, replacing(row, state="closed", missing=missing))
                yield f"{month}关账，{len(missing)}个单位没有报。"


def remind_before(actor: Actor) -> Iterator[str]:
    """Remind those who have not done their step, on each of the pack's days before it is due, once; tells whom."""
    require(actor, "facts.turn")
    if not Book.objects.current().filter(state="signed").exists():
        return
    late = max((one.lag_months for one in declarations().providers), default=1)
    for month in (current(actor.day).plus(-back) for back in range(max(late, 1))):
        for before, lines in _near(actor, month).items():
            with suppress(ClashError):
                write_reminders(actor, month, lines, before)
                yield f"{month}还有{before}天到期，催了{len(lines)}个单位。"


def _is_near(day: date, month: Month) -> bool:
    """Whether anything of a month falls due within the days of which the pack reminds; asks nothing."""
    dues = {window(month).due, *(provider_window(one, month).due for one in declarations().providers)}
    farthest = max(declarations().calendar.remind, default=-1)
    return any(0 <= (due - day).days <= farthest for due in dues)


def _near(actor: Actor, month: Month) -> dict[int, list[Line]]:
    """Who is to be reminded now, by how many days before: whoever was reminded since that day is left alone."""
    if not _is_near(actor.day, month):
        return {}
    reminded: dict[tuple[str, str], int] = {}
    for one in Reminder.objects.filter(month=month.number).order_by("day"):
        reminded[one.kind, one.org_unit] = one.day.toordinal()
    found: dict[int, list[Line]] = {}
    for line in whole(month, actor.directory, actor.day).waited_for:
        if line.role == "verifier" or line.nobody:
            continue
        due = getattr(line.found, "due", window(month).due).toordinal()
        passed = [one for one in declarations().calendar.remind if due - one <= actor.day.toordinal() <= due]
        if passed and reminded.get(line.owing, 0) < due - min(passed):
            found.setdefault(min(passed), []).append(line)
    return found


def _due(actor: Actor, held: dict[int, MonthTurn]) -> list[Month]:
    """The months to be looked at: those that stand open, and those after the newest; at first, those not closed yet."""
    if not Book.objects.current().filter(state="signed").exists():
        return []
    last = Month.of(actor.day)
    if not held:
        return [one for one in (last.plus(-1), last) if not window(one).is_closed(actor.day)]
    newest = max(held)
    waiting = [number for number, row in held.items() if row.state == "open"]
    return [month_of(number) for number in sorted({*waiting, *range(newest + 1, last.number + 1)})]


def _write(verb: str, actor: Actor, month: Month, row: MonthTurn) -> None:
    detail = {"bodies": len(row.missing)} if row.state == "closed" else {}
    with writing(verb, actor.by(), About("month", str(month)), detail) as written:
        written.add(row)
