"""What the supervision office sends about bodies and posts."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from duban.errors import InputError
from duban.web.access.web import actor, page
from duban.web.people.actions import hand_over as handing
from duban.web.people.actions import posts as posting
from duban.web.people.actions.merge import merge as merged
from duban.web.people.actions.rename import rename as renamed
from duban.web.people.lookup import body_of, post_of
from duban.web.people.views.bodies import shown
from duban.web.people.views.sent import sent
from duban.web.people.words import day, maybe_day, text


@require_POST
@page("org.rename")
def rename(request: HttpRequest, key: str) -> HttpResponse:
    """Another name from a day on."""
    body, posted = body_of(key), request.POST

    def do() -> HttpResponse:
        when = day(posted.get("day", ""), _("从哪天起"))
        renamed(actor(request), key, posted.get("name", ""), when, posted.get("document", ""))
        messages.success(request, _("改好了；以前签的，照旧用原来的名称。"))
        return redirect("body", key=key)

    return sent(request, "rename", do, lambda told: shown(request, body.key, told))


@require_POST
@page("org.merge")
def merge(request: HttpRequest, key: str) -> HttpResponse:
    """Merged into another body; leads to the list of what was handed over."""
    body, posted = body_of(key), request.POST

    def do() -> HttpResponse:
        into = text(posted.get("into", ""), _("并入"))
        when = day(posted.get("day", ""), _("从哪天起"))
        row = merged(actor(request), key, body_of(into).key, when, posted.get("document", ""))
        messages.success(request, _("合并好了；下面是移交的内容。"))
        return redirect("handover", key=row.key)

    return sent(request, "merge", do, lambda told: shown(request, body.key, told))


@require_POST
@page("org.posts")
def new_post(request: HttpRequest, key: str) -> HttpResponse:
    """A new post of a body."""
    body, posted = body_of(key), request.POST

    def do() -> HttpResponse:
        spell = maybe_day(posted.get("start", ""), _("从哪天起")), maybe_day(posted.get("end", ""), _("到哪天"))
        order = _order(posted.get("order", ""))
        new = posting.NewPost(posted.get("title", ""), tuple(posted.getlist("roles")), *spell, order)
        posting.begin(actor(request), key, new, posted.get("document", ""))
        messages.success(request, _("职务设好了；由谁担任，请安全管理员来定。"))
        return redirect("body", key=key)

    return sent(request, "new_post", do, lambda told: shown(request, body.key, told))


@require_POST
@page("org.posts")
def end_post(request: HttpRequest, post: str) -> HttpResponse:
    """A post ends."""
    body, posted = body_of(post_of(post).org_unit), request.POST

    def do() -> HttpResponse:
        posting.end(actor(request), post, day(posted.get("day", ""), _("到哪天")), posted.get("document", ""))
        messages.success(request, _("职务撤了。"))
        return redirect("body", key=body.key)

    return sent(request, f"end_{post}", do, lambda told: shown(request, body.key, told))


@require_POST
@page("org.hand_over")
def hand_over(request: HttpRequest, post: str) -> HttpResponse:
    """What a post is in charge of goes to another; leads to the list of what was handed over."""
    body, posted = body_of(post_of(post).org_unit), request.POST

    def do() -> HttpResponse:
        named = (frozenset(posted.getlist(name)) for name in ("org_units", "books", "indicators"))
        taking = post_of(text(posted.get("into", ""), _("交给谁"))).key
        when = day(posted.get("day", ""), _("从哪天起"))
        moved = handing.Charges(*named)
        row = handing.hand_over(actor(request), post, taking, moved, when, posted.get("document", ""))
        messages.success(request, _("分工调整好了；下面是移交的内容。"))
        return redirect("handover", key=row.key)

    return sent(request, f"hand_over_{post}", do, lambda told: shown(request, body.key, told))


def _order(said: str) -> int:
    if said.strip() and not said.strip().lstrip("-").isdigit():
        raise InputError(_("排序要写整数"), where=_("排序"), do=_("小的在前，不写就是0"))
    return int(said) if said.strip() else 0
