"""Whether anything is new since somebody last asked the same: by the end of the log and what time alone changes."""

from __future__ import annotations

import hashlib
from typing import Any

from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.utils.http import parse_etags

from duban import __version__
from duban.web.access.actor import Actor
from duban.web.clock.today import now
from duban.web.facts.models import Fact
from duban.web.log.reading import head
from duban.web.standings.models import PledgeVerdict


class Unchanged(Exception):
    """What is asked is what was answered before."""

    def __init__(self, tag: str) -> None:
        self.tag = tag
        super().__init__(tag)

    def answer(self) -> HttpResponse:
        """Nothing but the tag."""
        return marked(HttpResponse(status=304), self.tag)


def tag_of(request: HttpRequest, actor: Actor) -> str:
    """What the answer depends on, hashed: who asks what, on which day, the end of the log, the standing, releases."""
    stands = PledgeVerdict.objects.values_list("number", "at").first()
    newest = Fact.objects.filter(release__lte=now()).aggregate(newest=Max("release"))["newest"]
    told: list[Any] = [__version__, request.get_full_path(), actor.account, sorted(actor.roles), actor.day]
    told += [head(), stands, newest]
    return f'W/"{hashlib.sha256(repr(told).encode("utf-8", "replace")).hexdigest()[:32]}"'


def check(request: HttpRequest, actor: Actor) -> str:
    """The tag of a question. Raises Unchanged where the asker has that answer already."""
    tag, known = tag_of(request, actor), parse_etags(request.headers.get("If-None-Match", ""))
    if tag in known or "*" in known:
        raise Unchanged(tag)
    return tag


def marked(answer: HttpResponse, tag: str) -> HttpResponse:
    """An answer with its tag: kept by the asker alone, and asked again each time."""
    answer["ETag"] = tag
    answer["Cache-Control"] = "private, no-cache"
    return answer
