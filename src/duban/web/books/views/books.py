"""All books, and a new one taken in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from duban.errors import InputError
from duban.reading.formats import EXTENSIONS
from duban.web.access.policy import may
from duban.web.access.web import actor, page
from duban.web.books.actions.upload import upload
from duban.web.books.lookup import with_withdrawn
from duban.web.books.models import Clause
from duban.web.books.words import BOOK_STATES
from duban.web.clock.today import today
from duban.web.org.directory import directory
from duban.web.tables import Sheet, download, wanted


@page("books.see")
def listed(request: HttpRequest) -> HttpResponse:
    """The books that the reader may see, by year, with how many clauses each has and how many wait."""
    found = with_withdrawn(actor(request))
    books = [book for book in found if book.state != "withdrawn"]
    counts = _counts(book.key for book in books)
    rows = [
        {
            "book": book,
            "state": BOOK_STATES[book.state],
            "pledges": counts[book.key, "pledge", "accepted"],
            "tasks": counts[book.key, "task", "accepted"],
            "waiting": counts[book.key, "pledge", "proposed"] + counts[book.key, "task", "proposed"],
        }
        for book in books
    ]
    if wanted(request):
        return download(request, _("任务书"), [_table(rows)])
    told = {"rows": rows, "may_upload": may(actor(request), "books.upload")}
    told["withdrawn"] = [book for book in found if book.state == "withdrawn"]
    return render(request, "books/books.html", told | _form())


def _table(rows: list[dict[str, Any]]) -> Sheet:
    """The books as a table that is taken away."""
    heads = [(_("书名"), 34), (_("年份"), 8), (_("责任单位"), 20), (_("牵头部门"), 20), (_("状态"), 10)]
    heads += [(_("承诺（条）"), 10), (_("举措（条）"), 10), (_("待看（条）"), 10)]
    places = directory()
    told = []
    for row in rows:
        book = row["book"]
        bodies = [places.named(key, book.signed) if key else "" for key in (book.org_unit, book.lead)]
        counts = (row["pledges"], row["tasks"], row["waiting"])
        told.append((book.title, book.year, *bodies, str(row["state"]), *counts))
    return Sheet(_("任务书"), heads, told, 1)


def taken(request: HttpRequest) -> HttpResponse:
    """A file is taken in; what cannot be is said on the same page, and nothing typed is lost."""
    who = actor(request)
    posted = request.POST
    if request.method != "POST":
        if not may(who, "books.upload"):
            return redirect("books")
        return render(request, "books/upload.html", _form())
    file = request.FILES.get("file")
    try:
        if file is None:
            raise InputError(_("没有选文件"), do=_("请选一个文件，或者把文件拖到框里"))
        year = _year(posted.get("year", ""))
        key = upload(who, file, year=year, org_unit=posted.get("org_unit", ""), lead=posted.get("lead", ""))
    except InputError as error:
        return render(request, "books/upload.html", _form() | {"error": error, "posted": posted}, status=422)
    messages.success(request, _("收下了，正在读。"))
    return redirect("book", key=key)


def _form() -> dict[str, object]:
    most = settings.CONF.upload_mb
    told = {"accept": ",".join(sorted(EXTENSIONS)), "year": today().year}
    return told | {"limit": most * 2**20, "megabytes": most}


def _year(said: str) -> int:
    if not said.isdigit() or not 1950 <= int(said) <= 2200:
        raise InputError(_("年份不对"), do=_("请写四位数的年份，例如 2023"))
    return int(said)


def _counts(keys: Iterable[str]) -> Counter[tuple[str, str, str]]:
    rows = Clause.objects.current().filter(book__in=list(keys)).values_list("book", "sort", "state")
    found: Counter[tuple[str, str, str]] = Counter()
    for book, sort, state, count in rows.annotate(count=Count("pk")).order_by():
        found[book, sort, state] = count
    return found
