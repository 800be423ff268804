"""What is sent after a signature: an amendment, a target adjusted in mid-year."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from duban.errors import DubanError, InputError
from duban.periods import Month
from duban.web.access.policy import RefusedError
from duban.web.access.web import actor, said
from duban.web.books.actions import amend as amending
from duban.web.books.forms import changes
from duban.web.books.views.review import version_of


@require_POST
def amend(request: HttpRequest, key: str) -> HttpResponse:
    """The wording or the target is changed by a document."""
    posted = request.POST
    told = {"document": posted.get("document", ""), "reason": posted.get("reason", "")}
    try:
        changed = changes(posted) | ({"sentence": posted["sentence"].strip()} if posted.get("sentence") else {})
        amending.amend(actor(request), key, changed, version=version_of(posted), **told)
    except RefusedError:
        raise
    except DubanError as error:
        messages.error(request, said(error))
    else:
        messages.success(request, _("改好了；原来的写法留在下面。"))
    return redirect("pledge", key=key)


@require_POST
def adjust(request: HttpRequest, key: str) -> HttpResponse:
    """The target is another from a month on."""
    posted = request.POST
    try:
        since = month(posted.get("month", ""))
        told = {name: value for name, value in changes(posted).items() if name in {"tiers", "unit", "due"}}
        version = version_of(posted)
        amending.adjust(actor(request), key, told, month=since, document=posted.get("document", ""), version=version)
    except RefusedError:
        raise
    except DubanError as error:
        messages.error(request, said(error))
    else:
        messages.success(request, _("目标调整了；原目标和新目标都看得到。"))
    return redirect("pledge", key=key)


def month(said: str) -> Month:
    """A month as its field sends it. Raises InputError."""
    year, _dash, number = said.partition("-")
    try:
        return Month(int(year), int(number))
    except ValueError:
        raise InputError(
            _("“%(said)s”不是月份") % {"said": said}, where=_("从哪个月起"), do=_("请写作 2023-07")
        ) from None
