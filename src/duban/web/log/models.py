"""What every other room writes through: a log whose entries are chained, and rows that are never changed.

A row of an :class:`Appended` model is a version of the thing that its ``key`` names. A correction is a new row whose
``replaces`` names the old one; the database refuses a second correction of one row, so that of two people on one thing
the later is told. The number of its ``entry`` says when it became known.
"""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q


class Head(models.Model):
    """The end of the log; its one row is the lock that writers take turns at."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    number = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="")

    class Meta:
        db_table = "log_head"
        constraints = (models.CheckConstraint(condition=Q(id=1), name="one_log_head"),)


class Entry(models.Model):
    """One thing that was done: who, under which post, which verb, about what, on which store's day.

    ``channel`` is empty for a page and for duban itself, ``api`` where a program asked with somebody's token.
    ``account`` is a number, never a name; ``detail`` holds keys, words of office and documents, never personal text.
    ``digest`` is that of the rows that it wrote, ``previous`` the hash of the entry before.
    """

    number = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField(db_index=True)
    account = models.BigIntegerField(null=True, db_index=True)
    post = models.CharField(max_length=200, default="")
    channel = models.CharField(max_length=10, default="")
    verb = models.CharField(max_length=60, db_index=True)
    kind = models.CharField(max_length=40, default="")
    about = models.CharField(max_length=200, default="")
    org_unit = models.CharField(max_length=200, default="", db_index=True)
    detail = models.JSONField(default=dict)
    rows = models.PositiveIntegerField(default=0)
    algorithm = models.CharField(max_length=10)
    digest = models.CharField(max_length=64)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        db_table = "log_entry"
        indexes = (models.Index(fields=["kind", "about"]),)


class AppendedQuerySet(models.QuerySet[Any]):
    """Versions of things: those that hold now, or those that were known to hold."""

    def current(self) -> Self:
        """The rows that nothing replaces."""
        newer = self.model._base_manager.filter(replaces=OuterRef("pk"))
        return self.filter(~Exists(newer))

    def known_at(self, number: int) -> Self:
        """The rows that held after the entry of a number, whatever was written since."""
        newer = self.model._base_manager.filter(replaces=OuterRef("pk"), entry__lte=number)
        return self.filter(~Exists(newer), entry__lte=number)


class Appended(models.Model):
    """A version of the thing named by ``key``, written by one entry of the log and never changed.

    The digest of a row holds only the hashes of its ``purgeable`` texts, so that these can be purged and the chain
    still fits.
    """

    purgeable: ClassVar[frozenset[str]] = frozenset()

    key = models.CharField(max_length=200, db_index=True)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="+")
    replaces = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="replaced_by")

    objects = AppendedQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints: ClassVar[Any] = (
            models.UniqueConstraint(
                fields=["key"], condition=Q(replaces__isnull=True), name="%(app_label)s_%(class)s_first"
            ),
        )
        ordering = ("id",)
