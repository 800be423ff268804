"""The page of what was found, and the short list under the box while somebody types."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from duban.web.access.web import actor, page
from duban.web.search.find import KINDS, LONGEST, best, find

_EACH = 10  # of a kind, until somebody asks for all of it
_MOST = 100
_SUGGESTED = 3  # of each kind


@page("home.see")
def shown(request: HttpRequest) -> HttpResponse:
    """What fits, by kind; ``?kind=pledge`` shows all of one kind."""
    typed, kind = request.GET.get("q", "").strip(), request.GET.get("kind", "")
    found = find(actor(request), typed)
    chosen = kind if kind in KINDS else ""
    groups = [
        {"kind": one, "name": KINDS[one], "count": len(hits), "hits": hits[: _MOST if chosen else _EACH]}
        for one, hits in found.items()
        if chosen in {"", one}
    ]
    told: dict[str, Any] = {"typed": typed[:LONGEST], "kind": chosen, "groups": groups, "each": _EACH}
    told |= {"length": len(typed) if len(typed) > LONGEST else 0, "longest": LONGEST, "most": _MOST}
    return render(request, "search/search.html", told)


@page("home.see")
def suggested(request: HttpRequest) -> HttpResponse:
    """The best few, for the list under the box."""
    typed = request.GET.get("q", "").strip()
    told = {"hits": best(actor(request), typed, _SUGGESTED), "typed": typed[:LONGEST], "kinds": KINDS}
    return render(request, "search/suggested.html", told)
