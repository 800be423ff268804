"""The pages about the interface: what it offers, one's own tokens, and everybody's for the security administrator."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from duban.web.access.models import Account
from duban.web.access.web import actor, page
from duban.web.api.actions.issue import issue
from duban.web.api.actions.revoke import revoke
from duban.web.api.described import operations
from duban.web.api.models import Token
from duban.web.api.office import ABOUT, TITLE, VERSION, schema
from duban.web.api.tokens import LONGEST_DAYS, counts, tokens_of
from duban.web.people.views.sent import Told, sent
from duban.web.people.words import day

_USUAL_DAYS = 90


@require_safe
def root(request: HttpRequest) -> HttpResponse:
    """Where to begin: for a program the addresses, for a person with a browser the page about them."""
    if "text/html" in request.headers.get("Accept", ""):
        return redirect("api_docs")
    told = {"name": TITLE, "version": VERSION, "openapi": reverse("api_openapi"), "docs": reverse("api_docs")}
    return JsonResponse(told | {"about": ABOUT}, json_dumps_params={"ensure_ascii": False})


@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    """What OpenAPI says of the interface; nothing of the store is in it."""
    return JsonResponse(schema(), json_dumps_params={"ensure_ascii": False, "indent": 1})


@page("home.see")
def docs(request: HttpRequest) -> HttpResponse:
    """The same for a person to read, written here: nothing is fetched from elsewhere."""
    return render(request, "api/docs.html", {"groups": operations(schema()), "about": ABOUT})


@page("access.tokens")
def tokens(request: HttpRequest) -> HttpResponse:
    """The reader's own tokens."""
    return _mine(request, {})


@require_POST
@page("access.tokens")
@never_cache
def make(request: HttpRequest) -> HttpResponse:
    """A new token; its words are shown this once."""
    posted = request.POST

    def do() -> HttpResponse:
        until = day(posted.get("until", ""), _("到哪天"))
        return render(request, "api/token.html", {"made": issue(actor(request), posted.get("name", ""), until)})

    return sent(request, "token", do, lambda told: _mine(request, told))


@require_POST
def take_back(request: HttpRequest, key: str) -> HttpResponse:
    """A token counts no more."""
    row = revoke(actor(request), key)
    messages.success(request, _("收回了，用它的程序马上不能再用。"))
    return redirect("tokens" if row.account == actor(request).account else "tokens_all")


@page("access.tokens_all")
def everybodys(request: HttpRequest) -> HttpResponse:
    """The tokens that count, of everybody."""
    who = actor(request)
    rows = [one for one in Token.objects.current().order_by("-id") if counts(one, who.day)]
    names = Account.objects.in_bulk({one.account for one in rows})
    return render(request, "api/tokens_all.html", {"rows": [(one, names.get(one.account)) for one in rows]})


def _mine(request: HttpRequest, more: Told) -> HttpResponse:
    who, typed = actor(request), more.get("typed", {})
    told: dict[str, Any] = {
        "rows": [(one, counts(one, who.day)) for one in tokens_of(who.account or 0)],
        "until": typed.get("token", {}).get("until") or (who.day + timedelta(days=_USUAL_DAYS)).isoformat(),
        "last": who.day + timedelta(days=LONGEST_DAYS),
        "typed": {},
    }
    return render(request, "api/tokens.html", told | more)
