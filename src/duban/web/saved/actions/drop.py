"""A kept filter is deleted by the person whose it is."""

from __future__ import annotations

from django.http import Http404

from duban.web.access.actor import Actor
from duban.web.access.policy import require
from duban.web.saved.models import SavedView
from duban.web.saved.pages import PAGES


def drop(actor: Actor, number: int) -> SavedView:
    """Delete one's own. Raises Http404 for anybody else's."""
    row = SavedView.objects.filter(pk=number, account=actor.account or 0).first()
    if row is None:
        raise Http404(number)
    require(actor, PAGES[row.page].verb)
    row.delete()
    return row
