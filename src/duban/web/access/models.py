"""Accounts, and which posts they hold from when to when."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from duban.web.log.models import Appended


class AccountManager(BaseUserManager["Account"]):
    """Makes accounts; only the actions of this room and loads call it."""

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> Account:
        """A new account; without a password nobody can sign in with one."""
        account = self.model(username=username, **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser):
    """Somebody who signs in. The name is personal: it stands here alone, and the log holds only the number.

    ``full_name`` and ``email`` can be purged; what was done stays under the number.
    """

    username = models.CharField(max_length=60, unique=True)
    full_name = models.CharField(max_length=60, default="", blank=True)
    email = models.EmailField(default="", blank=True)
    is_active = models.BooleanField(default=True)
    language = models.CharField(max_length=10, default="", blank=True)
    date_joined = models.DateTimeField(auto_now_add=True)

    objects = AccountManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        db_table = "access_account"

    def get_full_name(self) -> str:
        """The name that pages show."""
        return self.full_name or self.username


class Holding(Appended):
    """An account holds a post for a while, by a document."""

    account = models.BigIntegerField(db_index=True)
    post = models.CharField(max_length=200, db_index=True)
    start = models.DateField(null=True)
    end = models.DateField(null=True)
    document = models.CharField(max_length=200, default="")

    class Meta(Appended.Meta):
        db_table = "access_holding"
