"""A sheet as a workbook: taken down, filled in elsewhere, and looked at before anything of it becomes a draft."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from duban.errors import InputError
from duban.ledger.types import WHOLE
from duban.web.access.policy import Target, require
from duban.web.access.web import actor, page
from duban.web.facts.actions.draft import check_fills
from duban.web.facts.calendar import check_open, provider_window
from duban.web.facts.clash import showing
from duban.web.facts.excel.form import Form, of_sheet, of_table
from duban.web.facts.excel.incoming import Trial, incoming
from duban.web.facts.excel.template import template
from duban.web.facts.provided import table
from duban.web.facts.rights import sees_own
from duban.web.facts.sheets import own_rows, sheet_of
from duban.web.facts.views.own import month_of
from duban.web.facts.views.table import sees_table, table_of
from duban.web.files.intake import looked_at

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class _Place:
    """A sheet that a workbook is of: as it stands, as it would stand, its page, and where drafts are saved."""

    form: Form
    trial: Trial
    page: str
    save: str


@page("facts.see")
def own_down(request: HttpRequest, month: str, org_unit: str) -> HttpResponse:
    """A body's own sheet as a workbook."""
    if not sees_own(actor(request), org_unit):
        raise Http404(org_unit)
    return _down(request, _own(request, month, org_unit).form)


@page("facts.see")
def table_down(request: HttpRequest, month: str, indicator: str) -> HttpResponse:
    """A provider's table as a workbook."""
    if not sees_table(request, table_of(request, month, indicator)):
        raise Http404(indicator)
    return _down(request, _provided(request, month, indicator).form)


@require_POST
def own_up(request: HttpRequest, month: str, org_unit: str) -> HttpResponse:
    """What a workbook would change in a body's own sheet."""
    wanted = month_of(month)
    require(actor(request), "facts.fill", Target(org_unit=org_unit))
    place = _own(request, month, org_unit)
    try:
        check_fills(actor(request), org_unit, wanted)
    except InputError as error:
        messages.error(request, str(error))
        return redirect(place.page)
    return _up(request, place)


@require_POST
def table_up(request: HttpRequest, month: str, indicator: str) -> HttpResponse:
    """What a workbook would change in a provider's table."""
    found = table_of(request, month, indicator)
    require(actor(request), "facts.provide", Target(org_unit=found.provider.provider, indicator=indicator))
    place = _provided(request, month, indicator)
    try:
        check_open(found.month, found.provider.provider, provider_window(found.provider, found.month))
    except InputError as error:
        messages.error(request, str(error))
        return redirect(place.page)
    return _up(request, place)


def _own(request: HttpRequest, month: str, org_unit: str) -> _Place:
    places, wanted = actor(request).directory, month_of(month)
    if org_unit not in places.by_key:
        raise Http404(org_unit)
    keys = {"month": str(wanted), "org_unit": org_unit}
    return _Place(
        of_sheet(org_unit, wanted, own_rows(org_unit, wanted, places), places),
        lambda typed: of_sheet(org_unit, wanted, own_rows(org_unit, wanted, places, typed), places),
        reverse("data_sheet", kwargs=keys),
        reverse("data_save", kwargs=keys),
    )


def _provided(request: HttpRequest, month: str, indicator: str) -> _Place:
    places, found = actor(request).directory, table_of(request, month, indicator)
    keys = {"month": str(found.month), "indicator": indicator}
    scope = "" if found.provider.scope == WHOLE else f"?scope={quote(found.provider.scope)}"
    return _Place(
        of_table(found, places),
        lambda typed: of_table(table(found.provider, found.month, places, typed), places),
        reverse("data_table", kwargs=keys) + scope,
        reverse("data_table_save", kwargs=keys) + scope,
    )


def _down(request: HttpRequest, form: Form) -> HttpResponse:
    who = actor(request)
    data = template(form, who.directory.name(form.body, form.month.last_day))
    answer = HttpResponse(data, content_type=_XLSX)
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(form.title)}.xlsx"
    return answer


def _up(request: HttpRequest, place: _Place) -> HttpResponse:
    file = request.FILES.get("file")
    try:
        if file is None:
            raise InputError(_("没有选文件"), do=_("请选一个 Excel 文件，再点上传"))
        with looked_at(file) as taken:
            found = incoming(taken, place.form, place.trial, actor(request).directory)
    except InputError as error:
        messages.error(request, str(error))
        return redirect(place.page)
    seen = showing(sheet_of(place.form.key), ((one.row, one.column, one.old) for one in found.changes))
    told = {"place": place, "found": found, "file": taken.name, "month": place.form.month, "seen": seen}
    told["doubtful"] = sum(bool(one.doubts) for one in found.changes)
    return render(request, "facts/incoming.html", told)
