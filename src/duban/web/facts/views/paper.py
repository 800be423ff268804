"""A body's sheet on paper: printed with the lines of its chain, and the signed copy taken in as a scan."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from duban.errors import DubanError, InputError
from duban.web.access.policy import RefusedError, Target, require
from duban.web.access.web import actor, page, said
from duban.web.clock.today import today
from duban.web.facts.actions.answer_paper import disown_paper, own_paper
from duban.web.facts.actions.sign_paper import sign_on_paper
from duban.web.facts.chain import chain, next_step
from duban.web.facts.glance import state_word
from duban.web.facts.printed import code_of
from duban.web.facts.rights import sees_own
from duban.web.facts.sheets import WORDS, own_key, own_rows, sheet_of
from duban.web.facts.views.own import month_of
from duban.web.files.out import sent
from duban.web.files.pieces import SCANS, pieces


@page("facts.see")
def paper(request: HttpRequest, month: str, org_unit: str) -> HttpResponse:
    """The sheet to be printed: figures and words, a line a step, and the code at its foot."""
    who, wanted = actor(request), month_of(month)
    if org_unit not in who.directory.by_key or not sees_own(who, org_unit):
        raise Http404(org_unit)
    rows, held = own_rows(org_unit, wanted, who.directory), sheet_of(own_key(org_unit, wanted))
    told = {
        "month": wanted,
        "org_unit": org_unit,
        "rows": rows,
        "columns": WORDS,
        "steps": chain(org_unit, who.directory, today()),
        "state": state_word(held.state if held else "", next_step(held, org_unit, who.directory, today())),
        "code": code_of(rows, org_unit, wanted),
        "day": today(),
    }
    return render(request, "facts/paper.html", told)


@require_POST
def take(request: HttpRequest, month: str, org_unit: str) -> HttpResponse:
    """The signed copy comes back as a scan."""
    who, wanted, posted = actor(request), month_of(month), request.POST
    require(who, "facts.fill", Target(org_unit=org_unit))
    sure = posted.get("sure") == "1"
    try:
        with pieces(request.FILES.getlist("file")[:1], SCANS) as (scan,):
            sign_on_paper(who, org_unit, wanted, scan, posted.get("signer", ""), code=posted.get("code", ""), sure=sure)
    except RefusedError:
        raise
    except DubanError as error:
        messages.error(request, said(error))
    else:
        messages.success(request, _("签字件收下了，这张表算签发。"))
    return redirect("data_sheet", month=month, org_unit=org_unit)


@require_POST
def answer(request: HttpRequest, month: str, org_unit: str) -> HttpResponse:
    """The signer says whether the signed copy is the own one."""
    who, wanted = actor(request), month_of(month)
    try:
        if request.POST.get("mine") == "1":
            own_paper(who, org_unit, wanted)
            messages.success(request, _("记下了：是您签的。"))
        else:
            disown_paper(who, org_unit, wanted)
            messages.success(request, _("记下了：不是您签的，这张表退回去了。"))
    except InputError as error:
        messages.error(request, said(error))
    return redirect("data_sheet", month=month, org_unit=org_unit)


@page("facts.see")
def scan(request: HttpRequest, month: str, org_unit: str) -> HttpResponseBase:
    """The signed copy, for those who see the sheet."""
    held = sheet_of(own_key(org_unit, month_of(month)))
    if held is None or not held.scan or not sees_own(actor(request), org_unit):
        raise Http404(org_unit)
    return sent(held.scan)
