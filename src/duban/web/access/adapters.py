"""How sign-in bends allauth: nobody signs up; whoever comes through the city's own sign-in must have an account."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.http import HttpRequest
from django.shortcuts import render

from duban.web.access.models import Account


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Local accounts are made by the system administrator."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody makes an account of their own."""
        return False


class SocialAccountAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Single sign-on finds the account of the same user name; it never makes one."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Nobody makes an account of their own."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Connect to the account whose user name the provider tells; refuse where there is none, or it is closed."""
        if sociallogin.is_existing:
            return
        told: dict[str, Any] = sociallogin.account.extra_data
        claims = told.get("userinfo") or told.get("id_token") or told
        name = claims.get("preferred_username") or ""
        account = Account.objects.filter(username=name, is_active=True).first() if name else None
        if account is None:
            raise ImmediateHttpResponse(render(request, "access/no_account.html", {"name": name}, status=403))
        sociallogin.connect(request, account)
