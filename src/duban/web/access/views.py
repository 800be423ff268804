"""What sign-in shows beside allauth's own pages."""

from __future__ import annotations

from typing import cast

from allauth.account import views as account
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def password(request: HttpRequest) -> HttpResponse:
    """Change the password; whoever comes through single sign-on alone has none here."""
    if request.user.is_authenticated and not request.user.has_usable_password():
        return render(request, "access/no_password.html")
    return cast("HttpResponse", account.password_change(request))
