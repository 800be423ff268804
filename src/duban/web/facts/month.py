"""The month for the supervision office: how far every body and provider is, who owes the next step, who objects.

Only what was handed in is looked at; nobody's visits are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from duban.periods import Month
from duban.web.facts.calendar import Window, reopened, window
from duban.web.facts.chain import holders, next_step
from duban.web.facts.given import provider_of
from duban.web.facts.glance import Glance, Tables, of_pledges, tables
from duban.web.facts.holds import holds
from duban.web.facts.models import Fact, Objection
from duban.web.facts.owed import in_force
from duban.web.facts.reminders import Owing, Urged, stands, urged
from duban.web.org.directory import Directory


@dataclass(frozen=True, slots=True)
class Line:
    """A body or a provider in the month: whose the next step is, the reminder that stands, the objections.

    ``role`` is empty where nobody is waited for; ``due`` says that the day has come; ``reminded`` that somebody of it
    was reminded today, whether that still stands or not; ``objections`` are all, ``open`` those without an answer.
    ``nobody``: the body has no post whose step it is, so that a reminder would reach nobody.
    """

    found: Glance | Tables
    kind: str
    role: str
    due: bool
    urged: Urged | None
    reminded: bool
    reopened: date | None
    objections: int
    open: int
    nobody: bool = False

    @property
    def org_unit(self) -> str:
        """The body."""
        return self.found.org_unit

    @property
    def owing(self) -> Owing:
        """What a reminder names."""
        return self.kind, self.org_unit

    @property
    def may_be_reminded(self) -> bool:
        """Whether somebody is waited for, is there, and was not reminded today."""
        return bool(self.role) and not self.nobody and not self.reminded


@dataclass(frozen=True, slots=True)
class Whole:
    """The whole month: bodies, then providers, each in official order."""

    bodies: tuple[Line, ...]
    providers: tuple[Line, ...]

    @property
    def waited_for(self) -> tuple[Line, ...]:
        """Those who owe something."""
        return tuple(one for one in (*self.bodies, *self.providers) if one.role)

    @property
    def remindable(self) -> tuple[Line, ...]:
        """Those of them whose day has come and who were not reminded today."""
        return tuple(one for one in self.waited_for if one.due and one.may_be_reminded)


def whole(month: Month, places: Directory, today: date) -> Whole:
    """The month as it stands, in a fixed number of queries."""
    pledges, held = in_force(month.year), holds(month)
    reminded, again = urged([month]), {key: one.until for key, one in reopened(month).items()}
    raised, asked = _objections(month)
    days = window(month)
    bodies = [
        _own(one, reminded.get((month, ("own", one.org_unit))), places, today, again.get(one.org_unit), raised, days)
        for one in of_pledges(month, pledges, held, places, today)
    ]
    providers = [
        _provider(one, reminded.get((month, ("provider", one.org_unit))), places, today, again.get(one.org_unit), asked)
        for one in tables(month, pledges, held, places, today)
    ]
    return Whole(tuple(bodies), tuple(providers))


_Counts = tuple[Counter[str], Counter[str]]


def _own(
    one: Glance, told: Urged | None, places: Directory, today: date, again: date | None, raised: _Counts, days: Window
) -> Line:
    """A body: its own chain while the month is open to it, then whoever verifies."""
    opened, due = days.is_open(today), days.due <= today
    step = next_step(one.sheet, one.org_unit, places, today) if opened or (again and today <= again) else None
    role = "" if one.loaded else step.role if step else "verifier" if one.state == "signed" else ""
    every, waiting = (each[one.org_unit] for each in raised)
    return Line(one, "own", role, due, stands(told, one.sheet), _is_of(told, today), again, every, waiting)


def _provider(
    one: Tables, told: Urged | None, places: Directory, today: date, again: date | None, asked: _Counts
) -> Line:
    opened = one.is_open or (again is not None and today <= again)
    role = "provider" if opened and not one.done else ""
    every, waiting = (each[one.org_unit] for each in asked)
    nobody = not holders(one.org_unit, "provider", places, today)
    due, reminder = one.late or one.due <= today, told if role else None
    return Line(one, "provider", role, due, reminder, _is_of(told, today), again, every, waiting, nobody)


def _is_of(told: Urged | None, today: date) -> bool:
    return told is not None and told.day == today


def _objections(month: Month) -> tuple[_Counts, _Counts]:
    """How many objections each body raised, and each provider got: all, and those without an answer; two queries."""
    of_month = Fact.objects.filter(last=month.number).values("key")
    said = list(Objection.objects.current().filter(fact__in=of_month))
    facts = {one.key: provider_of(one) for one in Fact.objects.filter(key__in={one.fact for one in said})}
    raised = _counted((one.org_unit, not one.answer) for one in said)
    return raised, _counted((facts[one.fact], not one.answer) for one in said)


def _counted(said: Iterable[tuple[str, bool]]) -> _Counts:
    every, waiting = Counter[str](), Counter[str]()
    for body, is_open in said:
        every[body] += 1
        waiting[body] += is_open
    return every, waiting
