"""Figures with their versions, as far as the asker may see them: before its release a figure is not there."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from ninja import Path, Query, Router

from duban.periods import Month
from duban.web.access.policy import require
from duban.web.api.auth import asks, kept_bearer
from duban.web.api.paging import page
from duban.web.api.problems import kept_answers
from duban.web.api.shapes.base import Key, Page
from duban.web.api.shapes.facts import FactOut, FactsAsked, FactWhole, RevisionOut
from duban.web.api.told import amount, month
from duban.web.facts.models import Fact
from duban.web.facts.seen import seen_by, visible_to

router = Router(auth=kept_bearer, tags=["数"])
_SAME = ("org_unit", "indicator", "basis", "status")


@router.get("/facts", url_name="api_facts", response=kept_answers(Page[FactOut]), summary="数")
def facts(request: HttpRequest, asked: Query[FactsAsked]) -> dict[str, Any]:
    """The figures that stand for the asker, in the order of their keys."""
    who = asks(request)
    require(who, "facts.see")
    found = seen_by(who).filter(**{name: getattr(asked, name) for name in _SAME if getattr(asked, name)})
    if asked.pledge:
        found = found.filter(answers=asked.pledge)
    for name, said in (("last__gte", asked.first), ("last__lte", asked.last)):
        if said:
            found = found.filter(**{name: number_of(said)})
    return page(found, asked, "key", lambda rows: [FactOut(**_fact(one)) for one in rows])


@router.get("/facts/{key}", url_name="api_fact", response=kept_answers(FactWhole), summary="一个数和它的每一版")
def fact(request: HttpRequest, key: Path[Key]) -> FactWhole:
    """One figure with the versions that the asker may see, the newest first."""
    who = asks(request)
    require(who, "facts.see")
    reach = visible_to(who)
    rows = list(Fact.objects.filter(reach, key=key).select_related("entry").order_by("-id"))
    if not rows:
        raise Http404(key)
    newer = Fact.objects.filter(reach, replaces=rows[0].pk).values_list("key", flat=True).first() or ""
    return FactWhole(**_fact(rows[0]), replaced_by=newer, revisions=[_revision(one) for one in rows])


def number_of(said: str) -> int:
    """A month of an address counted from year 0."""
    year, _dash, number = said.partition("-")
    return Month(int(year), int(number)).number


def _revision(one: Fact) -> RevisionOut:
    return RevisionOut(entry=one.entry_id, at=one.entry.at, post=one.entry.post, fact=FactOut(**_fact(one)))


def _fact(one: Fact) -> dict[str, Any]:
    own = {"first", "last", "value", "upper", "pledge", "entry"}
    return {name: getattr(one, name) for name in FactOut.model_fields if name not in own} | {
        "first": month(one.first),
        "last": month(one.last),
        "value": amount(one.value),
        "upper": amount(one.upper),
        "pledge": one.answers,
        "entry": one.entry_id,
    }
