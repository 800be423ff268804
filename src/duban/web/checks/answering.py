"""Which bodies nobody could answer for: no account holds a post of theirs that may explain a figure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from duban.web.access.models import Account, Holding
from duban.web.access.policy import VERBS
from duban.web.org.directory import Directory


def silent(bodies: Iterable[str], places: Directory, day: date) -> list[str]:
    """Those of some bodies, in official order, that have no account to answer with on a day; one query."""
    roles = VERBS["checks.answer"].keys()
    active = Account.objects.filter(is_active=True).values("pk")
    held = {
        one.post
        for one in Holding.objects.current().filter(account__in=active)
        if (one.start is None or one.start <= day) and (one.end is None or day <= one.end)
    }
    able = {one.post.org_unit for one in places.seats if one.post.id in held and one.roles & roles and one.holds(day)}
    return [one for one in places.in_order(set(bodies)) if one not in able]
