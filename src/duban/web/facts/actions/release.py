"""A provider hands in its table for all bodies: its figures count from the release on, and nothing is overwritten."""

from __future__ import annotations

from duban.errors import InputError
from duban.web.access.actor import Actor
from duban.web.access.policy import Target, require
from duban.web.clock.today import today
from duban.web.facts.actions.draft import spent
from duban.web.facts.calendar import check_open, provider_window
from duban.web.facts.lock import locked
from duban.web.facts.provided import Table, table
from duban.web.facts.released import How, check, facts, sheet
from duban.web.log.writing import About, writing


def release(actor: Actor, found: Table, how: How) -> int:
    """Append the typed figures that differ from what is held, each a first one or a correction; gives how many.

    Raises InputError while a cell cannot be read, while one is doubtful unless somebody is sure, and where a final
    figure is changed without a reason.
    """
    body = found.provider.provider
    require(actor, "facts.provide", Target(org_unit=body, indicator=found.indicator.id))
    days = check_open(found.month, body, provider_window(found.provider, found.month))
    with locked(found.key):
        fresh = table(found.provider, found.month, actor.directory)
        check(actor, [fresh], how)
        added = list(facts(fresh, how))
        if not added and fresh.sheet is not None:
            raise InputError("没有新的数", do="改了哪一格，再发布")
        told = {"figures": len(added), "status": how.status} | ({"reason": how.reason} if how.reason else {})
        with writing("facts.release", actor.by("provider"), About("sheet", fresh.key, body), told) as written:
            written.add(*added, sheet(fresh, how, late=days.is_late(today())))
            spent(fresh.key, fresh.texts)
    return len(added)
