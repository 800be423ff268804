"""What time does, once, whatever happened before."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import NoReturn

from django.core.management import call_command
from django.db import close_old_connections

from duban.web.access.actor import Actor
from duban.web.clock.today import now, today
from duban.web.declared.models import Declared
from duban.web.facts.actions.turn import remind_before, turn
from duban.web.facts.models import Fact
from duban.web.log.reading import head
from duban.web.org.directory import directory
from duban.web.purge.actions.expire import expire
from duban.web.standings.models import PledgeVerdict
from duban.web.standings.recompute import recompute


def tick() -> Iterator[str]:
    """Do what is due and tell it, a line each. Any number may run at once, each leaves the same."""
    itself = Actor(None, (), directory(), today())
    yield from turn(itself)
    yield from remind_before(itself)
    yield from expire(itself)
    if is_stale():
        yield f"重新判定了{recompute()}条承诺。"
    else:
        yield "判定是新的。"
    call_command("clearsessions", verbosity=0)


def is_stale() -> bool:
    """Whether the day or the store changed since the verdicts were computed, or a figure was released meanwhile."""
    newest = PledgeVerdict.objects.first()
    if newest is None or (newest.as_of, newest.number) != (today(), head()):
        return Declared.objects.exists()
    return Fact.objects.current().filter(release__gt=newest.at, release__lte=now()).exists()


def keep_ticking(seconds: int) -> NoReturn:
    """Tick again and again, until the process is ended."""
    while True:
        close_old_connections()
        list(tick())
        time.sleep(seconds)
