"""The month at a glance: who is how far, who is reminded, for whom it is opened again."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from duban.errors import DubanError
from duban.web.access.policy import RefusedError, may
from duban.web.access.web import actor, page
from duban.web.clock.today import today
from duban.web.facts import lists
from duban.web.facts.actions.remind import remind
from duban.web.facts.actions.reopen import reopen
from duban.web.facts.calendar import window
from duban.web.facts.given import tables_of
from duban.web.facts.glance import Glance, Tables
from duban.web.facts.month import whole
from duban.web.facts.views.own import month_of, months
from duban.web.tables import download
from duban.web.tables import wanted as form


@page("facts.see")
def month(request: HttpRequest, month: str) -> HttpResponse:
    """Who has handed in, signed, verified, objected, is late; a body's own people see their own lines."""
    who, wanted, days = actor(request), month_of(month), window(month_of(month))
    found = whole(wanted, who.directory, today())
    mine = who.bodies("liaison") | who.bodies("checker") | who.bodies("signer") | who.bodies("provider")
    every = may(who, "facts.glance")
    rows = [one for one in found.bodies if every or one.org_unit in mine]
    told: dict[str, Any] = {
        "month": wanted,
        "rows": rows,
        "providers": [one for one in found.providers if every or one.org_unit in mine],
        "remindable": found.remindable,
        "to_remind": len({one.org_unit for one in found.remindable}),
        "due": len({one.org_unit for one in found.waited_for if one.due and not one.nobody}),
        "waited_for": len({one.org_unit for one in found.waited_for}),
        "window": days,
        "closed": days.is_closed(today()),
        "mine": mine,
        "tables": tables_of(who, wanted),
    }
    if form(request):
        glances = [one.found for one in rows if isinstance(one.found, Glance)]
        given = [one.found for one in told["providers"] if isinstance(one.found, Tables)]
        sheets = [lists.month(glances, wanted, who.directory), lists.providers(given, who.directory)]
        return download(request, str(wanted), sheets)
    return render(request, "facts/month.html", told | months(wanted))


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
