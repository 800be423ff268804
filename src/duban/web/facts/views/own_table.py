"""A provider's own table: uploaded, understood once, looked at cell by cell, and what is ticked is imported at once."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from duban.errors import DubanError, InputError
from duban.periods import Month
from duban.web.access.policy import RefusedError, Target, require
from duban.web.access.web import actor, page, said
from duban.web.declared.pack import declarations
from duban.web.facts.actions.import_tables import Cell, import_tables
from duban.web.facts.actions.map_table import map_table
from duban.web.facts.calendar import Window, check_open, provider_window, window
from duban.web.facts.excel.loose import Bare, Loose, loose
from duban.web.facts.excel.mapped import Change, Mapped, mapped
from duban.web.facts.excel.mapping import PARTS, Known, Meanings, Words, known, questions
from duban.web.facts.models import TableMap
from duban.web.facts.provided import STATUSES, of_provider
from duban.web.facts.views.own import month_of, months
from duban.web.facts.views.table import how_of, told_of
from duban.web.files.intake import looked_at

_SALT = "duban.facts.import"
_DAY = 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class _Looked:
    """A file that was compared with what is held; the page carries it until somebody decides."""

    name: str
    sha256: str
    found: Mapped


@page("facts.see")
def shown(request: HttpRequest, month: str) -> HttpResponse:
    """Where the file is given, and which tables are understood already."""
    wanted, body = month_of(month), _body(request)
    maps = TableMap.objects.current().filter(org_unit=body).order_by("id")
    told = {"month": wanted, "body": body, "bodies": _bodies(request), "maps": maps}
    return render(request, "facts/import.html", told | months(wanted))


@require_POST
def up(request: HttpRequest, month: str) -> HttpResponse:
    """A file: read by the mapping that knows its heads, or asked about."""
    wanted, body = month_of(month), _body(request)
    require(actor(request), "facts.provide", Target(org_unit=body))
    file = request.FILES.get("file")
    try:
        check_open(wanted, body, _longest(body, wanted))
        if file is None:
            raise InputError(_("没有选文件"), do=_("请选一个 Excel 文件，再点上传"))
        with looked_at(file) as taken:
            bare = loose(taken, wanted)
        words = _words(request, body, wanted)
        kept = known(bare, list(TableMap.objects.current().filter(org_unit=body)), words)
        if not kept.whole:
            return _ask(request, wanted, body, bare, words, kept)
        return _look(request, wanted, body, bare, words, kept.meanings)
    except InputError as error:
        messages.error(request, said(error))
        return redirect("data_import", month=month)


@require_POST
def understand(request: HttpRequest, month: str) -> HttpResponse:
    """What a person said the heads mean is kept; then the table is looked at."""
    wanted, body, posted = month_of(month), _body(request), request.POST
    require(actor(request), "facts.provide", Target(org_unit=body))
    try:
        told = _opened(posted.get("table", ""))
        bare = Bare(**{**told, "cells": tuple(Loose(*one) for one in told["cells"])})
        words = _words(request, body, wanted)
        kept = known(bare, list(TableMap.objects.current().filter(org_unit=body)), words)
        asked = [(one, posted.get(f"{one.part}.{at}", "")) for at, one in enumerate(questions(bare, words, kept))]
        meanings = {part: {one.text: value for one, value in asked if one.part == part} for part in PARTS}
        try:
            row = map_table(actor(request), body, posted.get("name", "") or bare.name, meanings, kept.row)
        except InputError as error:
            messages.error(request, said(error))
            return _ask(request, wanted, body, bare, words, Known(kept.row, meanings, kept.changed))
        meanings = {part: getattr(row, part) for part in PARTS}
        return _look(request, wanted, body, bare, words, meanings)
    except InputError as error:
        messages.error(request, said(error))
        return redirect("data_import", month=month)


@require_POST
def commit(request: HttpRequest, month: str) -> HttpResponse:
    """Import what was ticked of what was looked at; where it is refused, the page stays as it was filled in."""
    wanted, body, posted = month_of(month), _body(request), request.POST
    require(actor(request), "facts.provide", Target(org_unit=body))
    try:
        told = _opened(posted.get("table", ""))
        if (told["month"], told["body"]) != (str(wanted), body):
            raise InputError(_("这是别的月份或单位的导入"), do=_("请重新上传"))
    except InputError as error:
        messages.error(request, said(error))
        return redirect("data_import", month=month)
    looked = _looked(told)
    taken = [one for at, one in enumerate(looked.found.changes) if str(at) in posted.getlist("take")]
    cells = [Cell(one.indicator, one.scope, one.row, one.basis, one.old, one.new) for one in taken]
    try:
        how = replace(how_of(posted), sure=any(one.doubts for one in taken))
        count = import_tables(actor(request), body, wanted, cells, how, looked.sha256)
    except RefusedError:
        raise
    except DubanError as error:
        messages.error(request, said(error))
        return _page(request, wanted, body, looked, posted)
    messages.success(request, told_of(count, how, _("导入并发布了%(count)d个数。")))
    return redirect("data_month", month=month)


def _ask(request: HttpRequest, month: Month, body: str, bare: Bare, words: Words, kept: Known) -> HttpResponse:
    told = {
        "month": month,
        "body": body,
        "bare": bare,
        "kept": kept,
        "questions": questions(bare, words, kept),
        "choices": words.choices,
        "table": signing.dumps(_flat(bare), salt=_SALT, compress=True),
    }
    return render(request, "facts/import_map.html", told)


def _look(request: HttpRequest, month: Month, body: str, bare: Bare, words: Words, meanings: Meanings) -> HttpResponse:
    found = mapped(bare, meanings, words, of_provider(body, month), month, actor(request).directory)
    return _page(request, month, body, _Looked(bare.name, bare.sha256, found))


def _page(
    request: HttpRequest, month: Month, body: str, looked: _Looked, posted: QueryDict | None = None
) -> HttpResponse:
    """What would change. Whoever comes back finds what was ticked and written; at first all is ticked but doubts."""
    changes = looked.found.changes
    taken = posted.getlist("take") if posted else [str(at) for at, one in enumerate(changes) if not one.doubts]
    shown = {
        "month": month,
        "body": body,
        "file": looked.name,
        "found": looked.found,
        "lines": [(one, str(at) in taken) for at, one in enumerate(changes)],
        "statuses": STATUSES,
        "written": posted or {"status": "final"},
        "doubtful": sum(bool(one.doubts) for one in changes),
        "table": signing.dumps({"month": str(month), "body": body, **asdict(looked)}, salt=_SALT, compress=True),
    }
    return render(request, "facts/import_look.html", shown)


def _looked(told: dict[str, Any]) -> _Looked:
    found = told["found"]
    changes, refused = ([Change(**one) for one in found[part]] for part in ("changes", "refused"))
    return _Looked(told["name"], told["sha256"], Mapped(**{**found, "changes": changes, "refused": refused}))


def _flat(bare: Bare) -> dict[str, Any]:
    return {**asdict(bare), "cells": [list(asdict(one).values()) for one in bare.cells]}


def _opened(told: str) -> dict[str, Any]:
    """What this page made itself. Raises InputError for anything else."""
    try:
        found: dict[str, Any] = signing.loads(told, salt=_SALT, max_age=_DAY)
    except signing.BadSignature:
        raise InputError(_("这一页放得太久，或者内容不完整"), do=_("请重新上传")) from None
    return found


def _words(request: HttpRequest, body: str, month: Month) -> Words:
    providers = of_provider(body, month)
    if not providers:
        raise InputError(_("这个月没有要您单位提供的指标"), do=_("请核对月份"))
    return Words(providers, declarations().indicators, actor(request).directory, month)


def _bodies(request: HttpRequest) -> list[str]:
    return actor(request).directory.in_order(actor(request).bodies("provider"))


def _body(request: HttpRequest) -> str:
    """The body whose table it is: the one that is named, else the only one. Raises Http404."""
    bodies = _bodies(request)
    wanted = request.GET.get("body") or next(iter(bodies), "")
    if request.method == "GET" and wanted not in bodies:
        raise Http404(wanted)
    return wanted


def _longest(org_unit: str, month: Month) -> Window:
    """The days of the table of a provider that is open longest; the import asks each table for its own."""
    found = (provider_window(one, month) for one in of_provider(org_unit, month))
    return max(found, key=lambda days: days.closes, default=window(month))
