"""The log for the auditor: who changed what, when, on which proof."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from duban.web.access.web import actor, page
from duban.web.audit import lists
from duban.web.audit.changes import MANY
from duban.web.audit.listing import listed, rows, rows_of
from duban.web.log.models import Entry
from duban.web.tables import download, wanted


@page("log.see")
def entries(request: HttpRequest) -> HttpResponse:
    """The entries, newest first, filtered by what the address says."""
    who = actor(request)
    if wanted(request):
        return download(request, _("日志"), [lists.entries(rows_of(who, request.GET, lists.MOST))])
    return render(request, "audit/log.html", listed(who, request.GET))


@page("log.see")
def entry(request: HttpRequest, number: int) -> HttpResponse:
    """One entry whole: all that it changed, and its place in the chain."""
    found = get_object_or_404(Entry, number=number)
    (row,) = rows(actor(request), [found], MANY)
    return render(request, "audit/entry.html", {"row": row, "entry": found})
