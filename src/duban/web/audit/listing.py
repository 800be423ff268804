"""Entries of the log as rows of a page, filtered by what an address says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from duban.web.access.models import Account
from duban.web.audit.verbs import KINDS, VERBS
from duban.web.books.models import Book, Clause
from duban.web.log.models import Entry
from duban.web.org.models import Post

PAGE = 100


@dataclass(frozen=True, slots=True)
class Row:
    """An entry with its words; ``address`` leads to what it is about, where that has a page."""

    entry: Entry
    verb: object
    who: str
    kind: object
    name: str
    address: str


def listed(asked: Mapping[str, str]) -> dict[str, Any]:
    """The rows, and what the filters of the page show; an address that makes no sense filters nothing."""
    found = filtered(Entry.objects.order_by("-number"), asked)
    before = asked.get("before", "")
    page = list((found.filter(number__lt=int(before)) if before.isdigit() else found)[: PAGE + 1])
    more = page[PAGE - 1].number if len(page) > PAGE else None
    told = {name: asked.get(name, "") for name in ("number", "verb", "who", "about", "from", "to", "org_unit")}
    return {"rows": _rows(page[:PAGE]), "more": more, "asked": told, "verbs": VERBS}


def rows_of(asked: Mapping[str, str], most: int) -> list[Row]:
    """The newest entries that fit, so many at most."""
    return _rows(list(filtered(Entry.objects.order_by("-number"), asked)[:most]))


def filtered(found: QuerySet[Entry], asked: Mapping[str, str]) -> QuerySet[Entry]:
    """The entries that a question names; what makes no sense in it filters nothing."""
    if asked.get("verb"):
        found = found.filter(verb=asked["verb"])
    if who := asked.get("who", "").strip():
        numbers = list(Account.objects.filter(username=who).values_list("pk", flat=True))
        found = found.filter(account__in=numbers)
    if about := asked.get("about", "").strip():
        found = found.filter(about__startswith=about)
    if (number := asked.get("number", "").strip()).isdecimal():
        found = found.filter(number=int(number[:18]))
    if asked.get("org_unit"):
        found = found.filter(org_unit=asked["org_unit"])
    for name, test in (("from", "at__date__gte"), ("to", "at__date__lte")):
        try:
            found = found.filter(**{test: date.fromisoformat(asked[name])}) if asked.get(name) else found
        except ValueError:
            continue
    return found


def _rows(entries: list[Entry]) -> list[Row]:
    accounts = dict(
        Account.objects.filter(pk__in={one.account for one in entries if one.account}).values_list("pk", "username")
    )
    keys: dict[str, set[str]] = {kind: set() for kind in ("book", "clause", "post", "account")}
    for one in entries:
        keys.setdefault(one.kind, set()).add(one.about)
    names = {("book", key): title for key, title in _named(Book, "title", keys["book"])}
    names |= {("clause", key): subject for key, subject in _named(Clause, "subject", keys["clause"])}
    names |= {("post", key): title for key, title in _named(Post, "title", keys["post"])}
    found = Account.objects.filter(pk__in=[key for key in keys["account"] if key]).values_list("pk", "username")
    names |= {("account", str(number)): name for number, name in found}
    return [
        Row(
            entry=one,
            verb=VERBS.get(one.verb, one.verb),
            who=accounts.get(one.account or 0, ""),
            kind=KINDS.get(one.kind, one.kind),
            name=names.get((one.kind, one.about), one.about),
            address=_address(one),
        )
        for one in entries
    ]


def _named(model: Any, field: str, keys: set[str]) -> list[tuple[str, str]]:
    return list(model.objects.current().filter(key__in=keys).values_list("key", field))


def _address(entry: Entry) -> str:
    pages = {
        "book": "book",
        "clause": "clause",
        "body": "body",
        "account": "account",
        "month": "data_month",
        "check": "check",
        "points": "points_entry",
    }
    return reverse(pages[entry.kind], args=[entry.about]) if entry.kind in pages and entry.about else ""
