"""Additions and deductions as versions: every step of one is a new row under its key."""

from __future__ import annotations

from django.db import models

from duban.web.log.models import Appended


class Addition(Appended):
    """An addition or a deduction of a body (加减分), or a result that is only recorded (``kind`` empty).

    ``state``: applied, withdrawn, decided, appealed, reviewed, frozen. ``granted`` None: nobody has decided yet; only
    what is granted counts. ``asked`` and ``points`` are ten-thousandths of a point. ``due`` is the last day of the
    step that it waits for: to decide, to appeal, to review. ``decider`` and ``reviewer`` are accounts, never the same.
    ``files`` and ``appeal_files`` are hashes of proofs; ``amends`` is the key of the frozen one that it corrects.
    """

    purgeable = frozenset({"reason", "decision", "appeal", "review"})

    org_unit = models.CharField(max_length=200, db_index=True)
    rulebook = models.CharField(max_length=200, default="")
    kind = models.CharField(max_length=200, default="")
    sort = models.CharField(max_length=20, default="")
    level = models.CharField(max_length=20, default="")
    day = models.DateField()
    asked = models.BigIntegerField(default=0)
    points = models.BigIntegerField(default=0)
    reason = models.TextField()
    document = models.CharField(max_length=200)
    proof = models.CharField(max_length=200, default="")
    files = models.JSONField(default=list)
    state = models.CharField(max_length=20, db_index=True)
    granted = models.BooleanField(null=True)
    due = models.DateField(null=True)
    counted = models.DateField(null=True)
    decided = models.DateField(null=True)
    decider = models.BigIntegerField(null=True)
    decision = models.TextField(default="")
    appealed = models.DateField(null=True)
    appeal = models.TextField(default="")
    appeal_files = models.JSONField(default=list)
    reviewed = models.DateField(null=True)
    reviewer = models.BigIntegerField(null=True)
    review = models.TextField(default="")
    upheld = models.BooleanField(null=True)
    frozen = models.DateField(null=True)
    amends = models.CharField(max_length=200, default="")

    class Meta(Appended.Meta):
        db_table = "points_addition"
