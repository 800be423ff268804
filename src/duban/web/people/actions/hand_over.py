"""What a post is in charge of goes to another post (分工调整)."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from duban.errors import InputError
from duban.pack.schema.posts import Portfolio as InCharge
from duban.web.access.actor import Actor
from duban.web.access.policy import Target, require
from duban.web.books.models import Book, Clause
from duban.web.log.models import Appended
from duban.web.log.writing import About, replacing, writing
from duban.web.org.directory import directory
from duban.web.org.models import Handover, Portfolio
from duban.web.people.indicators import indicator_names
from duban.web.people.lookup import post_of, seat_of
from duban.web.people.words import document


@dataclass(frozen=True, slots=True)
class Charges:
    """Bodies, books and indicators that a post is in charge of."""

    org_units: frozenset[str] = field(default_factory=frozenset)
    books: frozenset[str] = field(default_factory=frozenset)
    indicators: frozenset[str] = field(default_factory=frozenset)

    def __bool__(self) -> bool:
        return bool(self.org_units or self.books or self.indicators)

    def within(self, other: Charges) -> bool:
        """Whether another holds all of these."""
        return all(mine <= theirs for mine, theirs in zip(self._all(), other._all(), strict=True))

    def _all(self) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
        return self.org_units, self.books, self.indicators


_FIELDS = ("org_units", "books", "indicators")


def hand_over(actor: Actor, giving: str, taking: str, moved: Charges, day: date, paper: str) -> Handover:
    """Move charges from one post to another from a day on; the handover lists the pledges that go with them by name.

    The portfolios that held until then get an end, new ones begin. Raises InputError for what the post has not.
    """
    giver, taker = post_of(giving), seat_of(taking)
    require(actor, "org.hand_over", Target(org_unit=giver.org_unit))
    said = document(paper)
    if giving == taking or not taker.holds(day):
        raise InputError(_("不能交给这个职务"), where=_("交给谁"), do=_("请另选一个那天在任的职务"))
    held = _on(giving, day)
    if not moved or not moved.within(charges(held)):
        raise InputError(_("没有选要交的，或者选了不归这个职务管的"), where=_("交什么"), do=_("请在名单里勾选"))
    row = Handover(key=f"h{secrets.token_hex(6)}", what="portfolio", document=said, day=day, was=giving, becomes=taking)
    row.items = list(_items(moved))
    detail = {"document": said, "day": day.isoformat(), "becomes": taking}
    about = About("post", giving, giver.org_unit)
    with writing("org.hand_over", actor.by("office"), about, detail) as written:
        written.add(*_without(held, moved, day), *_with(taking, _on(taking, day), moved, day), row)
    return row


def charges(held: Iterable[Portfolio | InCharge]) -> Charges:
    """What portfolios hold together."""
    rows = list(held)
    return Charges(*(frozenset(key for row in rows for key in getattr(row, name)) for name in _FIELDS))


def _on(post: str, day: date) -> list[Portfolio]:
    rows = Portfolio.objects.current().filter(post=post)
    return [one for one in rows if (one.start is None or one.start <= day) and (one.end is None or day <= one.end)]


def _without(held: Iterable[Portfolio], moved: Charges, day: date) -> Iterator[Appended]:
    for row in held:
        left = {name: [key for key in getattr(row, name) if key not in getattr(moved, name)] for name in _FIELDS}
        if any(len(left[name]) < len(getattr(row, name)) for name in _FIELDS):
            yield from _from(row, left, day)


def _with(post: str, held: list[Portfolio], moved: Charges, day: date) -> Iterator[Appended]:
    if not held:
        yield Portfolio(
            key=_key(post), post=post, start=day, **{name: sorted(getattr(moved, name)) for name in _FIELDS}
        )
        return
    row = held[0]
    yield from _from(
        row,
        {name: list(dict.fromkeys([*getattr(row, name), *sorted(getattr(moved, name))])) for name in _FIELDS},
        day,
    )


def _from(row: Portfolio, fields: dict[str, Any], day: date) -> Iterator[Appended]:
    """A portfolio that is another from a day on: what held before gets its end, what holds then begins."""
    if row.start == day:
        yield replacing(row, **fields)
        return
    yield replacing(row, end=day - timedelta(days=1))
    if any(fields.values()):
        yield Portfolio(key=_key(row.post), post=row.post, start=day, end=row.end, **fields)


def _key(post: str) -> str:
    return f"{post}.{secrets.token_hex(4)}"


def _items(moved: Charges) -> Iterator[dict[str, str]]:
    """The charges themselves, and every pledge in force that they carry."""
    signed = {row.key: row for row in Book.objects.current().filter(state="signed").order_by("place", "id")}
    for key in directory().in_order(moved.org_units):
        yield {"kind": "body", "key": key, "name": directory().name(key)}
    for key in (one for one in signed if one in moved.books):
        yield {"kind": "book", "key": key, "name": signed[key].title}
    for key, name in sorted(indicator_names(moved.indicators).items()):
        yield {"kind": "indicator", "key": key, "name": name}
    rows = Clause.objects.current().filter(book__in=signed, state="accepted", sort="pledge").order_by("book", "place")
    for one in rows:
        if one.org_unit in moved.org_units or one.book in moved.books or one.indicator in moved.indicators:
            yield {"kind": "pledge", "key": one.key, "name": one.subject}
