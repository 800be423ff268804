"""Filters that somebody keeps."""

from __future__ import annotations

from django.db import models


class SavedView(models.Model):
    """The question of a list's address under a name: somebody's own, of no account to anybody else.

    It decides nothing and shows nothing that its address would not, so it is changed and deleted like a draft.
    """

    account = models.BigIntegerField(db_index=True)
    page = models.CharField(max_length=20)
    name = models.CharField(max_length=40)
    question = models.CharField(max_length=1000)

    class Meta:
        db_table = "saved_view"
        constraints = (models.UniqueConstraint(fields=["account", "page", "name"], name="saved_one_name_a_page"),)
        ordering = ("name",)
