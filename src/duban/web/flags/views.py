"""What is proposed, what counts, and the history of both; and the office's word on one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from duban.web.access.policy import may
from duban.web.access.web import actor, page
from duban.web.flags.actions import decide as deciding
from duban.web.flags.lookup import SORTS, STATES, confirmed, versions, waiting
from duban.web.flags.models import Flag, Proposed
from duban.web.org.directory import Directory
from duban.web.people.views.sent import Told
from duban.web.people.views.sent import sent as answered
from duban.web.standings.models import PledgeVerdict

_SAID = {
    "confirm": _("认定了，从现在起算数。"),
    "decline": _("没有认定，不算数；数变了还可以再认定。"),
    "withdraw": _("撤销了，从现在起不算数，记录留着。"),
}


@page("flags.see")
def listed(request: HttpRequest) -> HttpResponse:
    """The flags that count by body, and their history; for the office what waits to be confirmed, too."""
    return listed_with(request, {})


def listed_with(request: HttpRequest, more: dict[str, Any]) -> HttpResponse:
    """The page; ``more`` is what a refused form hands back."""
    who, body = actor(request), request.GET.get("org_unit", "")
    sees, flagged = may(who, "flags.see_proposed"), confirmed()
    past = [one for one in versions(all_of_them=sees) if body in {"", one.org_unit}]
    current = {one.key: one.pk for one in reversed(past)}
    told = {
        "waiting": [one for one in _in_order(who.directory) if body in {"", one.org_unit}] if sees else [],
        "sees_proposed": sees,
        "may_decide": may(who, "flags.decide"),
        "bodies": [(key, flagged[key]) for key in who.directory.in_order(flagged) if body in {"", key}],
        "history": [(one, current[one.key] == one.pk) for one in past],
        "asked": {"org_unit": body},
        "sorts": SORTS,
        "states": STATES,
        "verdicts": _verdicts() if sees else {},
        "typed": {},
    }
    return render(request, "flags/flags.html", told | more)


def _verdicts() -> dict[str, PledgeVerdict]:
    """How the pledges stand for which something waits."""
    found = PledgeVerdict.objects.filter(pledge__in=Proposed.objects.values("pledge"))
    return {one.pledge: one for one in found.defer("history", "forecast")}


def _in_order(places: Directory) -> list[Proposed]:
    """What waits, body by body in official order."""
    found, order = waiting(), places.places_in_order
    return sorted(found, key=lambda one: order.get(one.org_unit, len(order)))


@require_POST
def decide(request: HttpRequest, key: str) -> HttpResponse:
    """Confirm, decline or withdraw."""
    what, said = request.POST.get("what", ""), request.POST.get("version", "")
    if not (Proposed.objects.filter(key=key).exists() or Flag.objects.filter(key=key).exists()):
        raise Http404(key)

    def do() -> HttpResponse:
        version = int(said) if said.isdigit() else None
        deciding.decide(actor(request), key, what, request.POST.get("text", ""), version=version)
        messages.success(request, str(_SAID[what]))
        return redirect("flags")

    return answered(request, key, do, lambda told: listed_with(request, told))


@require_POST
def decide_all(request: HttpRequest) -> HttpResponse:
    """Confirm or decline all that were chosen, with one reason."""
    posted = request.POST
    what, keys = posted.get("what", ""), posted.getlist("key")

    def do() -> HttpResponse:
        rows = deciding.decide_all(actor(request), keys, what, posted.get("text", ""))
        words = _("认定了%(count)d条，从现在起算数。") if what == "confirm" else _("有%(count)d条没有认定，不算数。")
        messages.success(request, str(words) % {"count": len(rows)})
        return redirect("flags")

    def again(told: Told) -> HttpResponse:
        return listed_with(request, told | {"chosen": keys})

    return answered(request, "all", do, again)
