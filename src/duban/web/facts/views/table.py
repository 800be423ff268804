"""A provider's table of a month, and the objections to its figures."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from duban.errors import DubanError, InputError
from duban.ledger.types import WHOLE
from duban.pack.schema.providers import Provider
from duban.periods import Month
from duban.web.access.policy import RefusedError, Target, may, require
from duban.web.access.web import actor, page
from duban.web.clock.today import now, today
from duban.web.declared.pack import declarations
from duban.web.facts.actions import draft, objection
from duban.web.facts.actions.release import release
from duban.web.facts.calendar import provider_window, window_of
from duban.web.facts.clash import Kept, showing
from duban.web.facts.given import is_promised, provider_of
from duban.web.facts.models import Fact, Objection
from duban.web.facts.provided import BASES, STATUSES, Table, table
from duban.web.facts.released import How
from duban.web.facts.rights import sees_provided
from duban.web.facts.said import of_clashes, of_table
from duban.web.facts.seen import sees_unreleased
from duban.web.facts.sheets import sheet_of
from duban.web.facts.views.clashed import Place, clashed, refused, seen_in
from duban.web.facts.views.own import cells_of, month_of, months


@page("facts.see")
def shown(request: HttpRequest, month: str, indicator: str) -> HttpResponse:
    """All bodies' figures of one indicator; only its provider types, and only it and the office see drafts."""
    who, found = actor(request), table_of(request, month, indicator)
    body = found.provider.provider
    own = Target(org_unit=body, indicator=indicator)
    if not sees_table(request, found):
        raise Http404(indicator)
    days = window_of(found.month, body, provider_window(found.provider, found.month))
    held = {one.key: one for row in found.rows for one in row.held.values()}
    objections = list(Objection.objects.current().filter(fact__in=held).order_by("id"))
    told: dict[str, Any] = {
        "table": found,
        "bases": found.heads,
        "statuses": STATUSES,
        "status": _status(request, found),
        "editable": may(who, "facts.provide", own) and days.is_open(today()),
        "window": days,
        "open": days.is_open(today()),
        "closed": days.is_closed(today()),
        "objections": objections,
        "promised": {one.pk for one in objections if is_promised(one, held[one.fact])},
        "may_answer": may(who, "facts.answer", own),
        "scope": found.provider.scope if found.provider.scope != WHOLE else "",
        "reader": who.account,
        "grid": f"provider.{found.indicator.id}.{found.provider.scope}",
        "seen": showing(found.sheet, ((row, column, text) for (row, column), text in found.texts.items())),
    }
    return render(request, "facts/table.html", told | months(found.month))


@require_POST
def save(request: HttpRequest, month: str, indicator: str) -> HttpResponse:
    """Keep what was typed."""
    who, found, cells = actor(request), table_of(request, month, indicator), list(cells_of(request.POST))
    try:
        kept = draft.save_table(who, found, cells, seen_in(request.POST))
    except InputError as error:
        return refused(error)
    if request.headers.get("X-Grid"):
        fresh = table(found.provider, found.month, who.directory)
        return JsonResponse({"cells": of_table(fresh, {row for row, _column, _text in cells}), **of_clashes(kept)})
    if kept.clashes:
        return _clashed(request, found, kept)
    messages.success(request, _("草稿存好了，还没有发布。"))
    return _back(found)


@require_POST
def hand_in(request: HttpRequest, month: str, indicator: str) -> HttpResponse:
    """Hand the table in; its figures count from the release moment on."""
    who, posted, found = actor(request), request.POST, table_of(request, month, indicator)
    try:
        kept = draft.save_table(who, found, cells_of(posted), seen_in(posted))
        if kept.clashes:
            return _clashed(request, found, kept)
        how = how_of(posted)
        count = release(who, found, how)
    except RefusedError:
        raise
    except DubanError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, told_of(count, how, _("发布了%(count)d个数。")))
    return redirect(
        f"{address('data_table', found)}{'&' if found.provider.scope != WHOLE else '?'}status={_said_status(posted)}"
    )


@require_POST
def object_to_fact(request: HttpRequest, number: int) -> HttpResponse:
    """A body objects to a figure that was handed in for it."""
    fact: Fact | None = Fact.objects.current().filter(pk=number).first()
    if fact is None:
        raise Http404(number)
    try:
        objection.object_to(actor(request), fact, request.POST.get("text", ""))
    except InputError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("异议提出了，等数据提供单位答复。"))
    return redirect("data_sheet", month=_said(fact.last), org_unit=fact.org_unit)


@require_POST
def answer_objection(request: HttpRequest, number: int) -> HttpResponse:
    """The provider, or the office, answers."""
    row: Objection | None = Objection.objects.current().filter(pk=number).first()
    fact: Fact | None = Fact.objects.filter(key=row.fact).order_by("-id").first() if row else None
    if row is None or fact is None:
        raise Http404(number)
    require(actor(request), "facts.answer", Target(org_unit=provider_of(fact)))
    upheld = request.POST.get("upheld") == "1"
    try:
        objection.answer(actor(request), row, provider_of(fact), request.POST.get("text", ""), upheld=upheld)
    except InputError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("答复了。同意的，请在表里改这个数，再发布。") if upheld else _("答复了。"))
    return redirect("data_table", month=_said(fact.last), indicator=fact.indicator)


def _status(request: HttpRequest, found: Table) -> str:
    """What the form proposes as the figures' status: what was chosen last, else the table's own."""
    asked = request.GET.get("status", "")
    return asked if asked in STATUSES else found.sheet.status if found.sheet and found.sheet.status else "final"


def _said_status(posted: QueryDict) -> str:
    said = posted.get("status", "")
    return said if said in STATUSES else "final"


def how_of(posted: QueryDict) -> How:
    """How a form says that figures are released. Raises InputError."""
    moment, reason = _moment(posted.get("release", "")), posted.get("reason", "").strip()[:500]
    return How(posted.get("status", "final"), moment, reason, posted.get("sure") == "1")


def told_of(count: int, how: How, released: str) -> str:
    """What is said of figures that were handed in: ``released`` where all see them now, else from when on."""
    if how.moment is None or how.moment <= now():
        return released % {"count": count}
    told = {"count": count, "moment": date_format(timezone.localtime(how.moment), _("n月j日H:i"))}
    return _("已交%(count)d个数，%(moment)s发布；在那以前别的单位看不到，灯不变。") % told


def sees_table(request: HttpRequest, found: Table) -> bool:
    """Whether a provider's table is shown to whoever asks."""
    return sees_provided(actor(request), found.provider.provider, found.indicator.id)


def table_of(request: HttpRequest, month: str, indicator: str) -> Table:
    """The table of an address, as far as whoever asks sees it. Raises Http404."""
    who, found = actor(request), _provider(indicator, request.GET.get("scope", WHOLE), month_of(month))
    return table(found, month_of(month), who.directory, whole=sees_unreleased(who, found.provider))


def _provider(indicator: str, scope: str, month: Month) -> Provider:
    found = declarations().provider(indicator, scope, month.last_day)
    if found is None:
        raise Http404(indicator)
    return found


def address(name: str, found: Table) -> str:
    """An address of a table."""
    scope = "" if found.provider.scope == WHOLE else f"?scope={quote(found.provider.scope)}"
    return reverse(name, args=[found.month, found.indicator.id]) + scope


def _back(found: Table) -> HttpResponse:
    return redirect(address("data_table", found))


def _clashed(request: HttpRequest, found: Table, kept: Kept) -> HttpResponse:
    places = actor(request).directory
    names = {row.org_unit: places.named(row.org_unit, found.month.last_day) for row in found.rows}
    place = Place(address("data_table", found), address("data_table_save", found), BASES, names)
    return clashed(request, found.month, kept, place, sheet_of(found.key))


def _moment(said: str) -> datetime | None:
    if not said.strip():
        return None
    try:
        return timezone.make_aware(datetime.fromisoformat(said))
    except ValueError:
        raise InputError(f"“{said}”不是时间", where="发布时间", do="请写作 2023-06-20 09:00，或者不写") from None


def _said(number: int) -> str:
    return str(Month(number // 12, number % 12 + 1))
