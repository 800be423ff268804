"""What every request knows: the store's day and who acts; and who is let in at all."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode

from duban.errors import DubanError
from duban.web.access.actor import actor_of
from duban.web.access.models import Account
from duban.web.access.policy import RefusedError
from duban.web.access.sign_in import GIVEN
from duban.web.clock.today import kept_for_request as day_kept
from duban.web.clock.today import today
from duban.web.log.reading import kept_for_reading
from duban.web.org.directory import kept_for_request as bodies_kept

# The rooms' own pages ask for an account; what stands before it is allauth's, the language switch and static files.
# A program comes with a token, which the interface itself asks for; the pages about it are pages.
_OPEN = ("/sign-in/", "/language/", "/static/", "/healthz", "/api/")
_CLOSED = ("/api/docs/",)
_READS = frozenset({"GET", "HEAD"})


class OfficeMiddleware:
    """Sets ``request.actor`` and ``request.store_day``; shows refusals as pages in plain words."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer a request."""
        reading = kept_for_reading() if request.method in _READS else nullcontext()
        with reading, day_kept() as day, bodies_kept() as places:
            request.store_day = day  # type: ignore[attr-defined]
            request.actor = None  # type: ignore[attr-defined]
            if isinstance(request.user, Account):
                request.actor = actor_of(request.user, places, today())  # type: ignore[attr-defined]
                if request.session.get(GIVEN) and not _is_open(request):
                    return redirect("account_change_password")
            elif not _is_open(request):
                return _to_sign_in(request)
            return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """A refusal is a page that says what and what to do; anything else is Django's."""
        if isinstance(error, RefusedError):
            return render(request, "home/refused.html", {"error": error}, status=403)
        if isinstance(error, DubanError):
            return render(request, "home/refused.html", {"error": error}, status=400)
        return None


def _is_open(request: HttpRequest) -> bool:
    return request.path.startswith(_OPEN) and not request.path.startswith(_CLOSED)


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return HttpResponse(status=401)
    return redirect(f"/sign-in/login/?{urlencode({'next': request.get_full_path()})}")
