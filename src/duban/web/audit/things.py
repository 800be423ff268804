"""What entries are about: the names of things in the words of the office, and their pages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from duban.web.access.actor import Actor
from duban.web.access.models import Account
from duban.web.access.policy import may
from duban.web.audit.traced import post_title
from duban.web.books.models import Book, Clause
from duban.web.declared.pack import declarations, indicator_name
from duban.web.facts.models import Fact
from duban.web.flags.models import Flag
from duban.web.log.amounts import month_of
from duban.web.log.models import Entry
from duban.web.org.directory import directory
from duban.web.org.models import Post
from duban.web.points.models import Addition

Key = tuple[str, str]
_SEARCHED: Final = 500  # things whose name holds the words that were searched for
_BOOKS: Final = 20  # books whose clauses are found by the title, too


@dataclass(frozen=True, slots=True)
class Thing:
    """What an entry is about: its name, and its page where it has one that the reader may see."""

    name: str
    address: str = ""


def things(actor: Actor, entries: Sequence[Entry]) -> Mapping[Key, Thing]:
    """The things of entries, by kind and key; a query for each kind that is named in the store."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for one in entries:
        if one.about:
            wanted[one.kind].add(one.about)
    rows = {key.split(" ", 1)[1] for key in wanted["fact"] if " " in key}
    names = _stored(wanted, rows)
    names |= {(one.kind, one.about): one.detail["title"] for one in entries if one.detail.get("title")}
    return {
        (kind, key): Thing(_name(kind, key, names), _address(actor, kind, key))
        for kind, keys in wanted.items()
        for key in keys
    }


def _stored(wanted: Mapping[str, set[str]], rows: set[str]) -> dict[Key, str]:
    """The names of what is named in the store."""
    asked: list[tuple[str, Any, str, Iterable[str]]] = [
        ("book", Book, "title", wanted.get("book", ())),
        ("clause", Clause, "subject", wanted.get("clause", set()) | rows),
        ("post", Post, "title", wanted.get("post", ())),
        ("points", Addition, "reason", wanted.get("points", ())),
        ("flag", Flag, "name", wanted.get("flag", ())),
    ]
    names = {
        (kind, key): name[:60]
        for kind, model, field, keys in asked
        for key, name in model.objects.current().filter(key__in=list(keys)).values_list("key", field)
    }
    numbers = [key for key in wanted.get("account", ()) if key.isdigit()]
    found = Account.objects.filter(pk__in=numbers).values_list("pk", "username")
    names |= {("account", str(number)): name for number, name in found}
    facts = Fact.objects.filter(key__in=[key for key in wanted.get("fact", ()) if " " not in key])
    for key, org_unit, subject, last in facts.values_list("key", "org_unit", "subject", "last"):
        names["fact", key] = f"{directory().named(org_unit)} {subject} {month_of(last)}"
    return names


def _name(kind: str, key: str, names: Mapping[Key, str]) -> str:
    if (kind, key) in names:
        return names[kind, key]
    if kind == "body":
        return directory().named(key)
    if kind == "post":
        return post_title(key)
    if kind == "rulebook":
        return next((one.name for one in declarations().rulebooks if one.id == key), key)
    if kind in {"sheet", "fact"}:
        sheet, _space, row = key.partition(" ")
        return " ".join(filter(None, (sheet_name(sheet), names.get(("clause", row)) or directory().named(row))))
    return key


def sheet_name(key: str) -> str:
    """A sheet in words: ``own.lindai.2023-07`` is 林埭镇的填报表 2023-07."""
    kind, _dot, rest = key.partition(".")
    rest, _dot, month = rest.rpartition(".")
    if kind == "own" and rest:
        return _("%(name)s的填报表 %(month)s") % {"name": directory().named(rest), "month": month}
    if kind == "provider" and rest:
        id, _dot, scope = rest.partition(".")
        found = declarations().indicator(id)
        told = {"name": indicator_name(found) if found else id, "scope": scope, "month": month}
        return _("%(name)s（%(scope)s）的数据表 %(month)s") % told
    if kind == "map" and rest:
        return _("%(name)s的数据表的表头") % {"name": directory().named(rest)}
    return key


def _sheet_address(key: str) -> str:
    kind, _dot, rest = key.split(" ")[0].partition(".")
    rest, _dot, month = rest.rpartition(".")
    if kind == "own" and rest:
        return reverse("data_sheet", args=[month, rest])
    if kind == "provider" and rest:
        return reverse("data_table", args=[month, rest.partition(".")[0]])
    return ""


def _page(name: str) -> Callable[[str], str]:
    return lambda key: reverse(name, args=[key])


# By kind: the right that its page asks for, and where it is.
_PAGES: Final[Mapping[str, tuple[str, Callable[[str], str]]]] = {
    "book": ("books.see", _page("book")),
    "clause": ("pledges.see", _page("clause")),
    "body": ("org.see", _page("body")),
    "account": ("access.see", _page("account")),
    "month": ("facts.see", _page("data_month")),
    "check": ("checks.see", _page("check")),
    "points": ("points.see", _page("points_entry")),
    "issue": ("leagues.see", _page("league")),
    "sheet": ("facts.see", _sheet_address),
    "fact": ("facts.see", _sheet_address),
    "flag": ("flags.see", lambda _key: reverse("flags")),
    "purge": ("purge.see", lambda _key: reverse("purges")),
    "rulebook": ("leagues.see", lambda _key: reverse("league_rulebooks")),
}


def _address(actor: Actor, kind: str, key: str) -> str:
    verb, where = _PAGES.get(kind, ("", None))
    return where(key) if where and may(actor, verb) else ""


def named(words: str) -> Q:
    """The entries whose thing is called so, or whose key begins so; with a book those of its clauses."""
    found = Q(about__startswith=words)
    for kind, model, field in (("book", Book, "title"), ("clause", Clause, "subject"), ("post", Post, "title")):
        keys = model.objects.current().filter(**{f"{field}__contains": words}).values_list("key", flat=True)
        found |= Q(kind=kind, about__in=list(keys[:_SEARCHED]))
        if kind == "book":
            for key in keys[:_BOOKS]:
                found |= Q(kind="clause", about__startswith=f"{key}.")
    return found | Q(kind="body", about__in=[one.id for one in directory().bodies if words in one.name])
