"""The log for the auditor: who changed what, when, on which proof."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from duban.web.access.web import page
from duban.web.audit.listing import listed


@page("log.see")
def entries(request: HttpRequest) -> HttpResponse:
    """The entries, newest first, filtered by what the address says."""
    return render(request, "audit/log.html", listed(request.GET))
