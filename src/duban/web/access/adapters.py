"""How sign-in bends allauth: nobody signs up; whoever comes through the city's own sign-in must have an account."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from duban.web.access.models import Account
from duban.web.access.sign_in import refused

_WORDS = {
    "account_inactive": _("这个账号停用了。请找系统管理员。"),
    "enter_current_password": _("请输入现在的密码。"),
    "incorrect_code": _("验证码不对，或者过了时间。请看手机上现在的六位数。"),
    "incorrect_password": _("密码不对。"),
    "invalid_login": _("账号或密码不对。"),
    "rate_limited": _("试得太快了，请过几分钟再试。"),
    "same_as_current": _("新密码和现在的一样，请换一个。"),
    "too_many_login_attempts": _("错得太多了，请过几分钟再试。"),
    "username_password_mismatch": _("账号或密码不对。连着错五次，账号会锁住15分钟。"),
}


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Local accounts are made by the system administrator."""

    error_messages: ClassVar[dict[str, Any]] = {**DefaultAccountAdapter.error_messages, **_WORDS}

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody makes an account of their own."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Wrong passwords are counted by axes, in the database and for all servers; allauth need not count again."""

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Where a new password leads."""
        return reverse("home")


class SecondAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """The second step of signing in."""

    error_messages: ClassVar[dict[str, Any]] = {**DefaultMFAAdapter.error_messages, **_WORDS}


class SocialAccountAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Single sign-on finds the account of the same user name; it never makes one."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Nobody makes an account of their own."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Connect to the account whose user name the provider tells; refuse where there is none, or it is closed."""
        name = sociallogin.account.extra_data.get("id_token", {}).get("preferred_username", "")
        known = sociallogin.is_existing
        account = sociallogin.user if known else Account.objects.filter(username=name).first() if name else None
        if account is None or not account.is_active:
            refused(account)
            raise ImmediateHttpResponse(_no_account(request, name))
        if not known:
            sociallogin.connect(request, account)


def _no_account(request: HttpRequest, name: str) -> HttpResponse:
    return render(request, "access/no_account.html", {"name": name}, status=403)
