"""Uploaded files, by number; the bytes lie on the disk by their hash."""

from __future__ import annotations

from django.db import models

from duban.web.log.models import Appended


class PersonalText(models.Model):
    """Words that may name a person (a file's name, a contact), apart from everything else, so that they can be purged.

    Other tables hold only the number. A purge empties ``text`` and leaves the hash of what stood there.
    """

    text = models.TextField()
    tombstone = models.CharField(max_length=64, default="")

    class Meta:
        db_table = "files_personal_text"


class StoredFile(Appended):
    """A file that was taken in: its key is its SHA-256; ``name`` the number of its name among the personal texts."""

    size = models.BigIntegerField()
    suffix = models.CharField(max_length=12)
    name = models.BigIntegerField(null=True)

    class Meta(Appended.Meta):
        db_table = "files_stored"
