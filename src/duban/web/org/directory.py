"""All bodies, posts and portfolios at once, in official order: asked of the database only when one of them changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from threading import Lock
from typing import Any

from django.utils.translation import get_language

from duban.ledger.types import OrgUnit, Spell
from duban.pack.schema.posts import Portfolio as InCharge
from duban.pack.schema.posts import Post as Held
from duban.web.log.models import Entry
from duban.web.log.reading import head
from duban.web.org.models import Body, Portfolio, Post

# Verbs whose entries touch a body, a post, a portfolio, or what is declared beside them, begin with one of these.
_VERBS = ("org.", "load.", "declared.")


def in_english() -> bool:
    """Whether the reader chose English: what is stored has an English name here and there."""
    return (get_language() or "").startswith("en")


@dataclass(frozen=True, slots=True)
class Seat:
    """A post with its roles."""

    post: Held
    roles: frozenset[str]

    def holds(self, day: date) -> bool:
        """Whether there is such a post on a day."""
        return _within(day, self.post.start, self.post.end)


@dataclass(frozen=True, eq=False)
class Directory:
    """The bodies, seats and portfolios that hold now, the bodies and seats in official order."""

    bodies: tuple[OrgUnit, ...]
    seats: tuple[Seat, ...]
    portfolios: tuple[InCharge, ...]
    ends: Mapping[str, tuple[date, str]]

    @cached_property
    def by_key(self) -> Mapping[str, OrgUnit]:
        """The bodies by their keys."""
        return {one.id: one for one in self.bodies}

    @cached_property
    def seat_by_key(self) -> Mapping[str, Seat]:
        """The seats by the keys of their posts."""
        return {one.post.id: one for one in self.seats}

    @cached_property
    def places_in_order(self) -> Mapping[str, int]:
        """Each body's place in the official order."""
        return {one.id: place for place, one in enumerate(self.bodies)}

    @property
    def whole(self) -> OrgUnit | None:
        """The city itself."""
        return next((one for one in self.bodies if one.whole), None)

    def name(self, key: str, day: date | None = None) -> str:
        """A body's name on a day; the key itself where there is no such body."""
        body = self.by_key.get(key)
        if body is None:
            return key
        spells = [one.value for one in body.names if day and one.holds(day)]
        return spells[0] if spells else body.name

    def named(self, key: str, day: date | None = None) -> str:
        """A body's name in the language of the page: English where it has such a name and the reader chose English."""
        body = self.by_key.get(key)
        return body.name_en if body and body.name_en and in_english() else self.name(key, day)

    def parent(self, key: str, day: date) -> str:
        """The body above, on a day; empty where there is none."""
        body = self.by_key.get(key)
        return next((one.value for one in body.parents if one.holds(day)), "") if body else ""

    def below(self, key: str, day: date) -> Iterator[OrgUnit]:
        """The bodies directly below one, on a day, in order; what has ended is not there."""
        for one in self.bodies:
            if any(spell.value == key and spell.holds(day) for spell in one.parents) and self.is_there(one.id, day):
                yield one

    def is_there(self, key: str, day: date) -> bool:
        """Whether a body has not ended by a day."""
        return key not in self.ends or day <= self.ends[key][0]

    def in_order(self, keys: Iterable[str]) -> list[str]:
        """Keys of bodies in official order, unknown ones at the end."""
        return sorted(keys, key=lambda key: (self.places_in_order.get(key, len(self.bodies)), key))

    def members(self, word: str, day: date) -> list[OrgUnit]:
        """The bodies of a class (各镇街道): a kind, a group, or all places below the whole for 各地; without 各."""
        named = word.removeprefix("各")
        return [
            one
            for one in self.bodies
            if not one.whole and self.is_there(one.id, day) and (one.kind == named or named in one.groups)
        ]

    def in_charge(self, post: str, day: date) -> list[InCharge]:
        """What a post is in charge of on a day."""
        return [one for one in self.portfolios if one.post == post and _within(day, one.start, one.end)]

    def leaders_of(self, org_unit: str, book: str, indicator: str, day: date) -> list[Seat]:
        """Whose portfolio holds a pledge on a day, in official order.

        For the city's own pledges who is in charge of the indicator goes before who is in charge of the book; for a
        place's or a department's, its own leaders go before.
        """
        held = [one for one in self.portfolios if _within(day, one.start, one.end)]
        by_indicator = {one.post for one in held if indicator and indicator in one.indicators}
        by_book = {one.post for one in held if book and book in one.books}
        by_body = {one.post for one in held if org_unit in one.org_units}
        body = self.by_key.get(org_unit)
        whole = body is not None and body.whole
        found = by_indicator or by_book or by_body if whole else by_book or by_body or by_indicator
        return [one for one in self.seats if one.post.id in found and one.holds(day)]


_kept: tuple[int, Directory] | None = None
_lock = Lock()
_now: ContextVar[Directory | None] = ContextVar("duban_directory", default=None)


@contextmanager
def kept_for_request() -> Iterator[Directory]:
    """The bodies as they stand when a request begins, for all that asks while it lasts."""
    token = _now.set(directory())
    try:
        yield directory()
    finally:
        _now.reset(token)


def directory() -> Directory:
    """The bodies as they stand; one query where nothing was written since, none inside ``kept_for_request``."""
    global _kept
    if (now := _now.get()) is not None:
        return now
    number = head()
    with _lock:
        if _kept is not None and (_kept[0] == number or (_kept[0] < number and not _touched(_kept[0]))):
            _kept = (number, _kept[1])
            return _kept[1]
        _kept = (number, _loaded())
        return _kept[1]


def forget() -> None:
    """Ask anew: another store stands behind the connection (tests)."""
    global _kept
    _kept = None


def _touched(since: int) -> bool:
    newer = Entry.objects.filter(number__gt=since).values_list("verb", flat=True)
    return any(verb.startswith(_VERBS) for verb in newer)


def _loaded() -> Directory:
    bodies = sorted(Body.objects.current(), key=lambda row: (row.order, row.key))
    posts = sorted(Post.objects.current(), key=lambda row: (row.order, row.key))
    return Directory(
        bodies=tuple(map(as_org_unit, bodies)),
        seats=tuple(Seat(as_post(row), frozenset(row.roles)) for row in posts),
        portfolios=tuple(map(as_portfolio, Portfolio.objects.current())),
        ends={row.key: (row.end, row.successor) for row in bodies if row.end},
    )


def as_org_unit(row: Body) -> OrgUnit:
    """A body as the engines know it."""
    return OrgUnit(
        id=row.key,
        name=row.name,
        kind=row.kind,
        order=row.order,
        names=_spells(row.names),
        parents=_spells(row.parents),
        groups=tuple(row.groups),
        aliases=tuple(row.aliases),
        whole=row.whole,
        statistics=row.statistics,
        name_en=row.name_en,
    )


def as_post(row: Post) -> Held:
    """A post as a pack knows it."""
    return Held(row.key, row.title, row.org_unit, row.order, row.start, row.end, tuple(row.leads), tuple(row.roles))


def as_portfolio(row: Portfolio) -> InCharge:
    """A portfolio as a pack knows it."""
    named = (tuple(row.org_units), tuple(row.books), tuple(row.indicators))
    return InCharge(row.post, *named, row.start, row.end)


def _spells(told: Iterable[Mapping[str, Any]]) -> tuple[Spell, ...]:
    return tuple(Spell(one["value"], _day(one.get("start")), _day(one.get("end"))) for one in told)


def _day(said: str | None) -> date | None:
    return date.fromisoformat(said) if said else None


def _within(day: date, start: date | None, end: date | None) -> bool:
    return (start is None or start <= day) and (end is None or day <= end)
