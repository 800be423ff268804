"""The result before it is issued, for the supervision office; and the button that issues it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from duban.errors import DubanError
from duban.standing.leagues.sheet import sheet
from duban.web.access.policy import may, require
from duban.web.access.web import actor, page
from duban.web.declared.pack import declarations
from duban.web.leagues.actions.issue import Wanted
from duban.web.leagues.actions.issue import issue as issued
from duban.web.leagues.freezing import steps
from duban.web.leagues.issued import last_before, last_year, pasts, rows
from duban.web.leagues.rulebooks import groups_of
from duban.web.leagues.scene import league_of, scene
from duban.web.leagues.views.asked import Asked, asked
from duban.web.leagues.views.issued import as_file
from duban.web.people.views.sent import Told, sent
from duban.web.people.words import day


@page("leagues.try")
def preview(request: HttpRequest) -> HttpResponse:
    """How a group stands by what is known now; nobody else sees it."""
    return shown(request, {})


def shown(request: HttpRequest, more: dict[str, Any]) -> HttpResponse:
    """The preview; ``more`` is what a refused form hands back."""
    pack, who = declarations(), actor(request)
    told: dict[str, Any] = {"choices": groups_of(pack), "issues": may(who, "leagues.issue"), "typed": {}}
    try:
        wanted = asked(pack, request.GET or request.POST, who)
        told |= {"asked": wanted, "books": [one for one in pack.rulebooks if wanted.group in one.groups]}
        told |= _result(wanted)
    except DubanError as error:
        told |= {"error": error}
    return render(request, "leagues/preview.html", told | more, status=422 if "error" in told else 200)


@page("leagues.try")
def body(request: HttpRequest, org_unit: str) -> HttpResponse:
    """Where a body's points would come from, as its page will say once the result is issued."""
    try:
        wanted = asked(declarations(), request.GET, actor(request))
        told = _result(wanted, org_unit)
    except DubanError:
        raise Http404(org_unit) from None
    row = next((one for one in told["rows"] if one.place["org_unit"] == org_unit), None)
    if row is None:
        raise Http404(org_unit)
    told |= {"asked": wanted, "row": row, "place": row.place}
    told["lines"] = list(zip(told["result"]["lines"], row.place["lines"], strict=True))
    return render(request, "leagues/body.html", told)


@page("leagues.try")
def download(request: HttpRequest, form: str) -> HttpResponse:
    """The preview as a file; its name says that it is none of the issued."""
    try:
        wanted = asked(declarations(), request.GET, actor(request))
    except DubanError:
        raise Http404(form) from None
    return as_file(f"{wanted.group}预览，没有发布", _result(wanted)["result"], form)


def _result(wanted: Asked, body: str = "") -> dict[str, Any]:
    """The result as it would be issued; with what one place up takes, for a body."""
    there = scene(wanted.as_of)
    told = there.standings(wanted.book)
    earlier = pasts(wanted.group, wanted.as_of)
    before, year_ago = last_before(earlier, wanted.as_of), last_year(earlier, wanted.as_of)
    league = league_of(told, wanted.group)
    result = sheet(told, league, dict(steps(there.pack, told, league, body)) if body else None)
    return {"result": result, "rows": rows(result, before, year_ago), "before": before, "year_ago": year_ago}


@require_POST
@page("leagues.issue")
def issue(request: HttpRequest) -> HttpResponse:
    """Freeze and issue; leads to the result, which a job reckons."""
    posted = request.POST
    require(actor(request), "leagues.issue")

    def do() -> HttpResponse:
        when: date = day(posted.get("as_of", ""), _("截至哪天"))
        told = (posted.get("group", ""), when, posted.get("title", ""), posted.get("document", ""))
        row = issued(actor(request), Wanted(*told))
        messages.success(request, _("已经封存，正在计算；算好就发布。"))
        return redirect("league", key=row.key)

    def again(told: Told) -> HttpResponse:
        return shown(request, told)

    return sent(request, "issue", do, again)
