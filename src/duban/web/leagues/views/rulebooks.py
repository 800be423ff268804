"""The history of the rulebooks, with what each says otherwise than the one before; one of them withdrawn."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from duban.standing.leagues.rules_said import line_said, plain, rules_said
from duban.web.access.policy import may
from duban.web.access.web import actor, page
from duban.web.declared.pack import declarations
from duban.web.leagues.actions.withdraw import withdraw as withdrawn_now
from duban.web.leagues.rulebooks import Chapter, history, withdrawn
from duban.web.people.views.sent import Told, sent


@page("leagues.see")
def chapters(request: HttpRequest) -> HttpResponse:
    """All rulebooks, the newest first."""
    return _shown(request, {})


def _shown(request: HttpRequest, more: dict[str, Any]) -> HttpResponse:
    who = actor(request)
    told = {
        "chapters": [_told(one) for one in history(declarations(), who.day)],
        "withdrawn": withdrawn(),
        "withdraws": may(who, "leagues.adopt"),
        "typed": {},
    }
    return render(request, "leagues/rulebooks.html", told | more)


def _told(one: Chapter) -> dict[str, object]:
    lines = [(line.name, plain(line.weight), line_said(line)) for line in one.book.lines]
    return {"chapter": one, "lines": lines, "rules": list(rules_said(one.book)), "full": plain(one.book.full)}


@require_POST
@page("leagues.adopt")
def withdraw(request: HttpRequest, rulebook: str) -> HttpResponse:
    """A rulebook that was adopted by mistake; the one before it holds again."""
    if not any(one.id == rulebook for one in declarations().rulebooks):
        raise Http404(rulebook)

    def do() -> HttpResponse:
        withdrawn_now(actor(request), rulebook, request.POST.get("reason", ""))
        messages.success(request, _("撤回了；以前的办法接着用。"))
        return redirect("league_rulebooks")

    def again(told: Told) -> HttpResponse:
        return _shown(request, told)

    return sent(request, "withdraw", do, again)
