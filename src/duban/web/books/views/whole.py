"""What is sent of a book as a whole: its head, its year, its signature; a withdrawal."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from duban.errors import InputError
from duban.web.access.policy import require
from duban.web.access.web import actor, said
from duban.web.books.actions import head as heading
from duban.web.books.actions import sign as signing
from duban.web.books.actions import withdraw as withdrawing
from duban.web.books.actions import year as dating
from duban.web.books.forms import day
from duban.web.books.lookup import target
from duban.web.books.models import Clause
from duban.web.books.unread import unread
from duban.web.books.views.book import seen
from duban.web.clock.today import today


@require_POST
def head(request: HttpRequest, key: str) -> HttpResponse:
    """The book's title, the body that it binds, the department that leads."""
    try:
        heading.rename(actor(request), seen(request, key).key, request.POST)
    except InputError as error:
        messages.error(request, said(error))
    return redirect("book", key=key)


@require_POST
def year(request: HttpRequest, key: str) -> HttpResponse:
    """The book is a plan of another year."""
    said_year = request.POST.get("year", "")
    try:
        book = dating.set_year(actor(request), seen(request, key).key, int(said_year) if said_year.isdigit() else 0)
    except InputError as error:
        messages.error(request, said(error))
    else:
        messages.success(request, _("改成了%(year)s年的计划，完成时限一起改了。") % {"year": book.year})
    return redirect("book", key=key)


@require_POST
def withdraw(request: HttpRequest, key: str) -> HttpResponse:
    """A book taken in by mistake goes out of sight."""
    try:
        book = withdrawing.withdraw(actor(request), seen(request, key).key, request.POST.get("reason", ""))
    except InputError as error:
        messages.error(request, said(error))
        return redirect("book", key=key)
    messages.success(request, _("《%(title)s》撤回了；名单下面的“撤回的”里还找得到。") % {"title": book.title})
    return redirect("books")


@require_POST
def restore(request: HttpRequest, key: str) -> HttpResponse:
    """A withdrawn book is taken up again."""
    try:
        withdrawing.restore(actor(request), seen(request, key).key)
    except InputError as error:
        messages.error(request, said(error))
    return redirect("book", key=key)


def sign_book(request: HttpRequest, key: str) -> HttpResponse:
    """The book is signed; what is missing is said on its page, and in the form each time that it is opened."""
    if request.method != "POST":
        return _sign_form(request, key)
    try:
        signed = day(request.POST.get("signed", "")) or today()
        book = signing.sign(
            actor(request), seen(request, key).key, _not_after(signed), request.POST.get("document", "")
        )
    except InputError as error:
        messages.error(request, said(error))
    else:
        messages.success(request, _("《%(title)s》签发了，从现在起按它考核。") % {"title": book.title})
    return redirect("book", key=key)


def _sign_form(request: HttpRequest, key: str) -> HttpResponse:
    book = seen(request, key)
    require(actor(request), "books.sign", target(book))
    told = {"book": book, "today": today(), "others": signing.others(book)}
    clauses = list(Clause.objects.current().filter(book=key))
    told["unready"], told["unread"] = signing.unready(book, clauses), unread(book, clauses)
    part = "books/sign_unready.html" if request.headers.get("HX-Request") else "books/sign_form.html"
    return render(request, part, told)


def _not_after(signed: date) -> date:
    if signed > today():
        raise InputError(_("签发日期在今天以后"), do=_("请写已经签发的那一天"))
    return signed
