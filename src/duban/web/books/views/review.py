"""What is sent while a book is reviewed: each answers with the card as it stands, or with the page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from duban.errors import DubanError, InputError
from duban.web.access.policy import RefusedError, may, require
from duban.web.access.web import actor, said
from duban.web.books.actions import add as adding
from duban.web.books.actions import decide as deciding
from duban.web.books.actions import leave as leaving
from duban.web.books.actions import mend as mending
from duban.web.books.forms import changes, form_words, typed_again
from duban.web.books.lookup import book_of, clause_of, sees, target
from duban.web.books.models import Clause
from duban.web.books.sorts import SORTS
from duban.web.books.views.book import card_of, seen
from duban.web.declared.pack import declarations

Done = Callable[[HttpRequest, str, Mapping[str, str], int | None], str]


@require_POST
def decide(request: HttpRequest, key: str, what: str) -> HttpResponse:
    """Accept, reject, reopen, mend, split or merge; gives the card, with what was refused said on it."""
    done = _DONE.get(what)
    if done is None:
        raise Http404(what)
    clause = clause_of(key)
    seen(request, clause.book)
    error: DubanError | None = None
    shown = key
    try:
        shown = done(request, key, request.POST, version_of(request.POST))
    except RefusedError:
        raise
    except DubanError as refusal:
        error = refusal
    if not request.headers.get("HX-Request"):
        if error:
            messages.error(request, said(error))
        return redirect(f"{reverse('book', args=[clause.book])}#i-{shown}")
    if what in {"split", "merge"} and error is None:
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    return _card(request, clause_of(shown), error, what)


def form(request: HttpRequest, key: str) -> HttpResponse:
    """The form that mends a clause: sent for only when it is opened; a page of its own without a script."""
    clause = clause_of(key)
    book = seen(request, clause.book)
    require(actor(request), "books.review", target(book, clause))
    told = {
        "card": card_of(clause, book, reviewing=True),
        "one": clause,
        "book": book,
        "reader": actor(request).account,
    }
    told |= {"indicators": declarations().indicators, "others": _others(clause), **form_words()}
    part = "books/reject_form.html" if request.GET.get("reject") else "books/card_form.html"
    return render(request, part if request.headers.get("HX-Request") else "books/form_page.html", told)


def _others(clause: Clause) -> list[Clause]:
    found = Clause.objects.current().filter(book=clause.book, sort=clause.sort).exclude(key=clause.key)
    return list(found.exclude(state="rejected").order_by("place"))


@require_POST
def add_clause(request: HttpRequest, key: str) -> HttpResponse:
    """The selected words become a pledge or a task."""
    posted = request.POST
    try:
        start, end = int(posted.get("start", "")), int(posted.get("end", ""))
        rows = adding.add(actor(request), key, start, end, sort=posted.get("kind", "pledge"))
    except ValueError:
        messages.error(request, _("没有选中文字。请在左边选中一段文字，再加。"))
        return _again(request, key)
    except InputError as error:
        messages.error(request, said(error))
        return _again(request, key)
    messages.success(request, _("加上了：%(name)s") % {"name": _("、").join(one.subject for one in rows)})
    return _again(request, key, f"#i-{rows[0].key}")


@require_POST
def leave_unread(request: HttpRequest, key: str) -> HttpResponse:
    """A sentence with a figure, or all of them that remain, are looked at and left out."""
    start = request.POST.get("start", "")
    count = leaving.leave(actor(request), seen(request, key).key, int(start) if start.isdigit() else None)
    messages.success(request, _("看过了%(count)d句，不收；单子里“不要”的还找得到。") % {"count": count})
    return redirect(reverse("book", args=[key]) + "#unread")


@require_POST
def accept_sure(request: HttpRequest, key: str) -> HttpResponse:
    """All pledges that nothing is doubted of, at once."""
    count = deciding.accept_sure(actor(request), seen(request, key).key)
    messages.success(request, _("采用了%(count)d条没有疑问的承诺。") % {"count": count})
    return redirect("book", key=key)


def _card(request: HttpRequest, clause: Clause, error: DubanError | None, what: str) -> HttpResponse:
    book = book_of(clause.book)
    who = actor(request)
    if not sees(who, book):
        raise Http404(clause.key)
    reviewing = may(who, "books.review", target(book, clause))
    told: dict[str, Any] = {"card": card_of(clause, book, reviewing=reviewing), "error": error, "book": book}
    told["reader"] = who.account
    typed = request.POST if error else {}
    if opened := what == "mend" and error is not None:
        told["card"] = replace(told["card"], form=typed_again(typed) or told["card"].form)
        told |= {"indicators": declarations().indicators, "others": _others(clause), **form_words()}
    return render(request, "books/card.html", told | {"opened": opened, "typed": typed})


def _again(request: HttpRequest, key: str, place: str = "") -> HttpResponse:
    address = reverse("book", args=[key]) + place
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": address} if place else {"HX-Refresh": "true"})
    return redirect(address)


def version_of(posted: Mapping[str, str]) -> int | None:
    """The version that was on the screen; None where the form names none."""
    said = posted.get("version", "")
    return int(said) if said.isdigit() else None


def _accept(request: HttpRequest, key: str, _posted: Mapping[str, str], version: int | None) -> str:
    return deciding.accept(actor(request), key, version).key


def _reject(request: HttpRequest, key: str, posted: Mapping[str, str], version: int | None) -> str:
    return deciding.reject(actor(request), key, posted.get("reason", ""), version).key


def _reopen(request: HttpRequest, key: str, _posted: Mapping[str, str], version: int | None) -> str:
    return deciding.reopen(actor(request), key, version).key


def _mend(request: HttpRequest, key: str, posted: Mapping[str, str], version: int | None) -> str:
    told = changes(posted) | ({"sort": posted["sort"]} if posted.get("sort") in SORTS else {})
    return mending.mend(actor(request), key, told, version).key


def _split(request: HttpRequest, key: str, _posted: Mapping[str, str], version: int | None) -> str:
    return mending.split(actor(request), key, version)[0].key


def _merge(request: HttpRequest, key: str, posted: Mapping[str, str], version: int | None) -> str:
    return mending.merge(actor(request), key, posted.get("into", ""), version).key


_DONE: Mapping[str, Done] = {
    "accept": _accept,
    "reject": _reject,
    "reopen": _reopen,
    "mend": _mend,
    "split": _split,
    "merge": _merge,
}
