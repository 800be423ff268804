"""The pages of what went wrong, in plain words; they need no database."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _


def bad(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A request that makes no sense."""
    return _page(request, 400, _("这个请求看不懂"), _("请回到上一页，再试一次。"))


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A page that the reader may not see."""
    return _page(request, 403, _("您的岗位不能看这一页"), _("需要的话，请找督查办或安全管理员。"))


def missing(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A page that is not there."""
    return _page(request, 404, _("没有这一页"), _("地址可能写错了，或者它已经并到别处。请从左边的目录再找。"))


def broken(request: HttpRequest) -> HttpResponse:
    """Our mistake."""
    return _page(request, 500, _("督办自己出了错"), _("您写的内容没有丢。请过一会儿再试；还不行，请告诉系统管理员。"))


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose page is too old, or that comes from elsewhere."""
    return _page(request, 403, _("这一页放得太久了"), _("请回到上一页，刷新后再交；您写的内容还在。"))


def _page(request: HttpRequest, status: int, title: str, words: str) -> HttpResponse:
    return render(request, "home/error.html", {"title": title, "words": words}, status=status)
