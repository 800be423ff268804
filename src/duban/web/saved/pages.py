"""The lists whose filters can be kept, and what of their addresses is a filter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode

from duban.web.saved.models import SavedView


@dataclass(frozen=True, slots=True)
class Kept:
    """A list: the verb that shows it, and the words of its address that are filters."""

    verb: str
    filters: tuple[str, ...]


_SCOPE: Final = ("month", "org_unit", "body", "post", "mine")
_PLEDGES: Final = (*_SCOPE, "light", "book", "indicator", "q", "changed", "parts")

# By the name of the list's address.
PAGES: Final[Mapping[str, Kept]] = {
    "pledges": Kept("overview.see", _PLEDGES),
    "log": Kept("log.see", ("verb", "who", "kind", "about", "org_unit", "from", "to")),
    "search": Kept("home.see", ("q", "kind")),
}


def question_of(page: str, asked: QueryDict) -> str:
    """The filters of an address, in one order and without anything else: nor the place in a list, nor a form."""
    told = [(name, asked.get(name, "").strip()) for name in PAGES[page].filters]
    return urlencode([(name, value) for name, value in told if value])


def address(view: SavedView) -> str:
    """Where a kept filter leads."""
    return f"{reverse(view.page)}?{view.question}"


def views_of(account: int, page: str) -> Iterable[SavedView]:
    """What somebody keeps of a list, by name."""
    return SavedView.objects.filter(account=account, page=page)
