"""Putting a clause right while the book is under review: its fields, one into two, two into one."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from duban.errors import InputError
from duban.web.access.actor import Actor
from duban.web.access.policy import require
from duban.web.books.actions.decide import under_review
from duban.web.books.bound import check_bodies, named
from duban.web.books.lookup import book_of, clause_of, target, unchanged
from duban.web.books.models import Clause
from duban.web.books.sorts import as_sort
from duban.web.log.writing import About, replacing, writing


def mend(actor: Actor, key: str, changes: Mapping[str, Any], version: int | None = None) -> Clause:
    """Change fields of a clause; it counts as accepted then. Raises InputError for bodies or indicators unknown."""
    clause = clause_of(key)
    book = under_review(book_of(clause.book))
    require(actor, "books.review", target(book, clause))
    unchanged(clause, version)
    check_bodies(changes)
    changes = as_sort(clause, named(changes))
    changed = replacing(clause, **changes, state="accepted", doubts=[])
    fields = sorted(name for name, value in changes.items() if getattr(clause, name) != value)
    with writing("books.mend", actor.by(), About("clause", key, clause.org_unit), {"fields": fields}) as written:
        written.add(changed)
    return changed


def split(actor: Actor, key: str, version: int | None = None) -> tuple[Clause, Clause]:
    """One clause into two: the last tier, or the last stretch of text, becomes a clause of its own."""
    clause = clause_of(key)
    book = under_review(book_of(clause.book))
    require(actor, "books.review", target(book, clause))
    unchanged(clause, version)
    if not clause.divisible:
        raise InputError(_("这一条只有一个数、一处原文，拆不开"), do=_("要另加一条，请在左边选中文字"))
    kept: dict[str, Any] = {"state": "proposed"}
    own: dict[str, Any] = {"state": "proposed", "key": keys_after(clause.book, 1)[0]}
    if len(clause.tiers) > 1:
        kept["tiers"], own["tiers"] = clause.tiers[:-1], clause.tiers[-1:]
    if len(clause.spans) > 1:
        kept["spans"], own["spans"] = clause.spans[:-1], clause.spans[-1:]
    first = replacing(clause, **kept)
    second = replacing(clause, **own)
    second.replaces = None
    about = About("clause", key, clause.org_unit)
    with writing("books.split_clause", actor.by(), about, {"into": [key, own["key"]]}) as written:
        written.add(first, second)
    return first, second


def merge(actor: Actor, key: str, into: str, version: int | None = None) -> Clause:
    """Two clauses into one: the tiers and stretches of ``key`` go over to ``into``, and ``key`` is left out."""
    clause = clause_of(key)
    other = _meant(clause, into)
    book = under_review(book_of(clause.book))
    require(actor, "books.review", target(book, clause))
    unchanged(clause, version)
    if other.book != clause.book or other.key == key:
        raise InputError(_("只能和同一本书里的另一条合并"), do=_("请另选一条"))
    if clause.sort == other.sort == "pledge" and clause.unit != other.unit:
        raise InputError(
            _("两条的单位不一样：%(one)s和%(other)s") % {"one": clause.unit or _("无"), "other": other.unit or _("无")},
            do=_("请先把单位改成一样"),
        )
    firmness = {"ensure": 0, "plan": 1, "strive": 2}
    tiers = [*other.tiers, *(one for one in clause.tiers if one not in other.tiers)]
    tiers.sort(key=lambda tier: firmness[tier["firmness"]])
    spans = [*other.spans, *(one for one in clause.spans if one not in other.spans)]
    merged = replacing(other, tiers=tiers, spans=spans, state="proposed")
    gone = replacing(clause, state="rejected", reason=f"并入“{other.subject}”"[:500])
    with writing("books.merge_clause", actor.by(), About("clause", into, other.org_unit), {"from": key}) as written:
        written.add(merged, gone)
    return merged


def _meant(clause: Clause, said: str) -> Clause:
    """The other clause that is meant, by its key or by what it is called. Raises InputError."""
    rows = Clause.objects.current().filter(book=clause.book).exclude(key=clause.key).exclude(state="rejected")
    found: list[Clause] = [one for one in rows if said.strip() in {one.key, one.subject}]
    if len(found) != 1:
        what = _("这本书里没有“%(said)s”这一条") if not found else _("叫“%(said)s”的有几条")
        raise InputError(what % {"said": said}, where=_("并入哪一条"), do=_("请从名单里选"))
    return found[0]


def keys_after(book: str, count: int) -> list[str]:
    """So many keys that no clause of the book has."""
    taken = set(Clause.objects.filter(book=book).values_list("key", flat=True))
    free = (key for at in itertools.count(len(taken) + 1) if (key := f"{book}.{at}") not in taken)
    return list(itertools.islice(free, count))
