"""The peers' figures, month by month as they were kept, and what was handed in and not yet kept."""

from __future__ import annotations

from django.db import models

from duban.web.log.models import Appended

# What pasted text is called as a file.
PASTED = "粘贴的文字.txt"


class PeersFigures(Appended):
    """One indicator of a peers' table over some months, as ``duban.standing.peers.types.Series``.

    ``level`` and ``growth`` are ``[peer, ten-thousandths, decimals shown, place in the file]`` in the table's order,
    None where the table has no such column; a peer of ``peers`` that is in neither gave no figure. ``first`` and
    ``last`` are months counted from year 0. ``file`` is the SHA-256 of the file that says so, empty for a pack's;
    ``source`` is where it came from in the words of who kept it.
    """

    indicator = models.CharField(max_length=200, default="")
    name = models.CharField(max_length=200)
    written = models.CharField(max_length=200)
    first = models.IntegerField()
    last = models.IntegerField(db_index=True)
    polarity = models.CharField(max_length=8)
    stock = models.BooleanField(default=False)
    unit = models.CharField(max_length=40, default="")
    display = models.CharField(max_length=40, default="")
    decimals = models.IntegerField(default=2)
    growth_unit = models.CharField(max_length=10, default="%")
    peers = models.JSONField(default=list)
    level = models.JSONField(null=True)
    growth = models.JSONField(null=True)
    simulated = models.BooleanField(default=False)
    partial = models.BooleanField(default=False)
    title = models.CharField(max_length=300, default="")
    source = models.CharField(max_length=200, default="")
    file = models.CharField(max_length=64, default="")

    class Meta(Appended.Meta):
        db_table = "peers_figures"


class PeersDraft(models.Model):
    """What somebody handed in and has not kept yet, one a person; gone when it is kept or thrown away.

    ``period`` are the months that the person says the table is of, where it names none.
    """

    account = models.BigIntegerField(unique=True)
    name = models.CharField(max_length=150)
    data = models.BinaryField()
    period = models.CharField(max_length=60, default="")
    source = models.CharField(max_length=200, default="")
    at = models.DateTimeField()

    class Meta:
        db_table = "peers_draft"

    @property
    def pasted(self) -> bool:
        """Whether it is text that was pasted, and no file."""
        return self.name == PASTED
