"""A form that was sent: done and on to the next page, or the same page again with what was refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from duban.errors import DubanError
from duban.web.access.policy import RefusedError

# What a refused form hands back to its page, which keeps what was typed.
Told = dict[str, Any]


def sent(
    request: HttpRequest, form: str, do: Callable[[], HttpResponse], again: Callable[[Told], HttpResponse]
) -> HttpResponse:
    """Do what a form asks for; where it is refused, show its page again with status 422 and nothing lost."""
    try:
        return do()
    except RefusedError:
        raise
    except DubanError as error:
        response = again({"error": error, "sent": form, "typed": {form: request.POST}})
        response.status_code = 422
        return response
