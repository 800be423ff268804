"""What was known when."""

from __future__ import annotations

from datetime import datetime

from duban.web.log.models import Entry, Head


def head() -> int:
    """The number of the newest entry."""
    return Head.objects.values_list("number", flat=True).get(pk=1)


def number_at(moment: datetime) -> int:
    """The last entry of that moment; 0 where nothing was written by then."""
    newest = Entry.objects.filter(at__lte=moment).order_by("-number").values_list("number", flat=True).first()
    return newest or 0
