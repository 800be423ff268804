"""Signing in, failing to, and what an account changes of its own means of signing in, as entries of the log."""

from __future__ import annotations

from typing import Any

from allauth.account.signals import password_changed
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authentication_failed, authenticator_added, authenticator_removed
from django.contrib.auth.signals import user_logged_in, user_login_failed
from django.http import HttpRequest

from duban.web.access.models import Account
from duban.web.log.writing import About, By, writing


def listen() -> None:
    """Write an entry whenever somebody signs in or fails to. Called once, before axes listens."""
    user_logged_in.connect(_signed_in, dispatch_uid="duban.signed_in")
    user_login_failed.connect(_failed, dispatch_uid="duban.sign_in_failed")
    authentication_failed.connect(_wrong_code, dispatch_uid="duban.wrong_code")
    password_changed.connect(_password, dispatch_uid="duban.password")
    authenticator_added.connect(_second_added, dispatch_uid="duban.second_added")
    authenticator_removed.connect(_second_removed, dispatch_uid="duban.second_removed")


def refused(account: Account | None) -> None:
    """A sign-in that failed: of an account, or of nobody that we know. The typed name is not kept."""
    with writing("access.failed", By(), About("account", str(account.pk) if account else "")):
        pass


def _own(verb: str, user: Any) -> None:
    with writing(verb, By(user.pk), About("account", str(user.pk))):
        pass


def _signed_in(user: Account, **_: Any) -> None:
    _own("access.sign_in", user)


def _failed(credentials: dict[str, Any], request: HttpRequest | None = None, **_: Any) -> None:
    # Where axes has refused to look at the password, nothing new is known; who hammers on does not fill the log.
    if request is None or not getattr(request, "axes_locked_out", False):
        name = str(credentials.get("username") or "").strip()
        refused(Account.objects.filter(username__iexact=name).first() if name else None)


def _wrong_code(user: Account, **_: Any) -> None:
    refused(user)


def _password(user: Account, **_: Any) -> None:
    _own("access.password", user)


def _second_added(user: Account, authenticator: Authenticator, **_: Any) -> None:
    _second("access.second_on", user, authenticator)


def _second_removed(user: Account, authenticator: Authenticator, **_: Any) -> None:
    _second("access.second_off", user, authenticator)


def _second(verb: str, user: Account, authenticator: Authenticator) -> None:
    # The recovery codes come and go with the telephone's.
    if authenticator.type == Authenticator.Type.TOTP:
        _own(verb, user)
