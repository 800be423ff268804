"""Who asks: the person of the token that comes as ``Authorization: Bearer``; a page's session counts for nothing."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest
from ninja.security import HttpBearer

from duban.web.access.actor import Actor
from duban.web.api.tokens import actor_by
from duban.web.api.unchanged import check


class Bearer(HttpBearer):
    """A token; ``request.actor`` is its person then, as on a page."""

    openapi_name = "token"

    def authenticate(self, request: HttpRequest, token: str) -> Actor:
        """Raises TokenError where the token does not count."""
        found = actor_by(token.strip())
        request.actor = found  # type: ignore[attr-defined]
        return found


class KeptBearer(Bearer):
    """The same for what changes only with the log: whoever has the answer already is told so."""

    openapi_name = "token"

    def authenticate(self, request: HttpRequest, token: str) -> Actor:
        """Raises TokenError, Unchanged."""
        found = super().authenticate(request, token)
        request.tag = check(request, found)  # type: ignore[attr-defined]
        return found


bearer, kept_bearer = Bearer(), KeptBearer()


def asks(request: HttpRequest) -> Actor:
    """Who asks."""
    return cast("Actor", request.actor)  # type: ignore[attr-defined]
