"""What an address of the overview is about: which month, whose pledges, under which rule."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext as _

from duban.errors import InputError
from duban.periods import Month
from duban.web.access.actor import Actor
from duban.web.access.web import actor
from duban.web.log.amounts import month_of
from duban.web.standings.models import Kept, MonthVerdict

_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")


@dataclass(frozen=True)
class Scope:
    """What is shown. ``asked`` is what the address says of it, so that links hand it on.

    ``kept`` is what the job worked out; ``first`` and ``newest`` are the months that there are.
    """

    month: Month
    first: Month
    newest: Month
    org_unit: str = ""
    post: str = ""
    mine: bool = False
    q: Q = field(default_factory=Q)
    asked: Mapping[str, str] = field(default_factory=dict)
    kept: Mapping[str, Any] = field(default_factory=dict)

    @property
    def whole(self) -> bool:
        """Whether it is all of the city."""
        return not (self.org_unit or self.post or self.mine)

    @property
    def query(self) -> str:
        """What links of the page hand on, with a trailing ``&amp;`` left to the template; empty where nothing is."""
        return urlencode(self.asked)

    @property
    def earlier(self) -> str:
        """The address of the month before; empty where the plan begins."""
        return self._moved(-1) if self.month > self.first else ""

    @property
    def later(self) -> str:
        """The address of the month after; empty where there is none yet."""
        return self._moved(1) if self.month < self.newest else ""

    @property
    def months(self) -> list[Month]:
        """The months to choose from, the newest first."""
        return [self.first.plus(at) for at in range(self.newest.number - self.first.number, -1, -1)]

    def rows(self) -> Any:
        """The verdicts of the month."""
        return MonthVerdict.objects.filter(self.q, month=self.month.number)

    def _moved(self, months: int) -> str:
        return urlencode({**self.asked, "month": str(self.month.plus(months))})


def scope_of(request: HttpRequest) -> Scope | None:
    """The scope of a request; None where nothing was judged yet.

    Raises InputError for a month that is none, before the plan, or still to come, for an unknown body or post.
    """
    kept = dict(Kept.objects.values_list("name", "value"))
    if "months" not in kept:
        return None
    first, newest = map(month_of, kept["months"])
    who, asked = actor(request), {name: request.GET.get(name, "") for name in ("month", "org_unit", "post", "mine")}
    return Scope(
        month=_month(asked["month"], first, newest),
        first=first,
        newest=newest,
        org_unit=_body(asked["org_unit"], who),
        post=_post(asked["post"], who),
        mine=asked["mine"] == "1",
        q=_q(asked, who),
        asked={name: value for name, value in asked.items() if value},
        kept=kept,
    )


def _month(said: str, first: Month, newest: Month) -> Month:
    if not said:
        return newest
    found = _MONTH.fullmatch(said.strip())
    if found is None:
        raise InputError(_("“%(said)s”不是一个月份") % {"said": said[:20]}, do=_("请这样写：2023-05"))
    month = Month(int(found[1]), int(found[2]))
    if month < first:
        told = {"month": month, "first": first}
        raise InputError(_("%(month)s还没有计划") % told, do=_("这里的计划从%(first)s开始，请选那以后的月份") % told)
    if month > newest:
        told = {"month": month, "newest": newest}
        raise InputError(_("%(month)s还没有数") % told, do=_("最新的数到%(newest)s，请选那以前的月份") % told)
    return month


def _body(key: str, who: Actor) -> str:
    """A body; empty for the city itself, which is all of it."""
    if not key:
        return ""
    body = who.directory.by_key.get(key)
    if body is None:
        raise InputError(_("没有“%(said)s”这个单位") % {"said": key[:40]}, do=_("请从名单里选"))
    return "" if body.whole else key


def _post(key: str, who: Actor) -> str:
    if key and key not in who.directory.seat_by_key:
        raise InputError(_("没有“%(said)s”这个职务") % {"said": key[:40]}, do=_("请从名单里选"))
    return key


def _q(asked: Mapping[str, str], who: Actor) -> Q:
    found = Q()
    if key := _body(asked["org_unit"], who):
        found &= Q(lead=key)
    if asked["post"]:
        charges = who.directory.in_charge(asked["post"], who.day)
        found &= _carried(*({key for one in charges for key in keys(one)} for keys in _KEYS))
    if asked["mine"] == "1":
        found &= _carried(*map(set, who.carried))
    return found


_KEYS: Any = (lambda one: one.org_units, lambda one: one.books, lambda one: one.indicators)


def _carried(org_units: set[str], books: set[str], indicators: set[str]) -> Q:
    """As ``standings.carried``: of these bodies, books or indicators."""
    return Q(org_unit__in=org_units) | Q(book__in=books) | Q(indicator__in=indicators)
