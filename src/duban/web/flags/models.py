"""What is proposed, computed whole, and what people decided of it, as versions."""

from __future__ import annotations

from django.db import models

from duban.web.log.models import Appended


class Proposed(models.Model):
    """A red flag or a snail that a rule proposes by the standings of the log entry ``number``; never corrected.

    Of a body's work in a month, or of a pledge or project (``pledge``). There is no name of a person in it.
    """

    key = models.CharField(max_length=200, unique=True)
    rulebook = models.CharField(max_length=200)
    flag = models.CharField(max_length=200)
    name = models.CharField(max_length=200)
    sort = models.CharField(max_length=20)
    org_unit = models.CharField(max_length=200, db_index=True)
    pledge = models.CharField(max_length=200, default="")
    subject = models.CharField(max_length=300, default="")
    month = models.IntegerField()
    grounds = models.TextField()
    number = models.BigIntegerField()

    class Meta:
        db_table = "flags_proposed"


class Flag(Appended):
    """What people decided of a proposal: confirmed, declined, or withdrawn after it was confirmed, each with a reason.

    Only a confirmed one counts. ``grounds`` are the rule's clause and figures as they were when it was decided.
    """

    purgeable = frozenset({"reason"})

    rulebook = models.CharField(max_length=200)
    flag = models.CharField(max_length=200)
    name = models.CharField(max_length=200)
    sort = models.CharField(max_length=20)
    org_unit = models.CharField(max_length=200, db_index=True)
    pledge = models.CharField(max_length=200, default="")
    subject = models.CharField(max_length=300, default="")
    month = models.IntegerField()
    grounds = models.TextField()
    state = models.CharField(max_length=20, db_index=True)
    day = models.DateField()
    reason = models.TextField()

    class Meta(Appended.Meta):
        db_table = "flags_flag"
