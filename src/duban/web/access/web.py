"""What views ask of a request: who acts, and whether a page may be shown."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from duban.errors import DubanError
from duban.web.access.actor import Actor
from duban.web.access.policy import require

View = Callable[..., HttpResponseBase]


def actor(request: HttpRequest) -> Actor:
    """Who acts; the middleware lets nobody in who has no account."""
    return cast("Actor", request.actor)  # type: ignore[attr-defined]


def said(error: DubanError) -> str:
    """A refusal as one sentence of the page's language; what the core says stays Chinese."""
    place = f"{error.where}{_('：')}" if error.where else ""
    return f"{place}{error.what}" + (f"{_('。')}{error.do}" if error.do else "")


def page(verb: str) -> Callable[[View], View]:
    """Show a page only to those whom the policy lets see it."""

    def decorate(view: View) -> View:
        @wraps(view)
        def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            require(actor(request), verb)
            return view(request, *args, **kwargs)

        shown.verb = verb  # type: ignore[attr-defined]
        return shown

    return decorate
