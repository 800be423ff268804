"""What is still open about a figure that counts: a body's own counts from its signature on, and is verified later."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from django.utils.functional import Promise

from duban.web.books.models import Clause
from duban.web.declared.pack import declarations
from duban.web.facts.chain import FINAL
from duban.web.facts.glance import STATES
from duban.web.facts.models import Fact, Sheet
from duban.web.facts.owed import provided
from duban.web.facts.rows import OWN
from duban.web.facts.seen import released
from duban.web.facts.sheets import own_key
from duban.web.log.amounts import month_of

_VERIFIED: Final = "verified"
# Of a sheet that was signed and is with its body again its figures are under correction.
_OPEN: Final = {FINAL: STATES[FINAL]}
_RETURNED: Final = STATES["returned"]


def unsettled(facts: Iterable[Fact]) -> Mapping[int, Promise]:
    """What is open about each of some figures, by their rows' numbers; nothing of those that are settled; one query."""
    keys = {one.pk: own_key(one.provider, month_of(one.last)) for one in facts if one.source == OWN and one.provider}
    sheets = Sheet.objects.current().filter(key__in=set(keys.values())) if keys else ()
    states = {one.key: one.state for one in sheets}
    return {
        number: _OPEN.get(states[key], _RETURNED)
        for number, key in keys.items()
        if states.get(key, _VERIFIED) != _VERIFIED
    }


def unsettled_of(clause: Clause, keys: Iterable[str], month: int | None) -> list[Promise]:
    """What is open about the figures by which a pledge is judged: of its newest month, where its body reports it."""
    if month is None or provided(declarations(), clause, month_of(month).last_day):
        return []
    return list(dict.fromkeys(unsettled(released().filter(key__in=list(keys), last=month)).values()))


def was_signed(sheet: Sheet | None) -> bool:
    """Whether a sheet that is with its body was signed before, so that figures of it count."""
    if sheet is None or sheet.state in {FINAL, _VERIFIED}:
        return False
    return Sheet.objects.filter(key=sheet.key, state=FINAL).exists()
