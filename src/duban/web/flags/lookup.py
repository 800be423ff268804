"""What is proposed and not decided, what was decided, and the flags that a body carries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

from django.utils.translation import gettext_lazy as _

from duban.web.flags.models import Flag, Proposed

SORTS: Final = {"red_flag": _("红旗"), "snail": _("蜗牛")}
STATES: Final = {"confirmed": _("认定了"), "declined": _("没有认定"), "withdrawn": _("撤销了")}


def waiting() -> list[Proposed]:
    """What is proposed and nobody has said a word to, in the order of the rulebooks."""
    decided = set(Flag.objects.current().values_list("key", flat=True))
    return [one for one in Proposed.objects.order_by("id") if one.key not in decided]


def count_waiting() -> int:
    """How many these are; one query."""
    return Proposed.objects.exclude(key__in=Flag.objects.current().values("key")).count()


def confirmed(org_units: Iterable[str] | None = None) -> Mapping[str, list[Flag]]:
    """The flags that count, by body, red flags before snails; one query."""
    found = Flag.objects.current().filter(state="confirmed")
    found = found if org_units is None else found.filter(org_unit__in=list(org_units))
    by_body: dict[str, list[Flag]] = defaultdict(list)
    for one in found.order_by("sort", "month", "id"):
        by_body[one.org_unit].append(one)
    return by_body


def versions(*, all_of_them: bool) -> list[Flag]:
    """Every decision, the newest first; those that only declined are the office's own paper."""
    found = list(Flag.objects.select_related("entry").order_by("-id"))
    if all_of_them:
        return found
    told = {one.key for one in found if one.state == "confirmed"}
    return [one for one in found if one.key in told and one.state != "declined"]
