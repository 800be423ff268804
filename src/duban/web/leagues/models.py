"""Results as they were issued; never reckoned again."""

from __future__ import annotations

from django.db import models

from duban.web.log.models import Appended


class Issue(Appended):
    """A group's result that was issued and frozen (封存), by the rulebook in force on ``as_of``.

    ``state``: asked (being reckoned), issued, failed (``note`` says why). It is reckoned from what was known at the
    entry ``number`` of the log; ``result`` is a ``duban.standing.leagues.sheet``, ``ranks`` of it each body's
    ``[rank or null, total or null]``, for the results that follow.
    """

    title = models.CharField(max_length=200)
    group = models.CharField(max_length=100, db_index=True)
    rulebook = models.CharField(max_length=200)
    as_of = models.DateField()
    document = models.CharField(max_length=200, default="")
    state = models.CharField(max_length=10)
    number = models.BigIntegerField(default=0)
    ranks = models.JSONField(default=dict)
    result = models.JSONField(default=dict)
    note = models.CharField(max_length=500, default="")

    class Meta(Appended.Meta):
        db_table = "leagues_issue"
        constraints = (
            *Appended.Meta.constraints,
            models.UniqueConstraint(
                fields=["group", "title"], condition=models.Q(replaces__isnull=True), name="leagues_one_title_a_group"
            ),
        )
