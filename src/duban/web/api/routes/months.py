"""A month's figures: at a glance, a body's own sheet, its cells as drafts, and its way up to where they count."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import Http404, HttpRequest
from ninja import Path, Router

from duban.errors import InputError
from duban.web.access.policy import require
from duban.web.api.auth import asks, bearer
from duban.web.api.problems import answers
from duban.web.api.shapes.base import Key, MonthText
from duban.web.api.shapes.facts import (
    CellIn,
    CellOut,
    CellsIn,
    CellsOut,
    ClashOut,
    GlanceOut,
    ListedOut,
    MonthOut,
    MovedOut,
    OwedOut,
    RemarkIn,
    SheetOut,
    SureIn,
)
from duban.web.facts.actions.advance import advance
from duban.web.facts.actions.draft import check_fills, save
from duban.web.facts.actions.give_back import give_back, verify
from duban.web.facts.calendar import window
from duban.web.facts.clash import Kept, Seen
from duban.web.facts.given import tables_of
from duban.web.facts.glance import glances_of
from duban.web.facts.rights import sees_own
from duban.web.facts.sheets import Cell, Row, own_key, own_rows, sheet_of
from duban.web.facts.views.own import month_of

router = Router(auth=bearer, tags=["每月的数"])
_CELLS = "/months/{month}/sheets/{org_unit}/cells"


@router.get("/months/{month}", url_name="api_month", response=answers(MonthOut), summary="一个月的进度")
def month(request: HttpRequest, month: Path[MonthText]) -> MonthOut:
    """Which bodies have handed in; the tables that wait for the asker as a provider."""
    who, wanted = asks(request), month_of(month)
    require(who, "facts.see")
    days = window(wanted)
    same = set(GlanceOut.model_fields) - {"word"}
    rows = glances_of(who, wanted)
    return MonthOut(
        month=month,
        opens=days.opens,
        due=days.due,
        closes=days.closes,
        sheets=[GlanceOut(word=str(one.word), **{name: getattr(one, name) for name in same}) for one in rows],
        tables=[
            ListedOut(**{name: getattr(one, name) for name in ListedOut.model_fields}) for one in tables_of(who, wanted)
        ],
    )


@router.get("/months/{month}/sheets/{org_unit}", url_name="api_sheet", response=answers(SheetOut), summary="单位的表")
def sheet(request: HttpRequest, month: Path[MonthText], org_unit: Path[Key]) -> SheetOut:
    """What a body owes in a month, with what is held, what is typed, what is wrong and what is doubtful."""
    who, wanted = asks(request), month_of(month)
    require(who, "facts.see")
    _there(request, org_unit)
    held = sheet_of(own_key(org_unit, wanted))
    return SheetOut(
        key=own_key(org_unit, wanted),
        month=month,
        org_unit=org_unit,
        indicator="",
        scope="",
        state=held.state if held else "",
        remark=held.remark if held else "",
        open=window(wanted).is_open(who.day),
        rows=[_row(one) for one in own_rows(org_unit, wanted, who.directory)],
    )


@router.put(_CELLS, url_name="api_cells", response=answers(CellsOut, 409), summary="存草稿")
def keep(request: HttpRequest, month: Path[MonthText], org_unit: Path[Key], sent: CellsIn) -> CellsOut:
    """Keep cells as drafts; nothing of it counts yet."""
    who, wanted = asks(request), month_of(month)
    _there(request, org_unit)
    check_fills(who, org_unit, wanted)
    check_cells(sent.cells, own_cells(own_rows(org_unit, wanted, who.directory)))
    kept = save(who, org_unit, wanted, ((one.row, one.column, one.text) for one in sent.cells), seen_in(sent))
    return cells_out(sent, own_cells(own_rows(org_unit, wanted, who.directory)), kept)


@router.post(
    "/months/{month}/sheets/{org_unit}/advance",
    url_name="api_advance",
    response=answers(MovedOut, 409),
    summary="报送、审核、签发",
)
def step(request: HttpRequest, month: Path[MonthText], org_unit: Path[Key], sent: SureIn) -> MovedOut:
    """The next step of a body's sheet, where it is the asker's; with the last its figures count."""
    _there(request, org_unit)
    return MovedOut(state=advance(asks(request), org_unit, month_of(month), sure=sent.sure).state)


@router.post(
    "/months/{month}/sheets/{org_unit}/return", url_name="api_return", response=answers(MovedOut, 409), summary="退回"
)
def back(request: HttpRequest, month: Path[MonthText], org_unit: Path[Key], sent: RemarkIn) -> MovedOut:
    """A sheet goes back with a remark."""
    _there(request, org_unit)
    return MovedOut(state=give_back(asks(request), org_unit, month_of(month), sent.remark).state)


@router.post(
    "/months/{month}/sheets/{org_unit}/verify", url_name="api_verify", response=answers(MovedOut, 409), summary="核实"
)
def right(request: HttpRequest, month: Path[MonthText], org_unit: Path[Key]) -> MovedOut:
    """What was signed is found right."""
    _there(request, org_unit)
    return MovedOut(state=verify(asks(request), org_unit, month_of(month)).state)


def seen_in(sent: CellsIn) -> Seen:
    """What the asker had read of the cells that it sends."""
    return {f"{one.row}|{one.column}": (one.seen,) for one in sent.cells if one.seen is not None}


def cells_out(sent: CellsIn, fresh: Iterable[CellOut], kept: Kept) -> CellsOut:
    """The rows that were sent as they stand now, and what somebody else had changed in between."""
    rows = {one.row for one in sent.cells}
    clashes = [ClashOut(row=one.row, column=one.column, theirs=one.theirs, at=one.at) for one in kept.clashes]
    return CellsOut(cells=[one for one in fresh if one.row in rows], clashes=clashes)


def check_cells(sent: Iterable[CellIn], there: Iterable[CellOut]) -> None:
    """Refuse a cell that the sheet has not. Raises InputError with those that it has."""
    known = {(one.row, one.column) for one in there}
    for one in sent:
        if (one.row, one.column) not in known:
            columns = "、".join(sorted({column for row, column in known if row == one.row}))
            rows = "、".join(sorted({row for row, _column in known})[:20])
            do = f"这一行可以写：{columns}" if columns else f"行可以写：{rows}" if rows else "这张表没有要填的"
            raise InputError("表里没有这一格", where=f"{one.row}|{one.column}", do=do)


def cell_out(row: str, cell: Cell) -> CellOut:
    """A cell as it is told."""
    doubts = list(cell.doubts)
    return CellOut(row=row, column=cell.column, text=cell.text, draft=cell.drafted, error=cell.error, doubts=doubts)


def own_cells(rows: Iterable[Row]) -> list[CellOut]:
    """All cells of a body's own sheet."""
    return [cell_out(row.clause.key, cell) for row in rows for cell in row.cells.values()]


def _there(request: HttpRequest, org_unit: str) -> None:
    if org_unit not in asks(request).directory.by_key or not sees_own(asks(request), org_unit):
        raise Http404(org_unit)


def _row(one: Row) -> OwedOut:
    figure = "value" in one.cells
    return OwedOut(
        row=one.clause.key,
        org_unit=one.clause.org_unit,
        subject=one.clause.subject,
        unit={"value": one.measure.unit} if figure else {},
        before={"value": one.before} if figure else {},
        cells=[cell_out(one.clause.key, cell) for cell in one.cells.values()],
    )
