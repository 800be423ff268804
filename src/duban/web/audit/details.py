"""What an entry of the log tells beside its verb, in words: codes by their names, posts by their titles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from duban.web.audit.changes import Change
from duban.web.audit.traced import post_title
from duban.web.audit.verbs import DETAILS
from duban.web.facts.provided import STATUSES
from duban.web.log.models import Entry
from duban.web.org.directory import directory

_FIELDS: Final[Mapping[str, object]] = {
    "subject": _("是什么"),
    "indicator": _("指标"),
    "org_unit": _("责任单位"),
    "responsible": _("配合单位"),
    "scope": _("口径"),
    "milestone": _("节点"),
    "kind": _("类型"),
    "basis": _("怎么算"),
    "tiers": _("目标"),
    "unit": _("单位（计量）"),
    "due": _("完成时限"),
    "sentence": _("写法"),
    "serves": _("服务的承诺"),
}
_YES: Final[Mapping[Any, object]] = {True: _("是"), False: _("否")}
# The codes of a detail by its name, each in words.
_CODES: Final[Mapping[str, Mapping[Any, object]]] = {
    "fields": _FIELDS,
    "sort": {"pledge": _("承诺"), "task": _("举措")},
    "status": STATUSES,
    "upheld": _YES,
    "second": _YES,
}
_LONGEST: Final = 60
# What the changes beside it say better.
_TOLD: Final = frozenset({"fields", "clauses"})


@dataclass(frozen=True, slots=True)
class Detail:
    """What an entry tells beside what it changed, in words."""

    name: object
    value: str


def details(entry: Entry, changed: Sequence[Change], most: int) -> list[Detail]:
    """What an entry tells; nothing empty, nothing that its changes say again, of a list so many at most."""
    said = {one.new for one in changed}
    told = []
    for name, value in entry.detail.items():
        words = detail_words(name, value, most)
        if value not in ("", None, []) and words not in said and not (changed and name in _TOLD):
            told.append(Detail(DETAILS.get(name, name), words))
    return told


def detail_words(name: str, value: Any, most: int) -> str:
    """The value of a detail: a code in its word, a post by its title, a list with commas."""
    if isinstance(value, dict):
        return detail_words(name, list(value.values()), most)
    if isinstance(value, list):
        told = gettext("、").join(detail_words(name, one, most) for one in value[:most])
        return told if len(value) <= most else gettext("%(told)s等%(count)d个") % {"told": told, "count": len(value)}
    if name in {"post", "posts"}:
        return post_title(value)
    if name in {"bodies", "body", "into_body", "becomes"} and value in directory().by_key:
        return directory().named(value)
    return str(_CODES.get(name, {}).get(value, value))[:_LONGEST]
