"""The log for the auditor: who changed what, when, on which proof."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from duban.web.access.web import page
from duban.web.audit import lists
from duban.web.audit.listing import listed, rows_of
from duban.web.tables import download, wanted


@page("log.see")
def entries(request: HttpRequest) -> HttpResponse:
    """The entries, newest first, filtered by what the address says."""
    if wanted(request):
        return download(request, _("日志"), [lists.entries(rows_of(request.GET, lists.MOST))])
    return render(request, "audit/log.html", listed(request.GET))
