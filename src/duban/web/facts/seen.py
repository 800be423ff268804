"""What everybody may see of figures: those whose release moment has come."""

from __future__ import annotations

from django.db.models import Q

from duban.web.clock.today import now


def visible() -> Q:
    """What anybody may see of facts: those that have no release moment, or whose moment has come."""
    return Q(release__isnull=True) | Q(release__lte=now())
