"""What figures show on a clause's page."""

from __future__ import annotations

from duban.web.books.views.clause import WRITTEN
from duban.web.facts.models import Progress


def progress(key: str) -> Progress | None:
    """What was said of a pledge last: 进展, 问题, 下步打算, 需协调事项."""
    return Progress.objects.current().filter(clause=key).order_by("-month").first()


WRITTEN.append(progress)
