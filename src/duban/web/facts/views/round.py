"""The month at a glance: who is how far, who is reminded, for whom it is opened again."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from duban.errors import DubanError
from duban.periods import Month
from duban.web.access.actor import Actor
from duban.web.access.policy import RefusedError, may
from duban.web.access.web import actor, page
from duban.web.facts import lists
from duban.web.facts.actions.remind import remind
from duban.web.facts.actions.reopen import reopen
from duban.web.facts.calendar import window
from duban.web.facts.given import tables_of
from duban.web.facts.glance import Glance, Tables, drafts_of
from duban.web.facts.month import Line, Whole, whole
from duban.web.facts.seen import next_release
from duban.web.facts.views.own import month_of, months
from duban.web.log.remembered import with_forms
from duban.web.tables import download
from duban.web.tables import wanted as form


@page("facts.see")
def month(request: HttpRequest, month: str) -> HttpResponse:
    """Who has handed in, signed, verified, objected, is late; a body's own people see their own lines."""
    who, wanted = actor(request), month_of(month)
    if form(request):
        return _download(request, wanted)
    drafts = tuple(sorted(drafts_of(wanted).items()))
    key = ("month", wanted, request.GET.urlencode(), who.account, who.day, drafts)
    parts = with_forms(request, key, lambda token: (_parts(request, wanted, token), next_release()))
    return render(request, "facts/month.html", {"month": wanted, "parts": parts})


def _seen(who: Actor, month: Month) -> tuple[Whole, list[Line], list[Line]]:
    """The month, and of its bodies and providers those that somebody sees."""
    found = whole(month, who.directory, who.day)
    if may(who, "facts.glance"):
        return found, list(found.bodies), list(found.providers)
    mine = who.bodies("liaison") | who.bodies("checker") | who.bodies("signer") | who.bodies("provider")
    bodies, providers = ([one for one in lines if one.org_unit in mine] for lines in (found.bodies, found.providers))
    return found, bodies, providers


def _parts(request: HttpRequest, month: Month, token: dict[str, str]) -> str:
    who, days = actor(request), window(month)
    found, rows, providers = _seen(who, month)
    told: dict[str, Any] = {
        "request": request,
        "today": who.day,
        "month": month,
        "rows": rows,
        "providers": providers,
        "remindable": found.remindable,
        "to_remind": len({one.org_unit for one in found.remindable}),
        "due": len({one.org_unit for one in found.waited_for if one.due and not one.nobody}),
        "waited_for": len({one.org_unit for one in found.waited_for}),
        "window": days,
        "planned": bool(found.bodies or found.providers),
        "closed": days.is_closed(who.day),
        "tables": tables_of(who, month),
    }
    return render_to_string("facts/month_parts.html", told | months(month) | token)


def _download(request: HttpRequest, month: Month) -> HttpResponse:
    who = actor(request)
    _whole, rows, providers = _seen(who, month)
    glances = [one.found for one in rows if isinstance(one.found, Glance)]
    given = [one.found for one in providers if isinstance(one.found, Tables)]
    sheets = [lists.month(glances, month, who.directory), lists.providers(given, who.directory)]
    return download(request, str(month), sheets)


@require_POST
def remind_now(request: HttpRequest, month: str) -> HttpResponse:
    """Remind one, or all that owe something."""
    wanted, asked = month_of(month), request.POST.get("body", "")
    kind, _dot, body = asked.partition(".")
    try:
        lines = remind(actor(request), wanted, (kind, body) if asked else None)
        count = len({one.org_unit for one in lines})
    except RefusedError:
        raise
    except DubanError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("催了%(count)d个单位，在他们的“我的”里看得到。") % {"count": count})
    return redirect("data_month", month=month)


@require_POST
def reopen_for(request: HttpRequest, month: str) -> HttpResponse:
    """Open a closed month again for a body."""
    wanted, posted = month_of(month), request.POST
    try:
        until = _day(posted.get("until", ""))
        row = reopen(actor(request), posted.get("org_unit", ""), wanted, until=until, reason=posted.get("reason", ""))
    except RefusedError:
        raise
    except DubanError as error:
        messages.error(request, str(error))
    else:
        body = actor(request).directory.named(row.org_unit)
        messages.success(request, _("给%(body)s重新开放到%(until)s。") % {"body": body, "until": row.until})
    return redirect("data_month", month=month)


def _day(said: str) -> date | None:
    try:
        return date.fromisoformat(said.strip())
    except ValueError:
        return None
