"""Which rulebook holds for whom and when, and each one's history."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any, Final

from duban.errors import InputError
from duban.pack.pack import Pack
from duban.pack.schema.rulebooks import Rulebook
from duban.standing.leagues.rules_said import rules_changed
from duban.standing.leagues.standings import in_force
from duban.web.declared.models import Declared

# A rulebook that was adopted here is a file of its own, as a pack may have them.
FOLDER: Final = "rulebooks"


@dataclass(frozen=True, slots=True)
class Chapter:
    """A rulebook in the history: what it says otherwise than the one before it, and who adopted it when."""

    book: Rulebook
    before: Rulebook | None
    changed: tuple[str, ...]
    post: str
    at: datetime | None
    now: bool


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
    adopted = {row.key: row for row in Declared.objects.filter(key__startswith=f"{FOLDER}/").select_related("entry")}
    ordered = sorted(pack.rulebooks, key=lambda one: one.start or date.min)
    newest = {rulebook_for(pack, group, day).id for group in groups_of(pack) if _any_for(pack, group, day)}
    return [_chapter(one, ordered[:at], adopted, newest) for at, one in reversed(list(enumerate(ordered)))]


def _any_for(pack: Pack, group: str, day: date) -> bool:
    return any(group in one.groups for one in in_force(pack.rulebooks, day))


def _chapter(book: Rulebook, earlier: Sequence[Rulebook], adopted: Mapping[str, Declared], newest: set[str]) -> Chapter:
    before = next((one for one in reversed(earlier) if set(one.groups) & set(book.groups)), None)
    row = adopted.get(file_of(book.id))
    return Chapter(
        book=book,
        before=before,
        changed=tuple(rules_changed(before, book)) if before else (),
        post=row.entry.post if row else "",
        at=row.entry.at if row else None,
        now=book.id in newest,
    )


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
