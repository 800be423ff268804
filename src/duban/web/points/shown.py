"""What the pages of additions show of one: its words, its steps, and what the reader may do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from duban.amounts import decimal
from duban.web.access.actor import Actor
from duban.web.access.policy import may
from duban.web.log.amounts import exact
from duban.web.points.actions.review import is_decider, may_review
from duban.web.points.lookup import is_entered, is_ripe, may_appeal, sees_all, target
from duban.web.points.models import Addition
from duban.web.points.rules import kept
from duban.web.points.words import LEVEL_WORDS, SORTS, STATES

_NUMBER: Final = re.compile(r"\d{4}-\d+")


@dataclass(frozen=True, slots=True)
class Shown:
    """A line of the list, and the head of an entry's page."""

    row: Addition
    item: str
    clause: str
    state: str
    points: str
    asked: str
    sort: object
    level: object
    ripe: bool
    number: str


@dataclass(frozen=True, slots=True)
class Rights:
    """What the reader may do with one today; ``barred``: would review it, had it not been decided by that person."""

    decide: bool
    withdraw: bool
    appeal: bool
    review: bool
    barred: bool
    freeze: bool
    amend: bool
    take_back: bool
    preview: bool
    all_of_it: bool


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was done with it: when, what, by which post, in which words."""

    day: date
    what: object
    post: str
    words: str = ""
    points: str = ""


def shown(row: Addition, day: date) -> Shown:
    """One in words."""
    under = kept(row.rulebook, row.kind) if row.kind else None
    return Shown(
        row=row,
        item=under.kind.name if under else (row.kind or _("只登记，不计分")),
        clause=under.kind.clause if under else "",
        state=str(_state(row, day)),
        points=signed(row.points) if row.kind else "",
        asked=signed(row.asked) if row.kind and row.asked != row.points else "",
        sort=SORTS.get(row.sort, ""),
        level=LEVEL_WORDS.get(row.level, ""),
        ripe=is_ripe(row, day),
        number=number_of(row.key),
    )


def number_of(key: str) -> str:
    """An entry's number as people read it; what a pack brought has a key of its own, which is none."""
    return key if _NUMBER.fullmatch(key) else _("未编号")


def signed(points: int) -> str:
    """Points with their sign."""
    value = exact(points)
    assert value is not None
    return f"{'+' if value > 0 else '-' if value < 0 else ''}{decimal(abs(value))}"


def rights(actor: Actor, row: Addition, day: date) -> Rights:
    """What the reader may do with one."""
    where = target(row)
    reviews = row.state == "appealed" and may(actor, "points.review", where)
    return Rights(
        decide=row.state == "applied" and may(actor, "points.decide", where),
        withdraw=row.state == "applied" and may(actor, "points.apply", where),
        appeal=may_appeal(actor, row, day),
        review=may_review(actor, row),
        barred=reviews and is_decider(actor, row),
        freeze=is_ripe(row, day) and may(actor, "points.freeze", where),
        amend=row.state == "frozen" and may(actor, "points.enter", where),
        take_back=may(actor, "points.take_back", where) and is_entered(row),
        preview=bool(row.kind) and row.state != "withdrawn" and may(actor, "points.preview", where),
        all_of_it=sees_all(actor, row),
    )


def steps(versions: list[Addition], *, all_of_it: bool) -> Iterator[Step]:
    """What was done, in order; the words of an appeal only for those whom it concerns."""
    for row in versions:
        points = signed(row.points) if row.kind else ""
        day, post = row.entry.at.date(), row.entry.post
        match row.state:
            case "applied":
                yield Step(row.day if not row.entry.account else day, _("申报"), post, points=points)
            case "withdrawn":
                what = _("撤回") if row.decided else _("撤回申报")
                yield Step(day, what, post, row.decision)
            case "decided":
                granted = bool(row.granted)
                what = _("记下") if row.replaces_id is None else _("认定") if granted else _("不予认定")
                words = "" if row.decision == row.reason else row.decision
                yield Step(row.decided or day, what, post, words, points if granted else "")
            case "appealed":
                yield Step(row.appealed or day, _("申诉"), post, row.appeal if all_of_it else "")
            case "reviewed":
                what = _("复核：维持") if row.upheld else _("复核：改变") if row.granted else _("复核：不计")
                yield Step(row.reviewed or day, what, post, row.review, points if row.granted else "")
            case "frozen":
                yield Step(row.frozen or day, _("封存"), post)


def _state(row: Addition, day: date) -> object:
    """The state in words: what was decided stands in it, too."""
    if row.state == "decided" and is_ripe(row, day):
        return _("认定了，可以封存") if row.granted else _("没有认定，可以封存")
    if row.state == "decided":
        return _("认定了，公示中") if row.granted else _("没有认定，公示中")
    if row.state in {"reviewed", "frozen"}:
        words = STATES[row.state]
        return words if row.granted else _("%(state)s：不计") % {"state": words}
    return STATES.get(row.state, row.state)
