"""The page of two on one cell: both texts, who and when, and a choice for each; nothing is lost meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from duban.errors import InputError
from duban.periods import Month
from duban.web.access.web import said
from duban.web.facts.clash import Kept, Seen, seen_of, showing
from duban.web.facts.models import Sheet
from duban.web.files.marks import SecretError


@dataclass(frozen=True, slots=True)
class Place:
    """A sheet's page, where its drafts are saved, and the words for its columns and rows."""

    page: str
    save: str
    columns: Mapping[str, object]
    rows: Mapping[str, str]


def seen_in(posted: QueryDict) -> Seen:
    """What the page says that it showed."""
    return seen_of(posted.get("seen", ""))


def refused(error: InputError) -> HttpResponse:
    """What the grid is told where nothing was kept; for a secrecy mark, which its browser must not keep either, 422."""
    status = 422 if isinstance(error, SecretError) else 409
    return HttpResponse(said(error), status=status, content_type="text/plain; charset=utf-8")


def clashed(request: HttpRequest, month: Month, kept: Kept, place: Place, sheet: Sheet | None) -> HttpResponse:
    """Ask which of two texts stays; what did not clash is kept already."""
    lines = [
        {"clash": one, "row": place.rows.get(one.row, one.row), "column": place.columns.get(one.column, "")}
        for one in kept.clashes
    ]
    told = {
        "month": month,
        "place": place,
        "lines": lines,
        "others": kept.count - len(lines),
        "seen": showing(sheet, ((one.row, one.column, one.theirs) for one in kept.clashes)),
    }
    return render(request, "facts/clash.html", told, status=409)
