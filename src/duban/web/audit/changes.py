"""What entries changed, old and new side by side: read from the rows that they wrote and those these replace."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from duban.web.access.actor import Actor
from duban.web.access.policy import may
from duban.web.audit.traced import TRACED, Traced
from duban.web.log.models import Entry

# Rows of an entry that a list shows the changes of; the entry's own page shows more.
FEW, MANY = 12, 500


@dataclass(frozen=True, slots=True)
class Change:
    """A field of a row: ``of`` says which row, at the first of its fields; ``old`` is empty where there was none."""

    of: str
    name: object
    old: str
    new: str


def changes(actor: Actor, entries: Iterable[Entry], most: int = FEW) -> Mapping[int, Sequence[Change]]:
    """What each entry changed that the reader may see; nothing of those that wrote more rows than ``most``.

    A query for each kind of rows that the rooms of these entries write, however many entries there are.
    """
    numbers: dict[str, list[int]] = defaultdict(list)
    for one in entries:
        if 0 < one.rows <= most:
            numbers[one.verb.split(".")[0]].append(one.number)
    found: dict[int, list[Change]] = defaultdict(list)
    for room, wanted in numbers.items():
        for traced in TRACED.get(room, ()):
            if may(actor, traced.verb):
                for row in traced.model._base_manager.filter(entry__in=wanted).select_related("replaces"):
                    found[row.entry_id] += _changed(traced, row)
    return found


def _changed(traced: Traced, row: Any) -> Iterable[Change]:
    """The fields that differ from what the row replaces; of a first one all that it says."""
    before, of = row.replaces, str(traced.of(row))
    for name, say in traced.fields.values():
        old, new = say(before) if before else "", say(row)
        if old != new:
            yield Change(of, name, old, new)
            of = ""
