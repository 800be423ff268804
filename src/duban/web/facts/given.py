"""What others handed in: the tables that wait for a provider, and the figures that were given of a body."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from duban.amounts import about
from duban.ledger.types import WHOLE
from duban.periods import Month
from duban.web.access.actor import Actor
from duban.web.declared.pack import declarations
from duban.web.facts.calendar import provider_window
from duban.web.facts.cells import NIL_WORD
from duban.web.facts.holds import holds
from duban.web.facts.models import Fact, Objection, Sheet
from duban.web.facts.owed import in_force
from duban.web.facts.provided import BASES, by_table, of_provider, table_key
from duban.web.facts.seen import released, to_come
from duban.web.log.amounts import exact, month_of


@dataclass(frozen=True, slots=True)
class Listed:
    """A provider's table in a list: its indicator, whether it was released, and the day on which it is due.

    ``loaded``: it was not released here, and all its figures are held. ``to_come``: it was handed in, and is released
    at this moment.
    """

    indicator: str
    name: str
    scope: str
    org_unit: str
    released: bool
    loaded: bool
    due: date
    to_come: datetime | None

    @property
    def waits(self) -> bool:
        """Whether it is asked for."""
        return not (self.released or self.loaded)


@dataclass(frozen=True, slots=True)
class Given:
    """A figure that a provider handed in of a body, with the objection to it."""

    fact: Fact
    name: str
    basis: object
    words: str
    provider: str
    objection: Objection | None


def tables_of(actor: Actor, month: Month) -> list[Listed]:
    """The tables that a person's bodies hand in for a month."""
    names = {one.id: one.name for one in declarations().indicators}
    found = [one for body in sorted(actor.bodies("provider")) for one in of_provider(body, month)]
    if not found:
        return []
    held, measured = holds(month), by_table(in_force(month.year))
    keys = [table_key(one.indicator, one.scope, month) for one in found]
    released = {one.key: one for one in Sheet.objects.current().filter(key__in=keys, state="released")}
    return [
        Listed(
            indicator=one.indicator,
            name=names[one.indicator],
            scope="" if one.scope == WHOLE else one.scope,
            org_unit=one.provider,
            released=key in released,
            loaded=key not in released and held.whole(measured.get((one.indicator, one.scope), ())),
            due=provider_window(one, month).due,
            to_come=to_come(released.get(key)),
        )
        for one, key in zip(found, keys, strict=True)
    ]


def given(org_unit: str, month: Month) -> list[Given]:
    """The released figures of a body for a month that others handed in, in the order of its pledges."""
    pack = declarations()
    names = {one.id: one.name for one in pack.indicators}
    order = {clause.indicator: place for place, (clause, _book) in enumerate(in_force(month.year))}
    facts = released().filter(org_unit=org_unit, last=month.number, kind__in=("quantity", "rank"))
    provided = [one for one in facts if one.indicator and pack.provider(one.indicator, one.scope, month.last_day)]
    said = {one.fact: one for one in Objection.objects.current().filter(fact__in=[one.key for one in provided])}
    found = [
        Given(
            fact=one,
            name=names.get(one.indicator, one.subject),
            basis=_("位次") if one.kind == "rank" else BASES.get(one.basis, one.basis),
            words=_words(one),
            provider=provider_of(one),
            objection=said.get(one.key),
        )
        for one in provided
    ]
    return sorted(found, key=lambda one: (order.get(one.fact.indicator, len(order)), one.fact.basis))


def provider_of(fact: Fact) -> str:
    """Who handed a figure in: who is named, else who provides the indicator."""
    found = declarations().provider(fact.indicator, fact.scope, month_of(fact.last).last_day)
    return fact.provider or (found.provider if found else "")


def objected_to(actor: Actor) -> list[tuple[Objection, Fact]]:
    """The objections to figures of a person's bodies that wait: for an answer, or for the correction that it promised.

    Each with the figure as it stands.
    """
    own = actor.bodies("provider")
    asked = Objection.objects.current().filter(Q(answer="") | Q(upheld=True))
    waiting = list(asked) if own else []
    facts = {one.key: one for one in Fact.objects.current().filter(key__in=[each.fact for each in waiting])}
    found = [(one, facts[one.fact]) for one in waiting if one.fact in facts and provider_of(facts[one.fact]) in own]
    return [(one, fact) for one, fact in found if not one.answer or is_promised(one, fact)]


def is_promised(one: Objection, fact: Fact) -> bool:
    """Whether a correction was promised in answer to an objection, and the figure is still the one of before."""
    return bool(one.answer) and one.upheld is True and fact.entry_id < one.entry_id


def _words(fact: Fact) -> str:
    held = exact(fact.value)
    if fact.is_none:
        return NIL_WORD
    return "" if held is None else f"第{held}位" if fact.kind == "rank" else about(held, fact.unit)
