"""What was proposed to be purged, by which document, and what was."""

from __future__ import annotations

from django.db import models

from duban.web.log.models import Appended


class Purge(Appended):
    """A purge: ``kind`` text, file or entry, ``target`` the number of the text or the entry, or the file's SHA-256.

    ``why``: leak, retention, order. ``state``: proposed, done, withdrawn; ``proposer`` is an account, 0 where time did
    it. ``hash`` is the SHA-256 of what stood there, once it is gone.
    """

    kind = models.CharField(max_length=10)
    target = models.CharField(max_length=64, db_index=True)
    why = models.CharField(max_length=10)
    document = models.CharField(max_length=200)
    state = models.CharField(max_length=10)
    proposer = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="")

    class Meta(Appended.Meta):
        db_table = "purge_purge"
