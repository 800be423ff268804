"""Which rulebook holds for whom and when, and each one's history."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any, Final

from duban.errors import InputError
from duban.pack.pack import Pack
from duban.pack.schema.rulebooks import Rulebook
from duban.standing.leagues.rules_said import rules_changed
from duban.standing.leagues.standings import in_force
from duban.web.declared.models import Declared
from duban.web.leagues.models import Issue
from duban.web.log.models import Entry

# A rulebook that was adopted here is a file of its own, as a pack may have them.
FOLDER: Final = "rulebooks"


@dataclass(frozen=True, slots=True)
class Chapter:
    """A rulebook in the history: what it says otherwise than the one before it, and who adopted it when.

    ``end`` is the last day on which it holds for anybody, ``next`` what holds after it; ``used``: a result was issued
    under it, so that it stays.
    """

    book: Rulebook
    before: Rulebook | None
    changed: tuple[str, ...]
    post: str
    at: datetime | None
    now: bool
    end: date | None
    next: Rulebook | None
    used: bool


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A rulebook that was adopted here and withdrawn."""

    title: str
    document: str
    reason: str
    at: datetime


def groups_of(pack: Pack) -> tuple[str, ...]:
    """All groups that some rulebook ranks, in the order of the rulebooks."""
    return tuple(dict.fromkeys(group for one in pack.rulebooks for group in one.groups))


def rulebook_for(pack: Pack, group: str, day: date) -> Rulebook:
    """The rulebook in force for a group on a day, the one that began last. Raises InputError where there is none."""
    found = [one for one in in_force(pack.rulebooks, day) if group in one.groups]
    if not found:
        raise InputError(f"{day}没有排“{group}”的考核办法", do="请换一个日期，或先定一本办法")
    return found[0]


def history(pack: Pack, day: date) -> list[Chapter]:
    """All rulebooks, the newest first."""
    used = set(Issue.objects.current().exclude(state="failed").values_list("rulebook", flat=True))
    adopted = {
        row.key: row for row in Declared.objects.current().filter(key__startswith=f"{FOLDER}/").select_related("entry")
    }
    ordered = sorted(pack.rulebooks, key=lambda one: one.start or date.min)
    newest = {rulebook_for(pack, group, day).id for group in groups_of(pack) if _any_for(pack, group, day)}
    found = []
    for at, book in reversed(list(enumerate(ordered))):
        row, earlier = adopted.get(file_of(book.id)), _last(ordered[:at], book)
        after = _successor(book, ordered[at + 1 :])
        found.append(
            Chapter(
                book=book,
                before=earlier,
                changed=tuple(rules_changed(earlier, book)) if earlier else (),
                post=row.entry.post if row else "",
                at=row.entry.at if row else None,
                now=book.id in newest,
                end=after.start - timedelta(days=1) if after and after.start else book.end,
                next=after,
                used=book.id in used,
            )
        )
    return found


def withdrawn() -> list[Withdrawn]:
    """The rulebooks that were adopted here and withdrawn, the newest first."""
    rows = Entry.objects.filter(verb="declared.withdraw").order_by("-number")
    return [Withdrawn(one.detail["title"], one.detail["document"], one.detail["reason"], one.at) for one in rows]


def _any_for(pack: Pack, group: str, day: date) -> bool:
    return any(group in one.groups for one in in_force(pack.rulebooks, day))


def _last(earlier: Sequence[Rulebook], book: Rulebook) -> Rulebook | None:
    """The rulebook that held before one for some group of it."""
    return next((one for one in reversed(earlier) if set(one.groups) & set(book.groups)), None)


def _successor(book: Rulebook, later: Sequence[Rulebook]) -> Rulebook | None:
    """The rulebook with which one ends: the first by whose start each of its groups has a newer one."""
    left = set(book.groups)
    for one in later:
        if book.end is not None and one.start is not None and one.start > book.end:
            return None
        left -= set(one.groups)
        if not left:
            return one
    return None


def file_of(rulebook: str) -> str:
    """Where a rulebook that was adopted here is kept."""
    return f"{FOLDER}/{rulebook}.toml"


def declared(rulebook: str) -> dict[str, Any]:
    """A rulebook's declaration as it was written, numbers exact. Raises InputError where there is none."""
    for one in _declared():
        if one.get("id") == rulebook:
            return one
    raise InputError(f"没有 {rulebook} 这本考核办法", do="请从办法的目录里选")


def _declared() -> Iterator[dict[str, Any]]:
    names = Declared.objects.current().filter(key__startswith="rulebooks").order_by("key")
    for text in names.values_list("text", flat=True):
        yield from tomllib.loads(text, parse_float=Fraction).get("rulebook", [])
