"""Which results were issued, as the history of a figure names them beside its corrections."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse

from duban.web.facts.history import ISSUED, Issued
from duban.web.leagues.models import Issue
from duban.web.log.models import Entry


def issued() -> Sequence[Issued]:
    """Every issued result with the entry up to which figures were known to it, the earliest first."""
    rows = list(
        Issue.objects.current().filter(state="issued").order_by("number").only("key", "title", "group", "number")
    )
    moments = dict(Entry.objects.filter(number__in=[one.number for one in rows]).values_list("number", "at"))
    return [
        Issued(f"{one.title}（{one.group}）", one.number, moments[one.number], reverse("league", args=[one.key]))
        for one in rows
    ]


ISSUED.append(issued)
