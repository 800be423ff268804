"""What the standings show on a clause's page."""

from __future__ import annotations

from duban.web.books.views.clause import PANELS
from duban.web.standings.changes import Former, former
from duban.web.standings.models import PledgeVerdict


def verdict(key: str) -> PledgeVerdict | None:
    """The newest verdict of a pledge; None where nothing was judged yet."""
    return PledgeVerdict.objects.filter(pledge=key).first()


def changed(key: str) -> Former | None:
    """The light before the last change of a pledge."""
    found = verdict(key)
    return former(found) if found else None


PANELS.append(verdict)
PANELS.append(changed)
