"""The panel beside the grid: the pledge behind a cell, its months, all figures that ever stood there, its proof."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from duban.errors import InputError
from duban.web.access.policy import may, require
from duban.web.access.web import actor, page, said
from duban.web.books.models import Clause
from duban.web.declared.pack import declarations
from duban.web.facts.actions.proof import attach, strike
from duban.web.facts.cells import measure_of
from duban.web.facts.heirs import former
from duban.web.facts.history import facts_of, past
from duban.web.facts.models import Proof
from duban.web.facts.owed import in_force, reporter
from duban.web.facts.place import Place, place, place_of
from duban.web.facts.proofs import proofs
from duban.web.facts.provided import STATUSES
from duban.web.facts.seen import visible_to
from duban.web.facts.sheets import own_key
from duban.web.facts.views.own import month_of
from duban.web.files.out import sent
from duban.web.files.pieces import PROOFS, pieces


@page("facts.see")
def shown(request: HttpRequest, month: str) -> HttpResponse:
    """One row: ``?sheet=own.lindai&row=lindai.gdp``, ``?sheet=provider.gdp.全域&row=lindai``."""
    found = _asked(request, month)
    clauses = list(_clauses(request, found)) if found.seen_by(actor(request)) else []
    if not clauses:
        raise Http404(found.row)
    reach = visible_to(actor(request))
    facts = facts_of(clauses[0].org_unit, found.month, reach)
    by_id = {one.id: one for one in declarations().indicators}
    told = {
        "month": found.month,
        "place": found,
        "pasts": [past(one, measure_of(one, by_id.get(one.indicator)), found.month, facts, reach) for one in clauses],
        "statuses": STATUSES,
        "proofs": proofs(_sheets(request, found), found.row),
        "may_attach": may(actor(request), found.verb, found.target),
        "accept": ",".join(PROOFS),
        "reader": actor(request).account,
    }
    part = bool(request.headers.get("HX-Request"))
    return render(request, "facts/cell_part.html" if part else "facts/cell.html", told)


@require_POST
def attach_proof(request: HttpRequest, month: str) -> HttpResponse:
    """Files that prove the figure of a row."""
    found = _asked(request, month)
    require(actor(request), found.verb, found.target)
    if not list(_clauses(request, found)):
        raise Http404(found.row)
    try:
        with pieces(request.FILES.getlist("file"), PROOFS) as files:
            attach(actor(request), found, files, request.POST.get("note", ""))
    except InputError as error:
        messages.error(request, said(error))
    else:
        messages.success(request, _("凭据附上了。"))
    return _back(found)


@page("facts.see")
def proof(request: HttpRequest, number: int) -> HttpResponseBase:
    """A file that proves a figure, for those who see the figure's sheet."""
    row, found = _proof(request, number)
    if not found.seen_by(actor(request)):
        raise Http404(number)
    return sent(row.file)


@require_POST
def strike_proof(request: HttpRequest, number: int) -> HttpResponse:
    """Strike a file out."""
    row, found = _proof(request, number)
    try:
        strike(actor(request), row, found, request.POST.get("reason", ""))
    except InputError as error:
        messages.error(request, said(error))
    else:
        messages.success(request, _("划去了，留着可以查。"))
    return _back(found)


def _asked(request: HttpRequest, month: str) -> Place:
    found = place(request.GET.get("sheet", ""), request.GET.get("row", ""), month_of(month))
    if found is None:
        raise Http404(month)
    return found


def _proof(request: HttpRequest, number: int) -> tuple[Proof, Place]:
    row: Proof | None = Proof.objects.current().filter(pk=number).first()
    found = place_of(row, actor(request)) if row else None
    if row is None or found is None:
        raise Http404(number)
    return row, found


def _back(found: Place) -> HttpResponse:
    told = urlencode({"sheet": found.grid, "row": found.row})
    return redirect(f"{reverse('data_cell', args=[found.month])}?{told}")


def _sheets(request: HttpRequest, found: Place) -> list[str]:
    """The sheet, and those of the bodies that were merged into its body."""
    if found.indicator:
        return [found.sheet]
    return [own_key(one, found.month) for one in (found.org_unit, *former(found.org_unit, actor(request).directory))]


def _clauses(request: HttpRequest, found: Place) -> Iterator[Clause]:
    """The pledge of a row of a body's own sheet; those of a body that a provider's table measures."""
    places = actor(request).directory
    for clause, _book in in_force(found.month.year):
        if found.indicator:
            if (clause.indicator, clause.scope, clause.org_unit) == (found.indicator, found.scope, found.row):
                yield clause
        elif clause.key == found.row and reporter(clause, places) == found.org_unit:
            yield clause
