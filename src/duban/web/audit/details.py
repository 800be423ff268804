"""What an entry of the log tells beside its verb, in words: codes by their names, posts by their titles."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from duban.web.facts.provided import STATUSES
from duban.web.org.directory import directory

_FIELDS: Final[Mapping[str, object]] = {
    "subject": _("是什么"),
    "indicator": _("指标"),
    "org_unit": _("责任单位"),
    "responsible": _("配合单位"),
    "scope": _("口径"),
    "milestone": _("节点"),
    "kind": _("类型"),
    "basis": _("算法"),
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


def detail_words(name: str, value: Any) -> str:
    """The value of a detail: a code in its word, a post by its title, a list with commas."""
    if isinstance(value, list):
        return gettext("、").join(detail_words(name, one) for one in value)
    if name in {"post", "posts"} and (seat := directory().seat_by_key.get(value)):
        return seat.post.title
    return str(_CODES.get(name, {}).get(value, value))[:_LONGEST]
