"""Rulebooks, issued results, additions and deductions: as far as the pages show them."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from ninja import Path, Query, Router

from duban.standing.leagues.rules_said import line_said, plain, rules_said
from duban.web.access.actor import Actor
from duban.web.access.policy import require
from duban.web.api.auth import asks, kept_bearer
from duban.web.api.paging import stretch
from duban.web.api.problems import kept_answers
from duban.web.api.shapes.assessment import (
    AdditionOut,
    PlaceOut,
    PointsAsked,
    RankOut,
    ResultOut,
    ResultsAsked,
    ResultWhole,
    RulebookOut,
    RulebooksAsked,
    RuleLineOut,
    ScoreOut,
)
from duban.web.api.shapes.base import Key, Page
from duban.web.api.told import amount
from duban.web.declared.pack import declarations
from duban.web.leagues.issued import issues
from duban.web.leagues.models import Issue
from duban.web.leagues.rulebooks import Chapter, history
from duban.web.points.lookup import seen, sees_all
from duban.web.points.models import Addition

router = Router(auth=kept_bearer, tags=["考核"])
_HEAD = ("key", "title", "group", "rulebook", "as_of", "document", "number")


@router.get("/rulebooks", url_name="api_rulebooks", response=kept_answers(Page[RulebookOut]), summary="考核办法")
def rulebooks(request: HttpRequest, asked: Query[RulebooksAsked]) -> dict[str, Any]:
    """All rulebooks, the newest first."""
    who = asks(request)
    require(who, "leagues.see")
    found = [one for one in history(declarations(), who.day) if asked.group in {"", *one.book.groups}]
    return stretch(found, asked, _rulebook)


@router.get("/results", url_name="api_results", response=kept_answers(Page[ResultOut]), summary="发布的考核结果")
def results(request: HttpRequest, asked: Query[ResultsAsked]) -> dict[str, Any]:
    """The issued results, the newest first."""
    require(asks(request), "leagues.see")
    found = [one for one in issues() if one.state == "issued"]
    found = [one for one in found if asked.group in {"", one.group} and asked.rulebook in {"", one.rulebook}]
    return stretch(found, asked, _result)


@router.get("/results/{key}", url_name="api_result", response=kept_answers(ResultWhole), summary="一次考核结果")
def result(request: HttpRequest, key: Path[Key]) -> ResultWhole:
    """One result as it was frozen, with where every point came from."""
    require(asks(request), "leagues.see")
    found: Issue | None = Issue.objects.current().filter(key=key, state="issued").first()
    if found is None:
        raise Http404(key)
    told = found.result
    return ResultWhole(
        **{name: getattr(found, name) for name in _HEAD},
        full=told["full"],
        places=[_place(one) for one in told["places"]],
        notes=told["notes"],
        entry=found.entry_id,
    )


@router.get("/points", url_name="api_points", response=kept_answers(Page[AdditionOut]), summary="加减分")
def points(request: HttpRequest, asked: Query[PointsAsked]) -> dict[str, Any]:
    """The additions and deductions that the asker may know of, the newest first."""
    who = asks(request)
    require(who, "points.see")
    names = ("org_unit", "rulebook", "state")
    found = [one for one in seen(who) if all(getattr(asked, name) in {"", getattr(one, name)} for name in names)]
    return stretch(found, asked, lambda one: _addition(one, who))


def _rulebook(one: Chapter) -> RulebookOut:
    book = one.book
    lines = [
        RuleLineOut(
            line=line.id, name=line.name, weight=plain(line.weight), formula=line.formula.id, words=line_said(line)
        )
        for line in book.lines
    ]
    told: dict[str, Any] = {name: getattr(book, name) for name in ("id", "name", "source", "start")}
    told |= {"groups": list(book.groups), "end": one.end, "full": plain(book.full), "rules": list(rules_said(book))}
    return RulebookOut(**told, lines=lines)


def _result(one: Issue) -> ResultOut:
    places = [RankOut(org_unit=body, rank=rank, total=total) for body, (rank, total) in one.ranks.items()]
    return ResultOut(**{name: getattr(one, name) for name in _HEAD}, places=places, entry=one.entry_id)


def _place(told: dict[str, Any]) -> PlaceOut:
    own = {name: told[name] for name in PlaceOut.model_fields if name in told and name != "lines"}
    return PlaceOut(**own, lines=[ScoreOut(**{n: one.get(n) for n in ScoreOut.model_fields}) for one in told["lines"]])


def _addition(one: Addition, who: Actor) -> AdditionOut:
    own = {"asked", "points", "proof", "entry"}
    return AdditionOut(
        **{name: getattr(one, name) for name in AdditionOut.model_fields if name not in own},
        asked=amount(one.asked) or "",
        points=amount(one.points) or "",
        proof=one.proof if sees_all(who, one) else "",
        entry=one.entry_id,
    )
