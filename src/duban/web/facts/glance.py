"""A month at a glance: every body that owes something, how far its sheet is, what it still has to say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from duban.pack.schema.providers import Provider
from duban.periods import Month
from duban.web.access.actor import Actor
from duban.web.access.policy import may
from duban.web.books.models import Clause
from duban.web.declared.pack import declarations
from duban.web.facts.calendar import Window, provider_window, window
from duban.web.facts.chain import Step, next_step
from duban.web.facts.holds import Counted, Holds, counted, holds
from duban.web.facts.models import Draft, Sheet
from duban.web.facts.owed import in_force, provided, reporter
from duban.web.facts.provided import by_provider, by_table, table_key
from duban.web.facts.seen import to_come
from duban.web.org.directory import Directory

STATES = {
    "": _("还没报"),
    "handed_in": _("已报，待审核"),
    "checked": _("已审核，待签发"),
    "signed": _("已签发，待核实"),
    "verified": _("已核实"),
    "returned": _("已退回，待改正"),
}
# Handed in, where nobody but who signs is still to come.
TO_SIGN = _("已报，待签发")
# Nothing was handed in here, and yet all figures of the month are held: they were loaded.
LOADED = _("已有（装入）")
# With these the body has something to do before its figures count.
NOT_HANDED_IN = frozenset({"", "returned"})
NOT_SIGNED = NOT_HANDED_IN | {"handed_in", "checked"}


def state_word(state: str, step: Step | None) -> object:
    """How far a sheet is, in words; ``step`` is the next one."""
    return TO_SIGN if state == "handed_in" and step and step.role == "signer" else STATES[state]


@dataclass(frozen=True, slots=True)
class Glance:
    """A body's month: what it reports on and what of it is held, how many cells are drafts, whether it is overdue."""

    org_unit: str
    state: str
    counts: Counted
    drafts: int
    late: bool
    sheet: Sheet | None = None
    step: Step | None = None

    @property
    def owed(self) -> int:
        """How many pledges it reports on."""
        return self.counts.asked

    @property
    def held(self) -> int:
        """Of how many of them the month's figure is held."""
        return self.counts.now

    @property
    def loaded(self) -> bool:
        """Whether all its figures are held though it handed in nothing."""
        return self.sheet is None and self.counts.now == self.counts.asked

    @property
    def owes(self) -> bool:
        """Whether it has not handed in what is not held either."""
        return self.state in NOT_HANDED_IN and not self.loaded

    @property
    def remark(self) -> str:
        """Why it was returned."""
        return self.sheet.remark if self.sheet else ""

    @property
    def was_late(self) -> bool:
        """Whether it was first handed in after it was due."""
        return self.sheet is not None and self.sheet.late

    @property
    def word(self) -> object:
        """The state in words."""
        return LOADED if self.loaded else state_word(self.state, self.step)


@dataclass(frozen=True, slots=True)
class Tables:
    """A provider's month: its tables, how many are released, which of the others are overdue, and its next due day.

    ``loaded`` are those that were not released here and of which all figures are held; they are not asked for.
    ``is_open``: a table that is not released can still be by the calendar. ``to_come`` are handed in and not released
    yet; the next of them is at ``next``.
    """

    org_unit: str
    total: int
    released: int
    loaded: int
    overdue: int
    was_late: int
    due: date
    is_open: bool
    to_come: int = 0
    next: datetime | None = None

    @property
    def late(self) -> bool:
        """Whether a table is overdue."""
        return self.overdue > 0

    @property
    def left(self) -> int:
        """How many tables are asked for."""
        return self.total - self.released - self.to_come - self.loaded

    @property
    def done(self) -> bool:
        """Whether no table is asked for any more."""
        return not self.left


def glance(month: Month, places: Directory, today: date) -> list[Glance]:
    """All bodies that owe something in a month, in official order; five queries."""
    return of_pledges(month, in_force(month.year), holds(month), places, today)


def of_pledges(
    month: Month, pledges: Sequence[tuple[Clause, object]], held: Holds, places: Directory, today: date
) -> list[Glance]:
    """The same, of pledges that were looked up already."""
    pack, own, given = declarations(), dict[str, list[Clause]](), dict[str, list[Clause]]()
    for clause, _book in pledges:
        if provided(pack, clause, month.last_day):
            given.setdefault(clause.org_unit, []).append(clause)
        else:
            own.setdefault(reporter(clause, places), []).append(clause)
    days = window(month)
    sheets = {one.org_unit: one for one in Sheet.objects.current().filter(kind="own", month=month.number)}
    drafts, found = drafts_of(month), []
    for body in places.in_order(own):
        sheet = sheets.get(body)
        state = sheet.state if sheet else ""
        step = next_step(sheet, body, places, today) if sheet else None
        one = Glance(body, state, counted(own[body], given.get(body, ()), held), drafts[body], False, sheet, step)
        found.append(replace(one, late=one.owes and days.is_late(today)))
    return found


def drafts_of(month: Month) -> Counter[str]:
    """How many cells of a month's sheets hold drafts, by the bodies; one query."""
    rows = Draft.objects.filter(sheet__endswith=f".{month}").values_list("sheet", flat=True)
    return Counter(key.split(".")[1] for key in rows)


def glances_of(actor: Actor, month: Month) -> list[Glance]:
    """A month at a glance as somebody sees it: all bodies, or only the own ones."""
    rows = glance(month, actor.directory, actor.day)
    if may(actor, "facts.glance"):
        return rows
    own = actor.bodies("liaison") | actor.bodies("checker") | actor.bodies("signer")
    return [one for one in rows if one.org_unit in own]


def tables(
    month: Month, pledges: Sequence[tuple[Clause, object]], held: Holds, places: Directory, today: date
) -> list[Tables]:
    """All providers of a month, in official order; one query."""
    provided_by = by_provider(month, pledges)
    measured = by_table(pledges)
    loaded = {at for at, clauses in measured.items() if held.whole(clauses)}
    sheets = {one.key: one for one in Sheet.objects.current().filter(kind="provider", month=month.number)}
    return [_tables(body, provided_by[body], month, sheets, loaded, today) for body in places.in_order(provided_by)]


def _tables(
    body: str,
    provided_by: Sequence[Provider],
    month: Month,
    sheets: Mapping[str, Sheet],
    loaded: Collection[tuple[str, str]],
    today: date,
) -> Tables:
    held = [sheets.get(table_key(one.indicator, one.scope, month)) for one in provided_by]
    released = [one for one in held if one is not None and one.state == "released"]
    moments = [moment for one in released if (moment := to_come(one))]
    waiting = [one for one, sheet in zip(provided_by, held, strict=True) if sheet not in released]
    left: list[Window] = [provider_window(one, month) for one in waiting if (one.indicator, one.scope) not in loaded]
    dues = sorted(one.due for one in left)
    return Tables(
        org_unit=body,
        total=len(held),
        released=len(released) - len(moments),
        loaded=len(waiting) - len(left),
        overdue=sum(one.is_late(today) for one in left),
        was_late=sum(one.late for one in released),
        is_open=any(one.is_open(today) for one in left),
        due=next((one for one in dues if one >= today), dues[0] if dues else window(month).due),
        to_come=len(moments),
        next=min(moments, default=None),
    )
