"""A provider's table of a month: its cells as drafts, and its release."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from ninja import Path, Query, Router

from duban.web.access.policy import Target, require
from duban.web.api.auth import asks, bearer
from duban.web.api.problems import answers
from duban.web.api.routes.months import cell_out, cells_out, check_cells, seen_in
from duban.web.api.shapes.base import Key, MonthText
from duban.web.api.shapes.facts import (
    CellOut,
    CellsIn,
    CellsOut,
    MovedOut,
    OwedOut,
    ReleaseIn,
    SheetOut,
    TableAsked,
)
from duban.web.declared.pack import declarations
from duban.web.facts.actions import draft
from duban.web.facts.actions.release import release
from duban.web.facts.calendar import check_open, provider_window, window
from duban.web.facts.provided import ProvidedRow, Table, table
from duban.web.facts.released import How
from duban.web.facts.seen import sees_unreleased
from duban.web.facts.views.own import month_of
from duban.web.facts.views.table import sees_table

router = Router(auth=bearer, tags=["每月的数"])
_TABLE = "/months/{month}/tables/{indicator}"


@router.get(_TABLE, url_name="api_table", response=answers(SheetOut), summary="数据提供单位的表")
def shown(request: HttpRequest, month: Path[MonthText], indicator: Path[Key], asked: Query[TableAsked]) -> SheetOut:
    """All bodies' figures of one indicator; what is not released only for its provider and the office."""
    require(asks(request), "facts.see")
    found = _table(request, month, indicator, asked)
    return SheetOut(
        key=found.key,
        month=month,
        org_unit=found.provider.provider,
        indicator=indicator,
        scope=found.provider.scope,
        state=found.sheet.state if found.sheet else "",
        remark="",
        open=window(found.month).is_open(asks(request).day),
        rows=[_row(one, found) for one in found.rows],
    )


@router.put(
    f"{_TABLE}/cells", url_name="api_table_cells", response=answers(CellsOut, 409), summary="存草稿（提供单位）"
)
def keep(
    request: HttpRequest, month: Path[MonthText], indicator: Path[Key], asked: Query[TableAsked], sent: CellsIn
) -> CellsOut:
    """Keep cells ``(body, level or growth)`` as drafts."""
    found = _table(request, month, indicator, asked)
    _provides(request, found)
    _open(found)
    check_cells(sent.cells, _cells(found))
    cells = ((one.row, one.column, one.text) for one in sent.cells)
    kept = draft.save_table(asks(request), found, cells, seen_in(sent))
    return cells_out(sent, _cells(_table(request, month, indicator, asked)), kept)


@router.post(f"{_TABLE}/release", url_name="api_release", response=answers(MovedOut, 409), summary="发布")
def hand_in(
    request: HttpRequest, month: Path[MonthText], indicator: Path[Key], asked: Query[TableAsked], sent: ReleaseIn
) -> MovedOut:
    """Hand the table in: its figures count from the release moment on, or at once."""
    found = _table(request, month, indicator, asked)
    _provides(request, found)
    _open(found)
    how = How(sent.status, sent.release, sent.reason, sent.sure)
    return MovedOut(state="released", figures=release(asks(request), found, how))


def _table(request: HttpRequest, month: str, indicator: str, asked: TableAsked) -> Table:
    wanted, who = month_of(month), asks(request)
    provider = declarations().provider(indicator, asked.scope, wanted.last_day)
    if provider is None:
        raise Http404(indicator)
    found = table(provider, wanted, who.directory, whole=sees_unreleased(who, provider.provider))
    if not sees_table(request, found):
        raise Http404(indicator)
    return found


def _provides(request: HttpRequest, found: Table) -> None:
    target = Target(org_unit=found.provider.provider, indicator=found.indicator.id)
    require(asks(request), "facts.provide", target)


def _open(found: Table) -> None:
    check_open(found.month, found.provider.provider, provider_window(found.provider, found.month))


def _cells(found: Table) -> list[CellOut]:
    return [cell_out(row.org_unit, cell) for row in found.rows for cell in row.cells.values()]


def _row(one: ProvidedRow, found: Table) -> OwedOut:
    return OwedOut(
        row=one.org_unit,
        org_unit=one.org_unit,
        subject=found.indicator.name,
        unit={basis: measure.unit for basis, measure in one.measures.items()},
        before=dict(one.before),
        cells=[cell_out(one.org_unit, cell) for cell in one.cells.values()],
    )
