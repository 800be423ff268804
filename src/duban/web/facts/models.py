"""Facts: figures and dated states, with who handed them in and when they are released."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from duban.web.log.models import Appended


class Fact(Appended):
    """As ``duban.ledger.types.Fact``: ``value`` and ``upper`` are ten-thousandths of the base unit.

    ``first`` and ``last`` are the period's months, counted from year 0. ``release`` is the moment from which others
    than the provider and the supervision office see it.
    """

    org_unit = models.CharField(max_length=200, db_index=True)
    indicator = models.CharField(max_length=200, default="", db_index=True)
    subject = models.CharField(max_length=300)
    scope = models.CharField(max_length=100)
    kind = models.CharField(max_length=10)
    basis = models.CharField(max_length=10)
    unit = models.CharField(max_length=40, default="")
    first = models.IntegerField()
    last = models.IntegerField()
    value = models.BigIntegerField(null=True)
    upper = models.BigIntegerField(null=True)
    comparator = models.CharField(max_length=6, default="=")
    state = models.CharField(max_length=60, default="")
    day = models.DateField(null=True)
    status = models.CharField(max_length=12, default="final")
    simulated = models.BooleanField(default=False)
    source = models.CharField(max_length=500, default="")
    answers = models.CharField(max_length=200, default="")
    provider = models.CharField(max_length=200, default="")
    part_of = models.CharField(max_length=200, default="")
    release = models.DateTimeField(null=True)

    class Meta(Appended.Meta):
        db_table = "facts_fact"
        constraints = (
            *Appended.Meta.constraints,
            models.UniqueConstraint(
                fields=[
                    "org_unit",
                    "indicator",
                    "subject",
                    "scope",
                    "basis",
                    "kind",
                    "first",
                    "last",
                    "source",
                    "state",
                    "answers",
                ],
                condition=Q(replaces__isnull=True),
                name="facts_one_first_figure",
            ),
        )
