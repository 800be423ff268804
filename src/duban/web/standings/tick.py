"""What time does, once, whatever happened before."""

from __future__ import annotations

from collections.abc import Iterator

from django.core.management import call_command

from duban.web.clock.today import today
from duban.web.declared.models import Declared
from duban.web.log.reading import head
from duban.web.standings.models import PledgeVerdict
from duban.web.standings.recompute import recompute


def tick() -> Iterator[str]:
    """Do what is due and tell it, a line each. Any number may run at once, each leaves the same."""
    if is_stale():
        yield f"重新判定了{recompute()}条承诺。"
    else:
        yield "判定是新的。"
    call_command("clearsessions", verbosity=0)


def is_stale() -> bool:
    """Whether the day or the store changed since the verdicts were computed; without a pack there is nothing to."""
    newest = PledgeVerdict.objects.values_list("as_of", "number").first()
    return Declared.objects.exists() and newest != (today(), head())
