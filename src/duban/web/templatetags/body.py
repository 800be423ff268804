"""How a body stands, on its own page: its lights, what of its pledges is behind, its place in the newest league."""

from __future__ import annotations

from typing import Any

from django import template

from duban.web.access.actor import Actor
from duban.web.access.policy import may
from duban.web.leagues.models import Issue
from duban.web.overview.matrix import counted, legend
from duban.web.standings.models import counting

register = template.Library()
_BEHIND = ("behind", "missed")


@register.inclusion_tag("people/standing.html", takes_context=True)
def body_standing(context: template.Context, key: str) -> dict[str, Any]:
    """The lights as counts, the pledges that are behind, and the issued place; three queries."""
    actor: Actor = context["request"].actor
    told: dict[str, Any] = {"request": context["request"], "key": key}
    if may(actor, "overview.see"):
        whole = actor.directory.whole
        rows = counting().filter(**{"org_unit" if whole and whole.id == key else "lead": key})
        behind = rows.filter(verdict__in=_BEHIND).order_by("book", "pledge").defer("facts", "history", "forecast")
        told |= {"lamps": legend(counted(rows, "lead")), "behind": sorted(behind, key=lambda one: one.severity)}
    if may(actor, "leagues.see"):
        told["league"] = _place(key)
    return told


def _place(key: str) -> dict[str, Any] | None:
    """The newest issued league that the body is in, and its place there; None where it is in none."""
    issued = Issue.objects.current().filter(state="issued").order_by("-as_of", "-id").defer("result")
    row = next((one for one in issued if key in one.ranks), None)
    if row is None:
        return None
    return {"issue": row, "rank": row.ranks[key][0], "of": sum(rank is not None for rank, _total in row.ranks.values())}
