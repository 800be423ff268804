"""Who asks; bodies, posts and indicators."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from ninja import Path, Query, Router

from duban.ledger.types import Indicator, OrgUnit
from duban.web.access.actor import Actor
from duban.web.access.models import Account
from duban.web.access.policy import require
from duban.web.api.auth import asks, kept_bearer
from duban.web.api.paging import stretch
from duban.web.api.problems import kept_answers
from duban.web.api.shapes.base import Key, Page
from duban.web.api.shapes.org import (
    BodiesAsked,
    BodyOut,
    IndicatorOut,
    IndicatorsAsked,
    MeOut,
    PostOut,
    PostsAsked,
    SpellOut,
)
from duban.web.declared.pack import declarations
from duban.web.log.reading import head
from duban.web.org.directory import Seat

router = Router(auth=kept_bearer, tags=["单位和指标"])


@router.get("/me", url_name="api_me", response=kept_answers(MeOut), summary="我是谁")
def me(request: HttpRequest) -> MeOut:
    """Whose token it is, with the posts of today."""
    who = asks(request)
    require(who, "home.see")
    name = Account.objects.values_list("username", flat=True).get(pk=who.account or 0)
    posts = [_post(one) for one in who.seats]
    return MeOut(username=name, posts=posts, roles=sorted(who.roles), day=who.day, head=head())


@router.get("/bodies", url_name="api_bodies", response=kept_answers(Page[BodyOut]), summary="单位")
def bodies(request: HttpRequest, asked: Query[BodiesAsked]) -> dict[str, Any]:
    """All bodies in official order, those that have ended too."""
    who = asks(request)
    require(who, "org.see")
    return stretch(who.directory.bodies, asked, lambda one: _body(one, who))


@router.get("/bodies/{key}", url_name="api_body", response=kept_answers(BodyOut), summary="一个单位")
def body(request: HttpRequest, key: Path[Key]) -> BodyOut:
    """One body."""
    who = asks(request)
    require(who, "org.see")
    found = who.directory.by_key.get(key)
    if found is None:
        raise Http404(key)
    return _body(found, who)


@router.get("/posts", url_name="api_posts", response=kept_answers(Page[PostOut]), summary="职务")
def posts(request: HttpRequest, asked: Query[PostsAsked]) -> dict[str, Any]:
    """The posts in official order; never who holds them."""
    who = asks(request)
    require(who, "org.see")
    found = [one for one in who.directory.seats if asked.org_unit in {"", one.post.org_unit}]
    return stretch(found, asked, _post)


@router.get("/indicators", url_name="api_indicators", response=kept_answers(Page[IndicatorOut]), summary="指标")
def indicators(request: HttpRequest, asked: Query[IndicatorsAsked]) -> dict[str, Any]:
    """The indicators as the pack declares them."""
    require(asks(request), "facts.see")
    return stretch(declarations().indicators, asked, _indicator)


def _body(one: OrgUnit, who: Actor) -> BodyOut:
    end, successor = who.directory.ends.get(one.id, (None, ""))
    return BodyOut(
        key=one.id,
        name=who.directory.name(one.id, who.day),
        name_en=one.name_en,
        kind=one.kind,
        order=one.order,
        groups=list(one.groups),
        names=[SpellOut(value=spell.value, start=spell.start, end=spell.end) for spell in one.names],
        parent=who.directory.parent(one.id, who.day),
        whole=one.whole,
        statistics=one.statistics,
        end=end,
        successor=successor,
    )


def _post(one: Seat) -> PostOut:
    post = one.post
    return PostOut(
        key=post.id,
        title=post.title,
        org_unit=post.org_unit,
        order=post.order,
        start=post.start,
        end=post.end,
        roles=sorted(one.roles),
    )


def _indicator(one: Indicator) -> IndicatorOut:
    told = {name: getattr(one, name) for name in IndicatorOut.model_fields if name not in {"key", "scopes"}}
    return IndicatorOut(key=one.id, scopes=list(one.scopes), **told)
