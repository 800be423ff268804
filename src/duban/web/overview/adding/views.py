"""The page of adding up, and its tables as a file."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from duban.web.access.web import actor, page
from duban.web.overview.adding.gather import gather
from duban.web.overview.adding.sheets import sheets
from duban.web.tables import download, wanted


@page("overview.see")
def shown(request: HttpRequest) -> HttpResponse:
    """The whole against its parts, indicator by indicator."""
    who = actor(request)
    found = gather(who)
    if wanted(request):
        return download(request, _("%(year)s年加总") % {"year": found.year}, sheets(found, who.directory.named))
    return render(request, "overview/adding.html", {"found": found, "whole": who.directory.whole})
