"""What the standings show on a clause's page."""

from __future__ import annotations

from duban.web.books.views.clause import PANELS
from duban.web.standings.models import PledgeVerdict


def verdict(key: str) -> PledgeVerdict | None:
    """The newest verdict of a pledge; None where nothing was judged yet."""
    return PledgeVerdict.objects.filter(pledge=key).first()


PANELS.append(verdict)
