"""What a merged body leaves to its successor.

* Pledges in force and under review that bind it: the successor is bound, in the scope of the former body (原甲镇), so
  that the two bodies' targets and figures for one indicator are not mixed up; helpers' places are taken by it too.
* The figures reported for them: as new versions under the successor in the same scope, so that every month keeps its
  light. The versions before say who reported them.
* The books that it leads, and those under review that bind it; its shares of pledges, and its
  seat in rounds for comment.
* Its place in the portfolios of other posts.

Its posts end the day before: who acts for the successor is decided by giving posts there, not by a merger.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from duban.ledger.types import WHOLE
from duban.web.books.models import Book, Circulation, Clause, Share
from duban.web.facts.models import Fact
from duban.web.log.models import Appended
from duban.web.log.writing import replacing
from duban.web.org.models import Body, Portfolio, Post

Item = dict[str, str]


@dataclass(frozen=True, slots=True)
class Legacy:
    """The new versions, what they are in words, and how many of them are pledges."""

    rows: tuple[Appended, ...]
    items: list[Item]

    @property
    def pledges(self) -> int:
        """How many pledges go over."""
        return sum(one["kind"] == "pledge" for one in self.items)


def legacy(body: Body, heir: Body, day: date, document: str) -> Legacy:
    """All that goes over, in the order in which a handover lists it."""
    found = [
        *_books(body.key, heir.key),
        *_clauses(body, heir, document),
        *_shares(body.key, heir.key, body.name),
        *_portfolios(body.key, heir.key, day),
        *_posts(body.key, day),
    ]
    rows = [row for row, _ in found]
    return Legacy((*rows, *_rounds(body.key, heir.key), *_facts(body, heir)), [item for _, item in found if item])


def scope_of(body: Body, scope: str) -> str:
    """The scope of a figure of the former body, at its successor."""
    return f"原{body.name}" if scope == WHOLE else f"原{body.name}，{scope}"


def _books(was: str, becomes: str) -> Iterator[tuple[Appended, Item]]:
    for one in Book.objects.current().exclude(state="divided").order_by("place", "id"):
        changes = {"lead": becomes} if one.lead == was else {}
        if one.org_unit == was and one.state != "signed":
            changes["org_unit"] = becomes
        if changes:
            yield replacing(one, **changes), {"kind": "book", "key": one.key, "name": one.title}


def _clauses(body: Body, heir: Body, document: str) -> Iterator[tuple[Appended, Item]]:
    signed = set(Book.objects.current().filter(state="signed").values_list("key", flat=True))
    for one in Clause.objects.current().exclude(state="rejected").order_by("book", "place"):
        changes: dict[str, Any] = {}
        if body.key in one.responsible:
            changes["responsible"] = _instead(one.responsible, body.key, heir.key)
        if one.org_unit == body.key:
            changes |= {"org_unit": heir.key, "scope": scope_of(body, one.scope)}
        if changes:
            told = {"document": document, "reason": f"{body.name}并入{heir.name}"} if one.book in signed else {}
            yield replacing(one, **changes, **told), {"kind": one.sort, "key": one.key, "name": one.subject}


def _shares(was: str, becomes: str, name: str) -> Iterator[tuple[Appended, Item]]:
    rows = list(Share.objects.current().filter(org_unit=was, withdrawn=False).order_by("book", "clause"))
    names = _subjects({one.clause for one in rows})
    heirs = Share.objects.current().filter(org_unit=becomes, withdrawn=False)
    held = set(heirs.values_list("clause", "section"))
    for one in rows:
        # A body stands once a section: where the successor has a share of its own, this one says whose it was.
        section = one.section if (one.clause, one.section) not in held else f"原{name}{one.section}"
        item = {"kind": "share", "key": one.clause, "name": names.get(one.clause, "")}
        yield replacing(one, org_unit=becomes, section=section), item


def _rounds(was: str, becomes: str) -> Iterator[Appended]:
    """Rounds for comment that are open ask the successor."""
    for one in Circulation.objects.current().filter(closed=False):
        if was in one.org_units:
            yield replacing(one, org_units=_instead(one.org_units, was, becomes))


def _portfolios(was: str, becomes: str, day: date) -> Iterator[tuple[Appended, Item]]:
    """Other posts' portfolios name the successor from the day on."""
    own = set(Post.objects.current().filter(org_unit=was).values_list("key", flat=True))
    titles = dict(Post.objects.current().values_list("key", "title"))
    for one in Portfolio.objects.current():
        if (one.end is not None and one.end < day) or (was not in one.org_units and one.post not in own):
            continue
        before = max(day - timedelta(days=1), one.start or date.min)
        item = {"kind": "portfolio", "key": one.post, "name": titles.get(one.post, one.post)}
        if one.post in own:
            yield replacing(one, end=before), item
            continue
        told = {"post": one.post, "books": one.books, "indicators": one.indicators, "start": day, "end": one.end}
        units = _instead(one.org_units, was, becomes)
        if one.start == day:
            yield replacing(one, org_units=units), item
            continue
        yield replacing(one, end=before), item
        yield Portfolio(key=f"{one.key}.{was}", org_units=units, **told), {}


def _posts(was: str, day: date) -> Iterator[tuple[Appended, Item]]:
    for one in Post.objects.current().filter(org_unit=was).order_by("order", "key"):
        if one.end is None or one.end >= day:
            yield replacing(one, end=day - timedelta(days=1)), {"kind": "post", "key": one.key, "name": one.title}


def _facts(body: Body, heir: Body) -> Iterator[Appended]:
    """Figures that a pledge finds by body, indicator and scope; those that name their pledge go with it anyhow."""
    for one in Fact.objects.current().filter(org_unit=body.key):
        yield replacing(one, org_unit=heir.key, scope=scope_of(body, one.scope))


def _subjects(keys: Iterable[str]) -> Mapping[str, str]:
    return dict(Clause.objects.current().filter(key__in=keys).values_list("key", "subject"))


def _instead(keys: Iterable[str], was: str, becomes: str) -> list[str]:
    return list(dict.fromkeys(becomes if key == was else key for key in keys))
