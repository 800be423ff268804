"""Entries of the log as rows of a page, filtered by what an address says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from duban.web.access.actor import Actor
from duban.web.access.models import Account
from duban.web.audit.changes import FEW, Change, changes
from duban.web.audit.details import Detail, details
from duban.web.audit.things import Thing, named, things
from duban.web.audit.verbs import KINDS, VERBS
from duban.web.log.models import Entry

PAGE = 100
FILTERS = ("verb", "who", "kind", "about", "from", "to", "org_unit")
_BATCH = 500  # entries of a download whose changes are asked for at once


@dataclass(frozen=True, slots=True)
class Row:
    """An entry with its words: who did it, to which thing, what it changed and what else it tells."""

    entry: Entry
    verb: object
    who: str
    kind: object
    thing: Thing
    changes: Sequence[Change]
    details: Sequence[Detail]


def listed(actor: Actor, asked: Mapping[str, str]) -> dict[str, Any]:
    """The rows, and what the filters of the page show; an address that makes no sense filters nothing."""
    found = filtered(Entry.objects.order_by("-number"), asked)
    before = asked.get("before", "")
    page = list((found.filter(number__lt=int(before)) if before.isdigit() else found)[: PAGE + 1])
    told = {name: asked.get(name, "") for name in FILTERS}
    return {
        "rows": rows(actor, page[:PAGE]),
        "more": page[PAGE - 1].number if len(page) > PAGE else None,
        "asked": told,
        "verbs": VERBS,
        "kinds": KINDS,
        "accounts": Account.objects.order_by("username").values_list("username", flat=True),
    }


def rows_of(actor: Actor, asked: Mapping[str, str], most: int) -> Iterator[Row]:
    """The newest entries that fit, so many at most."""
    found = list(filtered(Entry.objects.order_by("-number"), asked)[:most])
    for at in range(0, len(found), _BATCH):
        yield from rows(actor, found[at : at + _BATCH])


def filtered(found: QuerySet[Entry], asked: Mapping[str, str]) -> QuerySet[Entry]:
    """The entries that a question names; what makes no sense in it filters nothing."""
    for name in ("verb", "kind", "org_unit"):
        if asked.get(name):
            found = found.filter(**{name: asked[name]})
    if who := asked.get("who", "").strip():
        numbers = list(Account.objects.filter(username=who).values_list("pk", flat=True))
        found = found.filter(account__in=numbers)
    if about := asked.get("about", "").strip():
        found = found.filter(named(about))
    for name, test in (("from", "at__date__gte"), ("to", "at__date__lte")):
        try:
            found = found.filter(**{test: date.fromisoformat(asked[name])}) if asked.get(name) else found
        except ValueError:
            continue
    return found


def rows(actor: Actor, entries: Sequence[Entry], most: int = FEW) -> list[Row]:
    """Entries with their words, and with what they changed where they wrote no more rows than ``most``."""
    accounts = dict(
        Account.objects.filter(pk__in={one.account for one in entries if one.account}).values_list("pk", "username")
    )
    found, changed = things(actor, entries), changes(actor, entries, most)
    return [
        Row(
            entry=one,
            verb=VERBS.get(one.verb, one.verb),
            who=accounts.get(one.account or 0, ""),
            kind=KINDS.get(one.kind, one.kind),
            thing=found.get((one.kind, one.about), Thing("")),
            changes=changed.get(one.number, ()),
            details=details(one, changed.get(one.number, ()), most),
        )
        for one in entries
    ]
