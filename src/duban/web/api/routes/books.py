"""Books, clauses with their sentences, and verdicts with their reasons."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpRequest
from ninja import Path, Query, Router

from duban.web.access.policy import require
from duban.web.api.auth import asks, kept_bearer
from duban.web.api.paging import page, stretch
from duban.web.api.problems import kept_answers
from duban.web.api.shapes.base import Key, Page
from duban.web.api.shapes.books import (
    BookOut,
    BooksAsked,
    ClauseOut,
    ClausesAsked,
    ClauseWhole,
    LightOut,
    PointOut,
    TierOut,
    VerdictOut,
    VerdictsAsked,
    VersionOut,
)
from duban.web.api.told import amount, month
from duban.web.books.lookup import book_of, books_seen, clause_of, sees
from duban.web.books.models import Book, Clause
from duban.web.books.words import tiers
from duban.web.standings.carried import carried_by
from duban.web.standings.models import PledgeVerdict

router = Router(auth=kept_bearer, tags=["任务书和判定"])


@router.get("/books", url_name="api_books", response=kept_answers(Page[BookOut]), summary="任务书")
def books(request: HttpRequest, asked: Query[BooksAsked]) -> dict[str, Any]:
    """The books that the asker may see: signed ones, and those under review that concern the asker."""
    who = asks(request)
    require(who, "books.see")
    found = [
        one
        for one in books_seen(who)
        if asked.year in {None, one.year} and asked.state in {None, one.state} and asked.org_unit in {"", one.org_unit}
    ]
    return stretch(found, asked, _book)


@router.get("/books/{key}", url_name="api_book", response=kept_answers(BookOut), summary="一本任务书")
def book(request: HttpRequest, key: Path[Key]) -> BookOut:
    """One book."""
    who = asks(request)
    require(who, "books.see")
    found = book_of(key)
    if found.state == "divided" or not sees(who, found):
        raise Http404(key)
    return _book(found)


@router.get("/clauses", url_name="api_clauses", response=kept_answers(Page[ClauseOut]), summary="承诺和举措")
def clauses(request: HttpRequest, asked: Query[ClausesAsked]) -> dict[str, Any]:
    """Pledges and tasks of the books that the asker may see, in the order of their keys."""
    who = asks(request)
    require(who, "pledges.see")
    seen = [one.key for one in books_seen(who) if asked.book in {"", one.key}]
    found = Clause.objects.current().filter(book__in=seen)
    names = ("org_unit", "indicator", "sort", "state", "kind")
    found = found.filter(**{name: getattr(asked, name) for name in names if getattr(asked, name)})
    return page(found, asked, "key", lambda rows: [ClauseOut(**_clause(one)) for one in rows])


@router.get("/clauses/{key}", url_name="api_clause", response=kept_answers(ClauseWhole), summary="一条承诺或举措")
def clause(request: HttpRequest, key: Path[Key]) -> ClauseWhole:
    """One clause with all its versions."""
    who, found = asks(request), clause_of(key)
    require(who, "pledges.see")
    if not sees(who, book_of(found.book)):
        raise Http404(key)
    rows = Clause.objects.filter(key=key).select_related("entry").order_by("-id")
    return ClauseWhole(**_clause(found), versions=[_version(one) for one in rows])


@router.get("/verdicts", url_name="api_verdicts", response=kept_answers(Page[VerdictOut]), summary="判定")
def verdicts(request: HttpRequest, asked: Query[VerdictsAsked]) -> dict[str, Any]:
    """How the pledges stand, in the order of their keys."""
    who = asks(request)
    require(who, "overview.see")
    found = PledgeVerdict.objects.all()
    names = ("book", "org_unit", "indicator", "verdict", "light")
    found = found.filter(**{name: getattr(asked, name) for name in names if getattr(asked, name)})
    if asked.mine:
        found = found.filter(pledge__in=[one.pledge for one in carried_by(who, found)])
    return page(found, asked, "pledge", lambda rows: [_verdict(one) for one in rows])


@router.get("/verdicts/{pledge}", url_name="api_verdict", response=kept_answers(VerdictOut), summary="一条判定")
def verdict(request: HttpRequest, pledge: Path[Key]) -> VerdictOut:
    """How one pledge stands."""
    require(asks(request), "overview.see")
    found = PledgeVerdict.objects.filter(pledge=pledge).first()
    if found is None:
        raise Http404(pledge)
    return _verdict(found)


def _book(one: Book) -> BookOut:
    told = {name: getattr(one, name) for name in BookOut.model_fields if name != "entry"}
    return BookOut(**told, entry=one.entry_id)


def _clause(one: Clause) -> dict[str, Any]:
    same = set(ClauseOut.model_fields) - {"tiers", "trajectory", "entry"}
    return {name: getattr(one, name) for name in same} | {
        "tiers": list(_tiers(one)),
        "trajectory": [PointOut(month=month(number), value=amount(value) or "") for number, value in one.trajectory],
        "entry": one.entry_id,
    }


def _tiers(one: Clause) -> Iterable[TierOut]:
    words = [each.words for each in tiers(one)] if one.sort == "pledge" else []
    for told, said in zip(one.tiers, words, strict=False):
        yield TierOut(
            firmness=told["firmness"],
            comparator=told["comparator"],
            value=amount(told["value"]),
            upper=amount(told.get("upper")),
            document=told.get("document", ""),
            words=said,
        )


def _version(one: Clause) -> VersionOut:
    clause = ClauseOut(**_clause(one))
    return VersionOut(entry=one.entry_id, at=one.entry.at, clause=clause, reason=one.reason, document=one.document)


def _verdict(one: PledgeVerdict) -> VerdictOut:
    own = {"until", "expected", "actual", "history"}
    return VerdictOut(
        **{name: getattr(one, name) for name in VerdictOut.model_fields if name not in own},
        until=None if one.until is None else month(one.until),
        expected=amount(one.expected),
        actual=amount(one.actual),
        history=[
            LightOut(month=month(number), light=light, shape=shape, word=word, colour=colour)
            for number, light, shape, word, colour, *_more in one.history
        ],
    )
