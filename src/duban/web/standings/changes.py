"""Whose light changed lately, for those whom the pledge concerns: nothing is kept of who has seen it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from duban.web.access.actor import Actor
from duban.web.books.models import Book, Clause
from duban.web.clock.today import now
from duban.web.standings.former import Former
from duban.web.standings.models import PledgeVerdict

DAYS = 10
MOST = 30


@dataclass(frozen=True, slots=True)
class Change:
    """A pledge whose light is another one than it was: the verdict, and the light before."""

    verdict: PledgeVerdict
    was: Former


def changes(actor: Actor) -> list[Change]:
    """The changes of the last days, the worst first: all for the office, their own for bodies, leads and leaders."""
    recent = PledgeVerdict.objects.filter(changed__gte=now() - timedelta(days=DAYS)).exclude(was="")
    verdicts = sorted(recent.order_by("book", "pledge"), key=lambda one: one.severity)
    if not verdicts or not actor.roles & _CONCERNED:
        return []
    if "office" not in actor.roles:
        verdicts = _own(actor, verdicts)
    found = [(one, one.before) for one in verdicts[:MOST]]
    return [Change(one, was) for one, was in found if was is not None]


_CONCERNED = frozenset({"office", "leader", "lead", "liaison", "checker", "signer"})


def _own(actor: Actor, verdicts: list[PledgeVerdict]) -> list[PledgeVerdict]:
    """Those of the bodies that one reports for or that see to it, of the books that one leads, of what one carries."""
    bodies = actor.bodies("liaison") | actor.bodies("checker") | actor.bodies("signer")
    leads = actor.bodies("lead")
    org_units, books, indicators = actor.carried
    led = set(Book.objects.current().filter(lead__in=leads).values_list("key", flat=True)) if leads else set()
    sees_to = _responsible(bodies, [one.pledge for one in verdicts]) if bodies else set()
    return [
        one
        for one in verdicts
        if one.org_unit in bodies | org_units
        or one.book in led | books
        or one.indicator in indicators
        or one.pledge in sees_to
    ]


def _responsible(bodies: frozenset[str], pledges: list[str]) -> set[str]:
    rows = Clause.objects.current().filter(key__in=pledges).values_list("key", "responsible")
    return {key for key, named in rows if bodies & set(named)}
