"""A body's own sheet of a month."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from duban.errors import DubanError, InputError
from duban.periods import Month
from duban.web.access.actor import Actor
from duban.web.access.policy import RefusedError, Target, may
from duban.web.access.web import actor, page
from duban.web.clock.today import today
from duban.web.facts.actions.advance import advance
from duban.web.facts.actions.draft import save as keep
from duban.web.facts.actions.give_back import give_back, may_verify, verify
from duban.web.facts.calendar import current, window_of
from duban.web.facts.chain import FINAL, holders, is_mine, next_step, on_paper
from duban.web.facts.clash import Kept, showing
from duban.web.facts.given import given
from duban.web.facts.glance import LOADED, STATES, state_word
from duban.web.facts.heirs import former, heir, left
from duban.web.facts.holds import counted_for, known
from duban.web.facts.models import Sheet
from duban.web.facts.rights import sees_own
from duban.web.facts.said import of_clashes, of_sheet
from duban.web.facts.seen import next_release
from duban.web.facts.settled import was_signed
from duban.web.facts.sheets import COLUMNS, FREE, WORDS, own_key, own_rows, sheet_of, texts_of, typed_last
from duban.web.facts.signed_paper import in_my_name, taken_by
from duban.web.facts.states import ALSO, HOW_FAR
from duban.web.facts.views.clashed import Place, clashed, refused, seen_in
from duban.web.files.pieces import SCANS
from duban.web.log.remembered import with_forms

# The columns of what a former body left.
LEFT = {"value": _("本期"), "state": _("到哪一步"), "day": _("日期"), **COLUMNS}
_BUTTONS = {"liaison": _("报送"), "checker": _("审核通过"), "signer": _("签发")}
# What each step does, asked before it is done; whichever is the last signs.
_DOES = {
    "handed_in": _("报出去以后，要由下一步的人退回才能再改。"),
    "checked": _("审核通过以后送去签发；还有不对的，签发的人可以退回。"),
    FINAL: _("签发以后这些数就算数：灯和排名跟着变。以后要改，要退回更正并写明理由。"),
}


@page("facts.see")
def now(request: HttpRequest) -> HttpResponse:
    """The month whose figures are wanted now."""
    return redirect("data_month", month=str(current(today())))


@page("facts.see")
def sheet(request: HttpRequest, month: str, org_unit: str) -> HttpResponse:
    """A body's own sheet of a month."""
    who, wanted = actor(request), month_of(month)
    if org_unit not in who.directory.by_key or not sees_own(who, org_unit):
        raise Http404(org_unit)
    key = ("sheet", org_unit, wanted, who.account, who.day, typed_last(own_key(org_unit, wanted)))
    parts = with_forms(request, key, lambda token: (_parts(request, wanted, org_unit, token), next_release()))
    return render(request, "facts/sheet.html", {"month": wanted, "org_unit": org_unit, "parts": parts})


def _parts(request: HttpRequest, month: Month, org_unit: str, token: dict[str, str]) -> str:
    """The sheet as somebody sees it: what stands in it, and what may be done with it now."""
    who, held = actor(request), sheet_of(own_key(org_unit, month))
    step, days = next_step(held, org_unit, who.directory, who.day), window_of(month, org_unit)
    open_ = days.is_open(who.day)
    rows = own_rows(org_unit, month, who.directory)
    counts = counted_for(org_unit, month, [one.clause for one in rows])
    loaded = held is None and counts.now == counts.asked
    fills = may(who, "facts.fill", Target(org_unit=org_unit))
    mine = is_mine(step, org_unit, who)
    told: dict[str, Any] = {
        "request": request,
        "month": month,
        "org_unit": org_unit,
        "sheet": held,
        "state": LOADED if loaded else state_word(held.state if held else "", step),
        "rows": rows,
        "seen": showing(held, ((row, column, text) for (row, column), text in texts_of(rows).items())),
        "known": {one.clause.key: known(one.owed) for one in rows},
        "counts": counts,
        "counts_still": was_signed(held),
        "window": days,
        "closed": days.is_closed(who.day),
        "overdue": held is None and not loaded and days.is_late(who.day),
        "open": open_,
        "editable": open_ and fills and (held is None or held.state == "returned") and mine,
        "button": _BUTTONS[step.role] if step and mine and open_ else "",
        "does": _DOES[step.state] if step else "",
        "may_return": held is not None and held.state != "returned" and (mine or may_verify(who, org_unit, month)),
        "may_verify": held is not None and held.state == "signed" and may_verify(who, org_unit, month),
        "columns": WORDS,
        "said": json.dumps({"how_far": HOW_FAR, "also": ALSO}, ensure_ascii=False),
        "reader": who.account,
        "grid": f"own.{org_unit}",
        "given": given(org_unit, month),
        "may_object": may(who, "facts.object", Target(org_unit=org_unit)),
        **_on_paper(who, org_unit, held, open_=open_ and fills),
        **_merged(who, org_unit, month),
    }
    return render_to_string("facts/sheet_parts.html", told | months(month) | token)


def _on_paper(who: Actor, org_unit: str, held: Sheet | None, *, open_: bool) -> dict[str, Any]:
    """What the sheet's page needs of the signed copy: who may have signed, who took it in, who is asked about it."""
    step = on_paper(held, org_unit, who.directory, today()) if open_ else None
    found = holders(org_unit, step.role, who.directory, today()) if step else []
    asked = held is not None and bool(in_my_name(who, [held]))
    told = {"paper": step, "signers": [one.post.id for one in found], "scans": ",".join(SCANS)}
    return told | {"taken": taken_by(held), "asked_for_paper": asked}


def _merged(who: Actor, org_unit: str, month: Month) -> dict[str, Any]:
    """After a merger: the former bodies of a successor; what a former body's sheet held, and its successor."""
    after = heir(org_unit, who.directory)
    if after == org_unit:
        return {"former": former(org_unit, who.directory)}
    fills = window_of(month, after).is_open(today()) and may(who, "facts.fill", Target(org_unit=after))
    return {"heir": after, "left": left(org_unit, month), "may_take": fills, "columns_left": LEFT}


@require_POST
def save(request: HttpRequest, month: str, org_unit: str) -> HttpResponse:
    """Keep what was typed; asked after every cell by the page's script, or by the button."""
    who, wanted, cells = actor(request), month_of(month), list(cells_of(request.POST))
    try:
        kept = keep(who, org_unit, wanted, cells, seen_in(request.POST))
    except InputError as error:
        return refused(error)
    if request.headers.get("X-Grid"):
        rows = own_rows(org_unit, wanted, who.directory)
        return JsonResponse({"cells": of_sheet(rows, {row for row, _column, _text in cells}), **of_clashes(kept)})
    if kept.clashes:
        return _clashed(request, org_unit, wanted, kept)
    messages.success(request, _("草稿存好了，还没有报。"))
    return redirect("data_sheet", month=month, org_unit=org_unit)


@require_POST
def move(request: HttpRequest, month: str, org_unit: str, what: str) -> HttpResponse:
    """The next step of the chain, a return, a verification."""
    who, wanted, posted = actor(request), month_of(month), request.POST
    try:
        if what == "advance":
            if any("|" in name for name in posted):
                kept = keep(who, org_unit, wanted, cells_of(posted), seen_in(posted))
                if kept.clashes:
                    return _clashed(request, org_unit, wanted, kept)
            done = advance(who, org_unit, wanted, sure=posted.get("sure") == "1")
            told = state_word(done.state, next_step(done, org_unit, who.directory, who.day))
        elif what == "return":
            told = STATES[give_back(who, org_unit, wanted, posted.get("remark", "")).state]
        elif what == "verify":
            told = STATES[verify(who, org_unit, wanted).state]
        else:
            raise Http404(what)
    except RefusedError:
        raise
    except DubanError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, str(told))
    return redirect("data_sheet", month=month, org_unit=org_unit)


def _clashed(request: HttpRequest, org_unit: str, month: Month, kept: Kept) -> HttpResponse:
    """Both texts of every cell that a colleague changed in between, to choose from."""
    names = {row.clause.key: row.clause.subject for row in own_rows(org_unit, month, actor(request).directory)}
    keys = {"month": str(month), "org_unit": org_unit}
    place = Place(reverse("data_sheet", kwargs=keys), reverse("data_save", kwargs=keys), FREE, names)
    return clashed(request, month, kept, place, sheet_of(own_key(org_unit, month)))


def cells_of(posted: QueryDict) -> Iterator[tuple[str, str, str]]:
    """The cells of a form, by names like ``lindai.gdp|value``."""
    for name, text in posted.items():
        row, bar, column = name.rpartition("|")
        if bar:
            yield row, column, str(text)


def month_of(said: str) -> Month:
    """The month of an address. Raises Http404."""
    year, _dash, number = said.partition("-")
    try:
        return Month(int(year), int(number))
    except ValueError:
        raise Http404(said) from None


def months(month: Month) -> dict[str, str]:
    """The months before and behind, for the page's links."""
    return {"earlier": str(month.plus(-1)), "later": str(month.plus(1))}
