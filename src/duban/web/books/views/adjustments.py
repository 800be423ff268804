"""What is sent of applications for another target: asked, taken back, approved, refused."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from duban.errors import DubanError
from duban.web.access.policy import RefusedError
from duban.web.access.web import actor, said
from duban.web.books.actions import apply as applying
from duban.web.books.forms import changes
from duban.web.books.models import Adjustment
from duban.web.books.views.after import month


@require_POST
def apply(request: HttpRequest, key: str) -> HttpResponse:
    """A body asks for another target."""
    posted = request.POST
    try:
        told = {name: value for name, value in changes(posted).items() if name in {"tiers", "unit", "due"}}
        applying.apply(actor(request), key, told, month=month(posted.get("month", "")), reason=posted.get("reason", ""))
    except RefusedError:
        raise
    except DubanError as error:
        messages.error(request, said(error))
    else:
        messages.success(request, _("申请交给督查办了；批复以前仍按现在的目标考核。"))
    return redirect("pledge", key=key)


@require_POST
def answered(request: HttpRequest, number: int, what: str) -> HttpResponse:
    """It is approved, refused or taken back."""
    posted, who = request.POST, actor(request)
    try:
        if what == "approve":
            applying.approve(who, number, posted.get("document", ""), posted.get("answer", ""))
        elif what == "refuse":
            applying.refuse(who, number, posted.get("answer", ""))
        else:
            applying.take_back(who, number)
    except RefusedError:
        raise
    except DubanError as error:
        messages.error(request, said(error))
    else:
        messages.success(request, _("办好了。"))
    clause = Adjustment.objects.filter(pk=number).values_list("clause", flat=True).get()
    return redirect("pledge", key=clause)
