"""A month at a glance: every body that owes something, how far its sheet is, what it still has to say."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from duban.periods import Month
from duban.web.access.actor import Actor
from duban.web.access.policy import may
from duban.web.declared.pack import declarations
from duban.web.facts.calendar import window
from duban.web.facts.models import Draft, Fact, Sheet
from duban.web.facts.owed import answers, in_force, provided, reporter
from duban.web.org.directory import Directory

STATES = {
    "": _("还没报"),
    "handed_in": _("已报，待审核"),
    "checked": _("已审核，待签发"),
    "signed": _("已签发，待核实"),
    "verified": _("已核实"),
    "returned": _("已退回"),
}


@dataclass(frozen=True, slots=True)
class Glance:
    """A body's month: how many pledges it reports on, of how many a figure is held, how many cells are drafts."""

    org_unit: str
    state: str
    owed: int
    held: int
    drafts: int
    late: bool
    sheet: Sheet | None = None

    @property
    def remark(self) -> str:
        """Why it was returned."""
        return self.sheet.remark if self.sheet else ""

    @property
    def word(self) -> object:
        """The state in words."""
        return STATES[self.state]


def glances_of(actor: Actor, month: Month) -> list[Glance]:
    """A month at a glance as somebody sees it: all bodies, or only the own ones."""
    rows = glance(month, actor.directory, actor.day)
    if may(actor, "facts.glance"):
        return rows
    own = actor.bodies("liaison") | actor.bodies("checker") | actor.bodies("signer")
    return [one for one in rows if one.org_unit in own]


def glance(month: Month, places: Directory, today: object) -> list[Glance]:
    """All bodies that owe something in a month, in official order; three queries."""
    pack, own = declarations(), dict[str, list[object]]()
    facts = list(Fact.objects.current().filter(last=month.number))
    counts: Counter[str] = Counter()
    for clause, _book in in_force(month.year):
        if provided(pack, clause, month.last_day):
            continue
        body = reporter(clause, places)
        own.setdefault(body, []).append(clause)
        counts[body] += any(answers(fact, clause) for fact in facts if fact.org_unit == clause.org_unit)
    sheets = {one.org_unit: one for one in Sheet.objects.current().filter(kind="own", month=month.number)}
    drafts = Counter(
        key.split(".")[1] for key in Draft.objects.filter(sheet__endswith=f".{month}").values_list("sheet", flat=True)
    )
    due = window(month).due
    found = []
    for body in places.in_order(own):
        sheet = sheets.get(body)
        state = sheet.state if sheet else ""
        late = state in {"", "returned"} and str(today) > due.isoformat()
        found.append(Glance(body, state, len(own[body]), counts[body], drafts[body], late, sheet))
    return found
