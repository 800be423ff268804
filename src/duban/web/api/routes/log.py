"""The log, for whoever audits it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from ninja import Query, Router

from duban.web.access.models import Account
from duban.web.access.policy import require
from duban.web.api.auth import asks, kept_bearer
from duban.web.api.paging import page
from duban.web.api.problems import kept_answers
from duban.web.api.shapes.base import Page
from duban.web.api.shapes.facts import EntryOut, LogAsked
from duban.web.audit.listing import filtered
from duban.web.audit.verbs import VERBS
from duban.web.log.models import Entry

router = Router(auth=kept_bearer, tags=["日志"])


@router.get("/log", url_name="api_log", response=kept_answers(Page[EntryOut]), summary="日志")
def entries(request: HttpRequest, asked: Query[LogAsked]) -> dict[str, Any]:
    """The entries, the newest first."""
    require(asks(request), "log.see")
    told = {"verb": asked.verb, "who": asked.who, "about": asked.about, "org_unit": asked.org_unit}
    days = {"from": asked.start, "to": asked.end}
    found = filtered(Entry.objects.all(), told | {name: day.isoformat() for name, day in days.items() if day})
    if asked.channel:
        found = found.filter(channel="" if asked.channel == "page" else asked.channel)
    return page(found, asked, "number", _entries, newest=True)


def _entries(rows: Iterable[Entry]) -> list[EntryOut]:
    kept = list(rows)
    numbers = {one.account for one in kept if one.account}
    names = dict(Account.objects.filter(pk__in=numbers).values_list("pk", "username"))
    own = {"username", "words"}
    return [
        EntryOut(
            **{name: getattr(one, name) for name in EntryOut.model_fields if name not in own},
            username=names.get(one.account or 0, ""),
            words=str(VERBS.get(one.verb, one.verb)),
        )
        for one in kept
    ]
