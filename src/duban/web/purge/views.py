"""The page of purges: what is proposed, what was done; what stands there is never shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from duban.errors import DubanError
from duban.web.access.models import Account
from duban.web.access.policy import RefusedError, may
from duban.web.access.web import actor, page, said
from duban.web.purge.actions.confirm import confirm
from duban.web.purge.actions.propose import propose, withdraw
from duban.web.purge.models import Purge
from duban.web.purge.words import KINDS, STATES, WHYS


@page("purge.see")
def every(request: HttpRequest) -> HttpResponse:
    """All purges, those that wait first."""
    who = actor(request)
    rows = sorted(Purge.objects.current().select_related("entry"), key=lambda one: (one.state != "proposed", -one.pk))
    names = dict(Account.objects.filter(pk__in={one.proposer for one in rows}).values_list("pk", "username"))
    told: dict[str, Any] = {
        "rows": [(one, names.get(one.proposer, "")) for one in rows],
        "kinds": KINDS,
        "states": STATES,
        "whys": WHYS,
        "may_propose": may(who, "purge.propose"),
        "may_confirm": may(who, "purge.confirm"),
    }
    return render(request, "purge/purges.html", told)


@require_POST
def propose_one(request: HttpRequest) -> HttpResponse:
    """Propose a purge."""
    posted = request.POST
    target, why, document = (posted.get(name, "") for name in ("target", "why", "document"))
    done = _("提出了，还什么都没有清。请另一位管理员确认。")
    return _sent(request, lambda: propose(actor(request), target, why=why, document=document), done)


@require_POST
def confirm_one(request: HttpRequest, key: str) -> HttpResponse:
    """Purge."""
    return _sent(request, lambda: confirm(actor(request), _of(key)), _("清除了，留下了校验码。"))


@require_POST
def withdraw_one(request: HttpRequest, key: str) -> HttpResponse:
    """Withdraw a proposal."""
    return _sent(request, lambda: withdraw(actor(request), _of(key)), _("撤回了。"))


def _sent(request: HttpRequest, do: Callable[[], Purge], done: str) -> HttpResponse:
    try:
        do()
    except RefusedError:
        raise
    except DubanError as error:
        messages.error(request, said(error))
    else:
        messages.success(request, done)
    return redirect("purges")


def _of(key: str) -> Purge:
    found: Purge | None = Purge.objects.current().filter(key=key).first()
    if found is None:
        raise Http404(key)
    return found
