"""Whom a book binds, proposed from its title or its first lines, with the words that say so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from duban.ledger.types import OrgUnit
from duban.web.books.models import Book

_RESPONSIBLE = re.compile(r"(?:责任|承诺|承办)(?:单位|主体)[:：]\s*(\S{2,30})")
_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Binding:
    """A body that a book seems to bind, and why."""

    org_unit: str
    reason: str


def proposed(book: Book, opening: Sequence[str], bodies: Iterable[OrgUnit]) -> Binding | None:
    """The one body that the title names, or a line 责任单位：…, or the first lines; None where it stays open."""
    if book.org_unit:
        return None
    places = [one for one in bodies if not one.statistics]
    lined = _RESPONSIBLE.search("\n".join(opening))
    asked = [
        (book.title, _("书名里写着“%(name)s”")),
        (lined[1] if lined else "", _("责任单位一行写着“%(name)s”")),
        ("\n".join(opening), _("开头几行写着“%(name)s”")),
    ]
    for words, reason in asked:
        named = _named(words, places)
        if len(named) == 1:
            ((body, name),) = named.items()
            return Binding(body, reason % {"name": name})
        if named:
            return None
    return None


def _named(words: str, places: Sequence[OrgUnit]) -> dict[str, str]:
    """The bodies that words name, each by the longest of its names; the city in front of its towns is not meant."""
    found: dict[str, str] = {}
    whole = {one.id for one in places if one.whole}
    for one in places:
        names = {one.name, *one.aliases, *(spell.value for spell in one.names)}
        if said := [name for name in names if len(name) >= _SHORTEST and name in words]:
            found[one.id] = max(said, key=len)
    for body, name in list(found.items()):
        inside = any(name in other and name != other for other in found.values())
        if inside or (body in whole and len(found) > 1):
            del found[body]
    return found
