"""Rows that a pack wants against rows that are there: what is new, what the pack changed, what a person changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from duban.web.load.rows import Wanted
from duban.web.log.models import Appended
from duban.web.log.writing import By, Writing, writing

# Entries whose verb begins so were written by a load.
LOADS = "load."


@dataclass(slots=True)
class Outcome:
    """How many rows were added, amended and left as they were; ``kept`` names what a person changed since."""

    added: int = 0
    amended: int = 0
    same: int = 0
    kept: list[str] = field(default_factory=list)

    def plus(self, other: Outcome) -> None:
        """Take in another outcome."""
        self.added += other.added
        self.amended += other.amended
        self.same += other.same
        self.kept += other.kept


def merge(verb: str, wanted: Iterable[Wanted], by: By | None = None) -> Outcome:
    """Bring the store to what the pack says, in one entry; no entry where nothing is to be written."""
    outcome, new = Outcome(), list[tuple[Wanted, Appended | None]]()
    groups: dict[type[Appended], list[Wanted]] = defaultdict(list)
    for one in wanted:
        groups[one.model].append(one)
    for model, ones in groups.items():
        new += _compared(model, ones, outcome)
    if new:
        with writing(verb, by or By()) as written:
            _write(new, written)
            written.detail |= {"added": outcome.added, "amended": outcome.amended}
    return outcome


def _compared(model: type[Appended], wanted: list[Wanted], outcome: Outcome) -> list[tuple[Wanted, Appended | None]]:
    """What is to be written, each with the row that it replaces."""
    versions: dict[str, list[Appended]] = defaultdict(list)
    for row in model._base_manager.select_related("entry").order_by("id"):
        versions[row.key].append(row)
    new: list[tuple[Wanted, Appended | None]] = []
    for one in wanted:
        held = versions.get(one.key)
        if held is None:
            outcome.added += 1
            new.append((one, None))
        elif _same(held[-1], one.fields):
            outcome.same += 1
        elif _loaded(held[-1]):
            outcome.amended += 1
            new.append((one, held[-1]))
        elif any(_same(row, one.fields) for row in held if _loaded(row)):
            outcome.same += 1  # the pack says what it said before; a person changed it since
        else:
            outcome.kept.append(f"{model._meta.db_table} {one.key}")
    return new


def _write(new: list[tuple[Wanted, Appended | None]], written: Writing) -> None:
    firsts = [one for one in new if not one[0].corrects]
    written.add(*(_row(one, before) for one, before in firsts))
    for one, before in new:
        if one.corrects:
            corrected = before or one.model._base_manager.filter(key=one.corrects).order_by("-id").first()
            written.add(_row(one, corrected))


def _row(one: Wanted, before: Appended | None) -> Appended:
    return one.model(**{**one.fields, "key": one.key, "replaces": before})


def _loaded(row: Appended) -> bool:
    return row.entry.verb.startswith(LOADS)


def _same(row: Appended, fields: Mapping[str, Any]) -> bool:
    return all(_plain(getattr(row, name)) == _plain(value) for name, value in fields.items())


def _plain(value: Any) -> Any:
    return [_plain(one) for one in value] if isinstance(value, list | tuple) else value
