"""The round of a split: the office sees who said what, and answers; a body sees its own share, and says its word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from duban.amounts import in_words
from duban.errors import DubanError, InputError
from duban.web.access.policy import RefusedError, may, require
from duban.web.access.web import actor, page, said
from duban.web.books.actions import answer as answering
from duban.web.books.actions import circulate as circulating
from duban.web.books.actions import comment as commenting
from duban.web.books.forms import day as typed_day
from duban.web.books.lookup import book_of, clause_of, target
from duban.web.books.models import Comment
from duban.web.books.shares import forms
from duban.web.books.shares.parts import Part, shares_of_clause
from duban.web.books.shares.round import Line, bodies_of, round_of
from duban.web.books.views.book import seen
from duban.web.books.words import TierWords, tiers
from duban.web.clock.today import today
from duban.web.log.amounts import exact
from duban.web.org.directory import directory


@dataclass(frozen=True, slots=True)
class Shown:
    """A line with its words: the target, and each share with its figure, and as the answer's form shows it."""

    line: Line
    tiers: list[TierWords]
    shares: list[tuple[Part, str, str]]
    form: forms.Typed


@page("books.see")
def shown(request: HttpRequest, key: str) -> HttpResponse:
    """Who agreed, who objected, who has not answered; with the answers."""
    book = seen(request, key)
    who, reached = actor(request), target(book)
    if not may(who, "books.circulate", reached):
        require(who, "books.answer", reached)
    found = round_of(book, directory(), today())
    bodies = [(body, lines, Counter(one.status for one in lines)) for body, lines in found.bodies.items()]
    told = {
        "book": book,
        "target": reached,
        "round": found,
        "bodies": [
            (body, len(lines), said, ("waiting" if said["silent"] or said["changed"] else "done"))
            for body, lines, said in bodies
        ],
        "objections": [_shown(one) for one in found.lines if one.status in {"objected", "answered"}],
        "changed": [one for one in found.lines if one.status == "changed"],
        "general": [one for one in found.general if one[0].text or one[0].stance == "object"],
        "silent": [body for body, lines, said in bodies if said["silent"] == len(lines)],
    }
    return render(request, "books/comments.html", told)


@require_POST
def circulate(request: HttpRequest, key: str) -> HttpResponse:
    """The split is sent round; or the open round gets another day."""

    def done() -> str:
        row = circulating.circulate(actor(request), key, typed_day(request.POST.get("due", "")))
        return _("发给%(count)d个单位了，%(due)s前答复。") % {"count": len(row.org_units), "due": row.due}

    return _told(request, done, reverse("book_comments", args=[key]))


@require_POST
def close(request: HttpRequest, key: str) -> HttpResponse:
    """The round ends."""

    def done() -> str:
        circulating.close(actor(request), key)
        return _("结束了；说过的意见和答复都留着。")

    return _told(request, done, reverse("book_comments", args=[key]))


@require_POST
def answer(request: HttpRequest, key: str) -> HttpResponse:
    """An objection is answered; figure, day and measures of the body's share may change with it."""
    said = Comment.objects.current().filter(pk=_number(request.POST.get("version", ""))).first()
    if said is None:
        said = Comment.objects.current().filter(book=key, key=request.POST.get("comment", "")).first()
    if said is None or said.book != key:
        raise Http404(key)

    def done() -> str:
        typed = _changes(request.POST, said) if said.clause else None
        changes = typed if request.POST.get("change") else None
        sent = {name: value for name, value in (typed or {}).items() if name in request.POST}
        if changes is None and _differs(said, sent):
            what, do = _("改了任务，但没有勾“同时改它的任务”"), _("要改的请勾上，不改的请恢复原样，再答复")
            raise InputError(what, do=do)
        version = _number(request.POST.get("version", ""))
        answering.answer(actor(request), said.key, request.POST.get("text", ""), changes, version=version)
        return _("答复了，分解也改了，请对方再看。") if changes else _("答复了。")

    return _told(request, done, reverse("book_comments", args=[key]))


@page("books.see")
def mine(request: HttpRequest, key: str) -> HttpResponse:
    """What a book gives to the reader's own body, line by line, each with its word."""
    book = book_of(key)
    found = round_of(book, directory(), today())
    bodies = [one for one in bodies_of(actor(request)) if found.of(one)]
    chosen = request.GET.get("body", "")
    body = chosen if chosen in bodies else next(iter(bodies), "")
    if not body and not bodies_of(actor(request)):
        raise Http404(key)
    lines = [_shown(one) for one in found.of(body)]
    general = next((one for one in found.general if one[0].org_unit == body), None)
    told = {
        "book": book,
        "round": found,
        "body_key": body,
        "bodies": bodies,
        "lines": lines,
        "left": sum(one.line.waits for one in lines),
        "general": general,
        "may_see_book": may(actor(request), "books.see_unsigned", target(book)) or book.state == "signed",
    }
    return render(request, "books/my_share.html", told)


@require_POST
def comment(request: HttpRequest, key: str) -> HttpResponse:
    """A body's word on one line, or on the whole."""
    posted = request.POST
    body, clause = posted.get("org_unit", ""), posted.get("clause", "")

    def done() -> str:
        version = _number(posted.get("version", ""))
        said = (body, clause, posted.get("stance", ""), posted.get("text", ""))
        row = commenting.comment(actor(request), key, *said, version=version)
        return _("记下了：同意。") if row.stance == "agree" else _("记下了：有意见，等答复。")

    return _told(request, done, _mine(key, body) + (f"#c-{clause}" if clause else ""))


@require_POST
def agree_all(request: HttpRequest, key: str) -> HttpResponse:
    """A body agrees to all that it has not yet said a word to, as it saw it."""
    body = request.POST.get("org_unit", "")
    versions = {
        name.removeprefix("seen-"): int(said)
        for name, said in request.POST.items()
        if name.startswith("seen-") and isinstance(said, str) and said.isdigit()
    }

    def done() -> str:
        count = commenting.agree_all(actor(request), key, body, versions)
        return _("同意了%(count)d条。") % {"count": count}

    return _told(request, done, _mine(key, body))


def _shown(line: Line) -> Shown:
    clause = line.clause
    parts = [Part.of(one) for one in line.shares]
    words = [
        (one, in_words(value, clause.unit) if (value := exact(one.value)) is not None else "", text.months)
        for one, text in zip(parts, forms.shown(parts, clause.unit, directory()), strict=True)
    ]
    own = next((one for one in parts if one.org_unit == line.org_unit), Part(line.org_unit))
    (form,) = forms.shown([own], clause.unit, directory())
    return Shown(line, tiers(clause) if clause.sort == "pledge" else [], words, form)


def _changes(posted: Mapping[str, str], said: Comment) -> dict[str, Any]:
    """The fields of a share that an answer changes."""
    clause = clause_of(said.clause)
    value = posted.get("value", "").strip()
    name = directory().name(said.org_unit)
    return {
        "value": forms.amount(value, clause, name) if value else None,
        "due": typed_day(posted.get("due", "")),
        "measures": posted.get("measures", "").strip()[:2000],
    }


def _differs(said: Comment, typed: Mapping[str, Any]) -> bool:
    """Whether what was typed of a share is not what it is."""
    own = next((one for one in shares_of_clause(said.clause) if one.org_unit == said.org_unit), None)
    if own is None:
        return False
    return any(value != getattr(own, name) for name, value in typed.items())


def _told(request: HttpRequest, done: Any, address: str) -> HttpResponse:
    """Do it and say so on the page that follows; what cannot be is said there, too."""
    try:
        words = done()
    except RefusedError:
        raise
    except (InputError, DubanError) as error:
        messages.error(request, said(error))
    else:
        messages.success(request, words)
    return redirect(address)


def _mine(key: str, body: str) -> str:
    return f"{reverse('book_my_share', args=[key])}?body={body}"


def _number(said: str) -> int | None:
    return int(said) if said.isdigit() else None
