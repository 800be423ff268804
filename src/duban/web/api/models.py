"""Tokens: a program asks in the name of the person who made one."""

from __future__ import annotations

from django.db import models

from duban.web.log.models import Appended


class Token(Appended):
    """A token of an account, valid to the end of ``until``; only its SHA-256 is kept, the token is shown once.

    ``name`` says what it is for, in the words of the office and never a person's name. Revoking is a new version.
    """

    account = models.BigIntegerField(db_index=True)
    name = models.CharField(max_length=40)
    hash = models.CharField(max_length=64, db_index=True)
    until = models.DateField()
    revoked = models.BooleanField(default=False)

    class Meta(Appended.Meta):
        db_table = "api_token"
