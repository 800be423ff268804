"""The page of what was found, and the short list under the box while somebody types."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from duban.web.access.web import actor, page
from duban.web.books.models import Clause
from duban.web.books.words import TierWords, tiers
from duban.web.search.find import KINDS, LONGEST, Hit, best, find

_EACH = 10  # of a kind, until somebody asks for all of it
_MOST = 100
_SUGGESTED = 3  # of each kind


@page("home.see")
def shown(request: HttpRequest) -> HttpResponse:
    """What fits, by kind; ``?kind=pledge`` shows all of one kind."""
    typed, kind = request.GET.get("q", "").strip(), request.GET.get("kind", "")
    found = find(actor(request), typed)
    chosen = kind if kind in KINDS else ""
    groups: list[dict[str, Any]] = [
        {"kind": one, "name": KINDS[one], "count": len(hits), "hits": hits[: _MOST if chosen else _EACH]}
        for one, hits in found.items()
        if chosen in {"", one}
    ]
    told: dict[str, Any] = {"typed": typed[:LONGEST], "kind": chosen, "groups": groups, "each": _EACH}
    told["targets"] = _targets(hit for group in groups for hit in group["hits"])
    told |= {"length": len(typed) if len(typed) > LONGEST else 0, "longest": LONGEST, "most": _MOST}
    return render(request, "search/search.html", told)


def _targets(hits: Iterable[Hit]) -> dict[str, list[TierWords]]:
    """The targets of the pledges among what is shown, by which two of the same name are told apart; one query."""
    keys = [hit.found.key for hit in hits if hit.found.kind == "pledge"]
    return {one.key: tiers(one) for one in Clause.objects.current().filter(key__in=keys)}


@page("home.see")
def suggested(request: HttpRequest) -> HttpResponse:
    """The best few, for the list under the box."""
    typed = request.GET.get("q", "").strip()
    hits = best(actor(request), typed, _SUGGESTED)
    told = {"hits": hits, "targets": _targets(hits), "typed": typed[:LONGEST], "kinds": KINDS}
    return render(request, "search/suggested.html", told)
