"""What is sent about additions and deductions, one button a function."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from duban.web.access.policy import require
from duban.web.access.web import actor
from duban.web.people.views.sent import Told
from duban.web.people.views.sent import sent as answered
from duban.web.points import words
from duban.web.points.actions import appeal as appealing
from duban.web.points.actions import apply as applying
from duban.web.points.actions import decide as deciding
from duban.web.points.actions import enter as entering
from duban.web.points.actions import freeze as freezing
from duban.web.points.actions import review as reviewing
from duban.web.points.actions import take_back as taking_back
from duban.web.points.actions.asked import Asked
from duban.web.points.models import Addition
from duban.web.points.views.pages import entry_with, form_with, listed_with, seen


@require_POST
def apply(request: HttpRequest) -> HttpResponse:
    """A body applies."""

    def do() -> Addition:
        require(actor(request), "points.apply")
        return applying.apply(actor(request), _asked(request), _files(request))

    def words_of(row: Addition) -> str:
        return _("申报了，编号%(key)s，%(due)s前认定。") % {"key": row.key, "due": row.due}

    return _new(request, do, words_of)


@require_POST
def enter(request: HttpRequest) -> HttpResponse:
    """The office enters a deduction, or corrects a frozen one."""

    def do() -> Addition:
        require(actor(request), "points.enter")
        return entering.enter(actor(request), _asked(request), _files(request), request.POST.get("amends", ""))

    def words_of(row: Addition) -> str:
        return _("记下了，编号%(key)s；单位在%(due)s以前可以申诉。") % {"key": row.key, "due": row.due}

    return _new(request, do, words_of)


@require_POST
def decide(request: HttpRequest, key: str) -> HttpResponse:
    """The office recognises or refuses."""
    posted = request.POST

    def do() -> str:
        granted, found = posted.get("outcome") in {"recognise", "record"}, _found(request)
        points, reason, version = posted.get("points", ""), posted.get("text", ""), _version(request)
        row = deciding.decide(actor(request), key, reason, granted=granted, points=points, found=found, version=version)
        said = _("认定了") if row.granted else _("没有认定")
        return _("%(said)s；单位在%(due)s以前可以申诉。") % {"said": said, "due": row.due}

    return _done(request, key, "decide", do)


@require_POST
def withdraw(request: HttpRequest, key: str) -> HttpResponse:
    """A body takes its application back."""

    def do() -> str:
        applying.withdraw(actor(request), key)
        return _("撤回了，记录留着。")

    return _done(request, key, "withdraw", do)


@require_POST
def take_back(request: HttpRequest, key: str) -> HttpResponse:
    """The office takes back what it entered by mistake."""

    def do() -> str:
        taking_back.take_back(actor(request), key, request.POST.get("text", ""), _version(request))
        return _("撤回了，不再计分；记录留着。")

    return _done(request, key, "take_back", do)


@require_POST
def appeal(request: HttpRequest, key: str) -> HttpResponse:
    """A body appeals."""

    def do() -> str:
        row = appealing.appeal(actor(request), key, request.POST.get("text", ""), _files(request))
        return _("申诉了，%(due)s前由另一个人复核；在那以前，原来的决定算数。") % {"due": row.due}

    return _done(request, key, "appeal", do)


@require_POST
def review(request: HttpRequest, key: str) -> HttpResponse:
    """Somebody else of the office upholds the decision, or changes it."""
    posted = request.POST

    def do() -> str:
        upheld, found = posted.get("outcome") not in {"change", "record"}, _found(request)
        points, reason, version = posted.get("points", ""), posted.get("text", ""), _version(request)
        reviewing.review(actor(request), key, reason, upheld=upheld, points=points, found=found, version=version)
        return _("复核完了：维持。") if upheld else _("复核完了：改了，排名跟着重新算。")

    return _done(request, key, "review", do)


@require_POST
def freeze(request: HttpRequest) -> HttpResponse:
    """The office freezes those that were chosen."""

    def do() -> HttpResponse:
        rows = freezing.freeze(actor(request), request.POST.getlist("key"))
        messages.success(request, _("封存了%(count)d条；以后要改，只能另记一条。") % {"count": len(rows)})
        return redirect("points")

    return answered(request, "freeze", do, lambda told: listed_with(request, told))


def _new(request: HttpRequest, do: Callable[[], Addition], words_of: Callable[[Addition], str]) -> HttpResponse:
    """A new entry, and on to its page; or the form again with what was typed."""

    def done() -> HttpResponse:
        row = do()
        messages.success(request, words_of(row))
        return redirect("points_entry", key=row.key)

    return answered(request, "form", done, lambda told: form_with(request, told))


def _done(request: HttpRequest, key: str, form: str, do: Callable[[], str]) -> HttpResponse:
    """A step of one, and its page again; with what was typed where it was refused."""
    seen(request, key)

    def done() -> HttpResponse:
        messages.success(request, do())
        return redirect("points_entry", key=key)

    def again(told: Told) -> HttpResponse:
        return entry_with(request, key, told)

    return answered(request, form, done, again)


def _asked(request: HttpRequest) -> Asked:
    posted = request.POST
    return Asked(
        org_unit=posted.get("org_unit", ""),
        item=posted.get("item", ""),
        sort=posted.get("sort", ""),
        level=posted.get("level", ""),
        day=words.day(posted.get("day", ""), _("哪一天的事")),
        points=posted.get("points", ""),
        reason=posted.get("reason", ""),
        document=posted.get("document", ""),
        proof=posted.get("proof", ""),
    )


def _found(request: HttpRequest) -> deciding.Found:
    return deciding.Found(request.POST.get("level", ""), record=request.POST.get("outcome") == "record")


def _files(request: HttpRequest) -> list[UploadedFile[Any]]:
    return list(request.FILES.getlist("files"))


def _version(request: HttpRequest) -> int | None:
    said = request.POST.get("version", "")
    return int(said) if said.isdigit() else None
