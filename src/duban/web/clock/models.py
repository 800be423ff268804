"""The store's day, where it is not the day of the world."""

from __future__ import annotations

from django.db import models


class StoreDay(models.Model):
    """The day that the store is set to; no row: it keeps the world's time. The demo's is in 2023."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    day = models.DateField()

    class Meta:
        db_table = "clock_store_day"
        constraints = (models.CheckConstraint(condition=models.Q(id=1), name="one_store_day"),)
