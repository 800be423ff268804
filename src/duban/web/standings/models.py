"""Verdicts as they stand: computed whole from pledges and facts, never corrected, so not append-only."""

from __future__ import annotations

from collections.abc import Hashable

from django.db import models

from duban.pack.schema.lights import UNLIT
from duban.web.standings.former import Former

_UNLIT = frozenset(light.key for light in UNLIT)


class Judged(models.Model):
    """What a rule says of a pledge: values are ten-thousandths of its base unit; words are as a report has them.

    ``lead`` is who answers for it: the body itself, for the city's pledges the first of those that see to it.
    ``share`` and ``pace`` are per cent of the target, where that says anything. ``target`` and ``done`` are the judged
    figure and what was reported, in words; ``on_average`` is what each of the ``months_left`` must bring.
    ``former`` is ``[shape, word, colour]`` of the light before its last change and the sentence that was said for it,
    ``changed`` the moment at which the change was computed.
    """

    subject = models.CharField(max_length=300, default="")
    org_unit = models.CharField(max_length=200, db_index=True)
    lead = models.CharField(max_length=200, default="", db_index=True)
    book = models.CharField(max_length=200, db_index=True)
    indicator = models.CharField(max_length=200, default="", db_index=True)
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
    share = models.FloatField(null=True)
    pace = models.FloatField(null=True)
    gap = models.FloatField(null=True)
    gap_unit = models.CharField(max_length=20, default="")
    target = models.CharField(max_length=200, default="")
    done = models.CharField(max_length=200, default="")
    unit = models.CharField(max_length=40, default="")
    on_average = models.BigIntegerField(null=True)
    months_left = models.IntegerField(default=0)
    reason = models.TextField()

    class Meta:
        abstract = True

    @property
    def severity(self) -> tuple[bool, int]:
        """What the worst come first by; what shows none of the rule's lights is no worse than they, and stands last."""
        return self.light in _UNLIT, -self.order


class PledgeVerdict(Judged):
    """The newest verdict of a pledge, computed at ``at`` from the pledges and facts of the log entry ``number``.

    ``history`` are the reported months in order: ``[month number, light key, shape, word, colour, expected, actual,
    fact's key]``; ``was`` is the key of the light before its last change; ``said`` is the verdict as a sentence without
    the light. ``forecast`` is the look ahead, for the supervision office only: ``estimate``, ``low``, ``high`` in base
    units, ``words`` and ``chances``, or the ``reason`` why there is none.
    """

    pledge = models.CharField(max_length=200, unique=True)
    number = models.BigIntegerField()
    at = models.DateTimeField()
    as_of = models.DateField()
    facts = models.JSONField(default=list)
    history = models.JSONField(default=list)
    was = models.CharField(max_length=60, default="")
    said = models.TextField(default="")
    forecast = models.JSONField(default=dict)
    former = models.JSONField(default=list)
    changed = models.DateTimeField(null=True)

    class Meta:
        db_table = "standings_verdict"

    @property
    def before(self) -> Former | None:
        """The light before the last change; None where it never changed."""
        return Former(self.rule, self.was, *self.former) if self.was and self.former else None


class MonthVerdict(Judged):
    """How a pledge stood at the end of a month, by the figures as they are known now.

    A month without a new figure carries the newest before it on. ``was`` is the key of the light of the month before
    where that was another; ``headline`` the place of its indicator among those that the overview shows first, and
    ``series`` its ``[month, expected, actual]`` so far, kept for these alone.
    """

    pledge = models.CharField(max_length=200)
    month = models.IntegerField()
    was = models.CharField(max_length=60, default="")
    headline = models.IntegerField(null=True)
    series = models.JSONField(default=list)

    class Meta:
        db_table = "standings_month"
        constraints = (models.UniqueConstraint(fields=["month", "pledge"], name="standings_one_a_month"),)
        indexes = (
            models.Index(fields=["month", "headline"], name="standings_month_headline"),
            models.Index(fields=["month", "lead"], name="standings_month_lead"),
            models.Index(fields=["month", "book"], name="standings_month_book"),
        )


def counting() -> models.QuerySet[PledgeVerdict]:
    """The verdicts that are counted: of the pledges that stand in the newest month, as the overview counts them.

    One whose plan year has not begun, or is over, is not among them.
    """
    newest = MonthVerdict.objects.order_by("-month").values("month")[:1]
    return PledgeVerdict.objects.filter(pledge__in=MonthVerdict.objects.filter(month=newest).values("pledge"))


class Kept(models.Model):
    """What else the job worked out for the overview, so that no page has to: by its name, as a value.

    ``months``: the first month and the newest that has a figure; ``stands``: as of which day, of which entry of the
    log, made when; ``adding_up``: where the parts fall short of the whole; ``owing``: the bodies that hand in a sheet
    of their own each month.
    """

    name = models.CharField(max_length=40, unique=True)
    number = models.BigIntegerField()
    value = models.JSONField()

    class Meta:
        db_table = "standings_kept"


def stands() -> Hashable:
    """What tells the standings that are there from those of another run; one query."""
    kept = Kept.objects.filter(name="stands").values_list("value", flat=True).first()
    return tuple(kept) if kept else None
