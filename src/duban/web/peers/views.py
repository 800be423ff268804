"""对标: the board, a month in full, and the way in: hand in, look, keep."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from duban.errors import InputError
from duban.standing.peers.api import By
from duban.web.access.policy import require
from duban.web.access.web import actor, page, said
from duban.web.facts.views.own import month_of
from duban.web.peers.actions.keep import keep
from duban.web.peers.actions.stage import drop, stage
from duban.web.peers.board import board
from duban.web.peers.models import PeersDraft
from duban.web.peers.month import kept_of
from duban.web.peers.reading import read
from duban.web.peers.sheets import BASES
from duban.web.peers.sheets import of_board as board_sheets
from duban.web.peers.sheets import of_month as month_sheets
from duban.web.tables import download, wanted

_BYS = ("level", "growth", "both")


@page("peers.see")
def shown(request: HttpRequest) -> HttpResponse:
    """Our place per indicator, its movement, the distances, the months side by side, the sentences to copy."""
    asked = request.GET.get("by", "")
    by = cast("By", asked if asked in _BYS else "")
    year = request.GET.get("year", "")
    told = board(actor(request).day, int(year) if year.isascii() and year.isdigit() and len(year) == 4 else None, by)
    if wanted(request):
        return download(request, _("对标%(year)s") % {"year": told.year}, board_sheets(told))
    return render(request, "peers/board.html", {"board": told, "by": by, "bases": BASES})


@page("peers.see")
def of_month(request: HttpRequest, month: str) -> HttpResponse:
    """All peers' figures of the tables that end with a month."""
    chosen = month_of(month)
    kept = kept_of(chosen)
    if not kept:
        raise Http404(month)
    if wanted(request):
        return download(request, _("对标%(year)s") % {"year": chosen}, month_sheets(kept))
    return render(request, "peers/month.html", {"kept": kept, "month": chosen, "bases": BASES})


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Hand in a file or pasted text; what cannot be read is told above the form, with the text still in it."""
    require(actor(request), "peers.keep")
    posted = {name: request.POST.get(name, "") for name in ("text", "period", "source")}
    error = ""
    if request.method == "POST":
        try:
            stage(actor(request), request.FILES.get("file"), **posted)
        except InputError as refused:
            error = said(refused)
        else:
            return redirect("peers_draft")
    return render(request, "peers/new.html", {"posted": posted, "error": error}, status=422 if error else 200)


@require_http_methods(["GET", "POST"])
def draft(request: HttpRequest) -> HttpResponse:
    """What was read of the draft, what is refused and why; posted, it is kept."""
    who = actor(request)
    require(who, "peers.keep")
    found = PeersDraft.objects.filter(account=who.account or 0).first()
    try:
        if request.method == "POST":
            count = keep(who, sure=request.POST.get("sure") == "1")
            messages.success(request, _("收下了，指标%(count)d个。") % {"count": count})
            return redirect("peers")
        if found is None:
            return redirect("peers_new")
        told = read(found)
    except InputError as error:
        messages.error(request, said(error))
        waits = request.method == "POST" and found is not None
        return redirect("peers_draft" if waits else "peers" if request.method == "POST" else "peers_new")
    return render(request, "peers/draft.html", {"draft": found, "read": told, "bases": BASES})


@require_POST
def dropped(request: HttpRequest) -> HttpResponse:
    """Throw the draft away."""
    drop(actor(request))
    return redirect("peers")
