"""Which verdicts carry a post."""

from __future__ import annotations

from collections.abc import Iterable

from duban.web.access.actor import Actor
from duban.web.standings.models import PledgeVerdict


def carried_by(actor: Actor, verdicts: Iterable[PledgeVerdict]) -> list[PledgeVerdict]:
    """Those of the bodies, books and indicators that somebody's posts are in charge of, in their order."""
    org_units, books, indicators = actor.carried
    return [one for one in verdicts if one.book in books or one.org_unit in org_units or one.indicator in indicators]
