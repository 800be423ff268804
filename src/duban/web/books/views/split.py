"""The split of a book as one table, and of one clause as a form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from duban.amounts import in_words
from duban.errors import InputError
from duban.web.access.policy import require
from duban.web.access.web import actor, page, said
from duban.web.books.actions import share as sharing
from duban.web.books.lookup import book_of, clause_of, sees, target
from duban.web.books.models import Book, Clause
from duban.web.books.shares import forms, sums
from duban.web.books.shares.parts import Part, clauses_of, is_class, members, parts_of, shares_of, shares_of_clause
from duban.web.books.shares.propose import proposed
from duban.web.books.shares.round import circulation_of
from duban.web.books.views.book import seen
from duban.web.books.words import TierWords, tiers
from duban.web.clock.today import today
from duban.web.log.amounts import exact
from duban.web.org.directory import Directory, directory

# Empty rows below those that are filled in.
_SPARE = 3


@dataclass(frozen=True, slots=True)
class Row:
    """A clause in the table: a cell a body, the sum, and what there is to say of it."""

    clause: Clause
    tiers: list[TierWords]
    cells: list[list[tuple[Part, str]]]
    total: str
    findings: list[sums.Finding]

    @property
    def has_shares(self) -> bool:
        """Whether it was split."""
        return any(self.cells)


@page("books.see")
def shown(request: HttpRequest, key: str) -> HttpResponse:
    """The split of a whole book: clauses × bodies, with the sums."""
    book = seen(request, key)
    places, day, shares = directory(), today(), shares_of(key)
    bodies = {one.org_unit for rows in shares.values() for one in rows}
    columns = places.in_order(bodies)
    rows = [_row(one, parts_of(shares.get(one.key, []), places), columns, places) for one in clauses_of(book)]
    classes = {
        one: [named(body, places) for body in members(one, places, day)] for one in columns if is_class(one, places)
    }
    told = {
        "book": book,
        "target": target(book),
        "columns": [named(one, places) for one in columns],
        "classes": classes,
        "rows": rows,
        "unsplit": sum(not row.has_shares for row in rows),
        "doubtful": sum(any(one.level == "warn" for one in row.findings) for row in rows),
        "circulation": circulation_of(key),
    }
    return render(request, "books/split.html", told)


@require_POST
def propose(request: HttpRequest, key: str) -> HttpResponse:
    """All clauses without a split get one from what they name."""
    count = sharing.propose(actor(request), seen(request, key).key)
    if count:
        messages.success(request, _("按书里写的分了%(count)d条，请逐条核对。") % {"count": count})
    else:
        messages.info(request, _("没有可以照书里写的分的条文了，请逐条分。"))
    return redirect("book_split", key=key)


def clause_shares(request: HttpRequest, key: str) -> HttpResponse:
    """One clause's shares: shown to be changed all at once, and set."""
    clause = clause_of(key)
    book = book_of(clause.book)
    if not sees(actor(request), book):
        raise Http404(key)
    require(actor(request), "books.split", target(book, clause))
    if request.method != "POST":
        return _form(request, book, clause, *_begun(request, book, clause))
    typed = forms.rows(request.POST)
    version = request.POST.get("version", "")
    try:
        parts = forms.parts(typed, clause, book.year, directory())
        sharing.set_shares(actor(request), key, parts, seen=int(version) if version.isdigit() else None)
    except InputError as error:
        return _form(request, book, clause, typed, False, error)
    found = sums.findings(clause, parts, directory(), today())
    messages.success(request, _("“%(what)s”分好了。") % {"what": clause.subject})
    if found:
        messages.warning(request, sums.sentence(found) + _("。"))
    return redirect("book_split", key=book.key)


@require_POST
def withdraw(request: HttpRequest, key: str) -> HttpResponse:
    """A clause is taken away from one body."""
    clause = clause_of(key)
    try:
        sharing.withdraw(actor(request), key, request.POST.get("org_unit", ""))
    except InputError as error:
        messages.error(request, said(error))
    else:
        messages.success(request, _("去掉了。"))
    return redirect("book_split", key=clause.book)


def _row(clause: Clause, parts: Sequence[Part], columns: Sequence[str], places: Directory) -> Row:
    by_body: dict[str, list[Part]] = {one: [] for one in columns}
    for one in parts:
        by_body[one.org_unit].append(one)
    some = sums.adds_up(clause) and any(one.value is not None for one in parts)
    return Row(
        clause=clause,
        tiers=tiers(clause) if clause.sort == "pledge" else [],
        cells=[[(one, _value(one, clause)) for one in by_body[column]] for column in columns],
        total=in_words(sums.total(parts), clause.unit) if some else "",
        findings=sums.findings(clause, parts, places, today()),
    )


def named(org_unit: str, places: Directory) -> str:
    """A body's name in the language of the page; asked of a directory at hand, since a form has it for every row."""
    return places.named(org_unit, today())


def _value(part: Part, clause: Clause) -> str:
    value = exact(part.value)
    return in_words(value, clause.unit) if value is not None else ""


def _begun(request: HttpRequest, book: Book, clause: Clause) -> tuple[list[forms.Typed], bool]:
    """The rows that the form begins with, and whether they are only proposed: what is written, else what is named."""
    places, day = directory(), today()
    parts = parts_of(shares_of_clause(clause.key), places)
    only_proposed = not parts
    parts = parts or proposed(clause, book, places, day)
    expanded = request.GET.get("expand", "")
    if expanded:
        taken = {one.org_unit for one in parts}
        own = [Part(body) for body in members(expanded, places, day) if body not in taken]
        parts = [one for one in parts if one.org_unit != expanded] + own
    return forms.shown(parts, clause.unit, places), only_proposed or bool(expanded)


def _form(
    request: HttpRequest,
    book: Book,
    clause: Clause,
    typed: list[forms.Typed],
    only_proposed: bool,
    error: InputError | None = None,
) -> HttpResponse:
    places, day = directory(), today()
    more = request.GET.get("more", "")
    spare = min(int(more), forms.ROWS - len(typed)) if more.isdigit() else _SPARE
    kinds = dict.fromkeys(one.kind for one in places.bodies if not one.whole and not one.statistics and one.kind)
    classes = [f"各{kind}" for kind in kinds if len(members(f"各{kind}", places, day)) > 1]
    used = {one.org_unit for one in typed}
    shown = [one for one in places.bodies if one.id in used or not (one.statistics or one.whole)]
    bodies = [(one.id, named(one.id, places)) for one in shown if one.id in used or places.is_there(one.id, day)]
    bodies += [(one, one) for one in used if one and one not in places.by_key and one not in classes]
    told = {
        "book": book,
        "clause": clause,
        "tiers": tiers(clause) if clause.sort == "pledge" else [],
        "typed": [*typed, *(forms.Typed() for _ in range(spare))],
        "only_proposed": only_proposed,
        "expandable": [one.org_unit for one in typed if one.org_unit and is_class(one.org_unit, places)],
        "bodies": [("", "—"), *((one, one) for one in classes), *bodies],
        "posts": [one.post.title for one in places.seats if one.holds(day)],
        "without_figure": sums.without_figure(clause),
        "figured": clause.sort == "pledge" and clause.kind == "quantity",
        "version": request.POST.get("version") or sharing.version(clause.key),
        "error": error,
    }
    return render(request, "books/clause_shares.html", told, status=422 if error else 200)
