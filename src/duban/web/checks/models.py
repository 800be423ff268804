"""Spot checks and the figures that they drew, each version of them appended."""

from __future__ import annotations

from django.db import models

from duban.web.log.models import Appended


class SpotCheck(Appended):
    """A sample as it was drawn: anybody can draw it again from the seed and what was known at entry ``known_at``.

    ``share`` are ten-thousandths, or ``number`` says how many; ``grouping`` is none, body or indicator; of
    ``population`` figures so many were ``drawn``; ``left_out`` are those of statistics bodies, which are not drawn.
    ``rule`` is the city's rule of that day: correct or scale. ``scaled``: the groups were scaled as it says.
    """

    purgeable = frozenset({"ask"})

    seed = models.CharField(max_length=200)
    share = models.IntegerField(null=True)
    number = models.IntegerField(null=True)
    grouping = models.CharField(max_length=10, default="none")
    as_of = models.DateField()
    known_at = models.BigIntegerField()
    population = models.IntegerField()
    drawn = models.IntegerField()
    left_out = models.IntegerField(default=0)
    rule = models.CharField(max_length=10)
    due = models.DateField()
    ask = models.CharField(max_length=500, default="")
    scaled = models.BooleanField(default=False)

    class Meta(Appended.Meta):
        db_table = "checks_check"


class CheckItem(Appended):
    """A figure of a sample: ``version`` is the row that was drawn, ``asked`` the body that answers for it.

    ``words`` is the number of the body's answer among the personal texts, ``files`` the hashes of its proof.
    ``conclusion``: empty, held (属实), corrected (更正, to ``value``), scaled (按规则折算); ``reason`` is the office's.
    """

    purgeable = frozenset({"reason"})

    check_key = models.CharField(max_length=200, db_index=True)
    place = models.IntegerField()
    fact = models.CharField(max_length=200)
    version = models.BigIntegerField()
    org_unit = models.CharField(max_length=200)
    asked = models.CharField(max_length=200, db_index=True)
    stratum = models.CharField(max_length=200, default="")
    answered = models.BooleanField(default=False)
    words = models.BigIntegerField(null=True)
    files = models.JSONField(default=list)
    conclusion = models.CharField(max_length=10, default="")
    value = models.BigIntegerField(null=True)
    reason = models.CharField(max_length=500, default="")

    class Meta(Appended.Meta):
        db_table = "checks_item"
