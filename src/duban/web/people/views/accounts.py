"""Accounts and the posts that they hold."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from duban.web.access.models import Account, Holding
from duban.web.access.policy import may
from duban.web.access.roles import ROLES
from duban.web.access.web import actor, page
from duban.web.org.directory import Seat
from duban.web.people import lists
from duban.web.people.actions import close as closing
from duban.web.people.actions.create import create as created
from duban.web.people.actions.grant import grant as granted
from duban.web.people.actions.grant import withdraw as withdrawn
from duban.web.people.actions.reset import reset as given
from duban.web.people.held import holdings
from duban.web.people.lookup import account_of, holding_of
from duban.web.people.views.sent import Told, sent
from duban.web.people.words import day, maybe_day, text
from duban.web.tables import download, wanted

Held = list[tuple[Holding, Seat | None]]


@page("access.see")
def accounts(request: HttpRequest) -> HttpResponse:
    """The accounts and the posts that they hold."""
    return _listed(request, {})


@require_POST
@page("access.accounts")
@never_cache
def create(request: HttpRequest) -> HttpResponse:
    """A new account; its first password is shown this once."""
    posted = request.POST

    def do() -> HttpResponse:
        account, password = created(actor(request), posted.get("username", ""), posted.get("full_name", ""))
        return render(request, "people/password.html", {"account": account, "password": password, "new": True})

    return sent(request, "create", do, lambda told: _listed(request, told))


@page("access.see")
def account(request: HttpRequest, number: int) -> HttpResponse:
    """One account."""
    return _shown(request, account_of(number), {})


@require_POST
@page("access.accounts")
def close(request: HttpRequest, number: int) -> HttpResponse:
    """Nobody signs in with it any more."""
    one = account_of(number)

    def do() -> HttpResponse:
        closing.close(actor(request), number)
        messages.success(request, _("停用了；在用的也马上退出。做过的事照旧查得到。"))
        return redirect("account", number=number)

    return sent(request, "close", do, lambda told: _shown(request, one, told))


@require_POST
@page("access.accounts")
def open_again(request: HttpRequest, number: int) -> HttpResponse:
    """It can be used again."""
    closing.open_again(actor(request), number)
    messages.success(request, _("启用了。"))
    return redirect("account", number=number)


@require_POST
@page("access.accounts")
@never_cache
def reset(request: HttpRequest, number: int) -> HttpResponse:
    """A new password, shown this once."""
    one = account_of(number)

    def do() -> HttpResponse:
        who, password = given(actor(request), number, second=request.POST.get("second") == "1")
        return render(request, "people/password.html", {"account": who, "password": password})

    return sent(request, "reset", do, lambda told: _shown(request, one, told))


@require_POST
@page("access.holdings")
def grant(request: HttpRequest, number: int) -> HttpResponse:
    """The account gets a post."""
    one, posted = account_of(number), request.POST

    def do() -> HttpResponse:
        post = text(posted.get("post", ""), _("职务"))
        spell = day(posted.get("start", ""), _("从哪天起")), maybe_day(posted.get("end", ""), _("到哪天"))
        granted(actor(request), number, post, *spell, posted.get("document", ""))
        messages.success(request, _("任职登记好了。"))
        return redirect("account", number=number)

    return sent(request, "grant", do, lambda told: _shown(request, one, told))


@require_POST
@page("access.holdings")
def withdraw(request: HttpRequest, key: str) -> HttpResponse:
    """The account takes leave of a post."""
    row, posted = holding_of(key), request.POST

    def do() -> HttpResponse:
        withdrawn(actor(request), key, day(posted.get("day", ""), _("到哪天")), posted.get("document", ""))
        messages.success(request, _("免职登记好了。"))
        return redirect("account", number=row.account)

    return sent(request, f"withdraw_{key}", do, lambda told: _shown(request, account_of(row.account), told))


def _listed(request: HttpRequest, more: Told) -> HttpResponse:
    who = actor(request)
    held: dict[int, Held] = {}
    for row in Holding.objects.current():
        if row.end is None or row.end >= who.day:
            held.setdefault(row.account, []).append((row, who.directory.seat_by_key.get(row.post)))
    rows = [(one, held.get(one.pk, [])) for one in Account.objects.order_by("-is_active", "username")]
    if wanted(request):
        return download(request, pgettext("several", "账号"), [lists.accounts(rows)])
    told = {"rows": rows, "may_create": may(who, "access.accounts"), "typed": {}}
    return render(request, "people/accounts.html", told | more)


def _shown(request: HttpRequest, one: Account, more: Told) -> HttpResponse:
    who = actor(request)
    seats = who.directory.seat_by_key
    told: dict[str, Any] = {
        "account": one,
        "own": one.pk == who.account,
        "held": [(row, seats.get(row.post), row.end is None or row.end >= who.day) for row in holdings(one.pk)],
        "seats": [seat for seat in who.directory.seats if seat.roles and seat.holds(who.day)],
        "roles": ROLES,
        "may_account": may(who, "access.accounts"),
        "may_hold": may(who, "access.holdings"),
        "may_log": may(who, "log.see"),
        "typed": {},
    }
    return render(request, "people/account.html", told | more)
