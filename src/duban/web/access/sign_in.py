"""Signing in, failing to, and what an account changes of its own means of signing in, as entries of the log."""

from __future__ import annotations

from typing import Any, Final

from allauth.account.authentication import get_authentication_records
from allauth.account.signals import password_changed
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authentication_failed, authenticator_added, authenticator_removed
from django.contrib.auth.signals import user_logged_in, user_login_failed
from django.http import HttpRequest

from duban.web.access.models import Account
from duban.web.log.models import Entry
from duban.web.log.writing import About, By, writing

# In the session of whoever signed in with a password that somebody else knows.
GIVEN: Final = "duban_password_given"


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


# What sets a password: an administrator, or its holder.
_PASSWORDS = ("access.create", "access.password", "access.own_password")


def _signed_in(user: Account, request: HttpRequest, **_: Any) -> None:
    if _by_password(request, user) and _given(user):
        request.session[GIVEN] = True
    _own("access.sign_in", user)


def _by_password(request: HttpRequest, user: Account) -> bool:
    return any(one.get("method") == "password" for one in get_authentication_records(request, user))


def _given(user: Account) -> bool:
    """Whether the password is the one that an administrator gave: the newest entry about it is not the holder's."""
    entries = Entry.objects.filter(kind="account", about=str(user.pk), verb__in=_PASSWORDS)
    newest = entries.order_by("-number").first()
    return newest is not None and newest.account != user.pk


def _failed(credentials: dict[str, Any], request: HttpRequest | None = None, **_: Any) -> None:
    # Where axes has refused to look at the password, nothing new is known; who hammers on does not fill the log.
    if request is None or not getattr(request, "axes_locked_out", False):
        name = str(credentials.get("username") or "").strip()
        refused(Account.objects.filter(username__iexact=name).first() if name else None)


def _wrong_code(user: Account, **_: Any) -> None:
    refused(user)


def _password(user: Account, request: HttpRequest, **_: Any) -> None:
    request.session.pop(GIVEN, None)
    _own("access.own_password", user)


def _second_added(user: Account, authenticator: Authenticator, **_: Any) -> None:
    _second("access.second_on", user, authenticator)


def _second_removed(user: Account, authenticator: Authenticator, **_: Any) -> None:
    _second("access.second_off", user, authenticator)


def _second(verb: str, user: Account, authenticator: Authenticator) -> None:
    # The recovery codes come and go with the telephone's.
    if authenticator.type == Authenticator.Type.TOTP:
        _own(verb, user)
