"""The panel beside the grid: the pledge behind a cell, its months, and every figure that ever stood there."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from duban.periods import Month
from duban.web.access.policy import Target, may
from duban.web.access.web import actor, page
from duban.web.books.models import Clause
from duban.web.declared.pack import declarations
from duban.web.facts.cells import measure_of
from duban.web.facts.history import facts_of, past
from duban.web.facts.owed import in_force, reporter
from duban.web.facts.provided import STATUSES
from duban.web.facts.seen import visible_to
from duban.web.facts.views.own import month_of, sees


@page("facts.see")
def shown(request: HttpRequest, month: str) -> HttpResponse:
    """One row: ``?sheet=own.lindai&row=lindai.gdp``, ``?sheet=provider.gdp.全域&row=lindai``."""
    wanted, row = month_of(month), request.GET.get("row", "")
    kind, _dot, rest = request.GET.get("sheet", "").partition(".")
    found = {"own": _own, "provider": _provided}.get(kind)
    clauses = list(found(request, rest, row, wanted)) if found else []
    if not clauses:
        raise Http404(row)
    reach = visible_to(actor(request))
    facts = facts_of(clauses[0].org_unit, wanted, reach)
    by_id = {one.id: one for one in declarations().indicators}
    told = {
        "month": wanted,
        "pasts": [past(one, measure_of(one, by_id.get(one.indicator)), wanted, facts, reach) for one in clauses],
        "statuses": STATUSES,
    }
    part = bool(request.headers.get("HX-Request"))
    return render(request, "facts/cell_part.html" if part else "facts/cell.html", told)


def _own(request: HttpRequest, org_unit: str, row: str, month: Month) -> Iterator[Clause]:
    """The pledge of a row of a body's own sheet, for those who see the sheet."""
    if sees(request, org_unit):
        places = actor(request).directory
        for clause, _book in in_force(month.year):
            if clause.key == row and reporter(clause, places) == org_unit:
                yield clause


def _provided(request: HttpRequest, table: str, row: str, month: Month) -> Iterator[Clause]:
    """The pledges of a body that a provider's table measures, for those who see the table."""
    indicator, _dot, scope = table.partition(".")
    provider, who = declarations().provider(indicator, scope, month.last_day), actor(request)
    if provider is None:
        return
    own = Target(org_unit=provider.provider, indicator=indicator)
    if may(who, "facts.provide", own) or may(who, "facts.glance"):
        for clause, _book in in_force(month.year):
            if (clause.indicator, clause.scope, clause.org_unit) == (indicator, scope, row):
                yield clause
