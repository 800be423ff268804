"""Verdicts as they stand: computed whole from pledges and facts, never corrected, so not append-only."""

from __future__ import annotations

from django.db import models

from duban.web.standings.former import Former


class PledgeVerdict(models.Model):
    """The newest verdict of a pledge, computed at ``at`` from the pledges and facts of the log entry ``number``.

    Values are ten-thousandths of the pledge's base unit; ``history`` are ``[month number, light key]`` in order;
    ``was`` is the key of the light before its last change, ``former`` its ``[shape, word, colour]`` and the sentence
    that was said for it, ``changed`` the moment at which the change was computed.
    """

    pledge = models.CharField(max_length=200, unique=True)
    subject = models.CharField(max_length=300, default="")
    org_unit = models.CharField(max_length=200, db_index=True)
    book = models.CharField(max_length=200, db_index=True)
    indicator = models.CharField(max_length=200, default="")
    number = models.BigIntegerField()
    at = models.DateTimeField()
    as_of = models.DateField()
    rule = models.CharField(max_length=100)
    verdict = models.CharField(max_length=20)
    light = models.CharField(max_length=60)
    shape = models.CharField(max_length=4)
    word = models.CharField(max_length=30)
    colour = models.CharField(max_length=20)
    order = models.IntegerField(default=0)
    stretch = models.CharField(max_length=20, default="")
    until = models.IntegerField(null=True)
    expected = models.BigIntegerField(null=True)
    actual = models.BigIntegerField(null=True)
    gap = models.FloatField(null=True)
    gap_unit = models.CharField(max_length=20, default="")
    reason = models.TextField()
    facts = models.JSONField(default=list)
    history = models.JSONField(default=list)
    was = models.CharField(max_length=60, default="")
    former = models.JSONField(default=list)
    changed = models.DateTimeField(null=True)

    class Meta:
        db_table = "standings_verdict"

    @property
    def before(self) -> Former | None:
        """The light before the last change; None where it never changed."""
        return Former(self.rule, self.was, *self.former) if self.was and self.former else None
