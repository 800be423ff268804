"""How axes counts wrong passwords: by the user name alone, however it is typed, and from no address."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest


def username(request: HttpRequest, credentials: Mapping[str, Any] | None) -> str:
    """The name that was typed, as the accounts are looked up: without regard to case and blanks around it."""
    told = (credentials or {}).get("username") or request.POST.get("login", "")
    return str(told).strip().lower()[:255]


def address(_request: HttpRequest) -> None:
    """None is kept: a city sits behind one address, and the log holds no addresses."""
    return
