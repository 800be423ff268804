"""What is sent from the line of kept filters above a list."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from duban.errors import InputError
from duban.web.access.web import actor, said
from duban.web.saved.actions.drop import drop
from duban.web.saved.actions.keep import keep
from duban.web.saved.pages import PAGES, address


@require_POST
def save(request: HttpRequest, page: str) -> HttpResponse:
    """Keep the filter that the list shows now."""
    if page not in PAGES:
        raise Http404(page)
    question = request.POST.get("question", "")
    try:
        row = keep(actor(request), page, request.POST.get("name", ""), question)
    except InputError as error:
        messages.error(request, said(error))
        return redirect(reverse(page))
    messages.success(request, _("存好了；把这个地址发给同事，他看到的是同样的筛选。"))
    return redirect(address(row))


@require_POST
def remove(request: HttpRequest, number: int) -> HttpResponse:
    """Delete a kept filter of one's own."""
    row = drop(actor(request), number)
    messages.success(request, _("删去了“%(name)s”。") % {"name": row.name})
    return redirect(reverse(row.page))
