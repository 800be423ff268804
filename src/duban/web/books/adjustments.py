"""What bodies applied for: another target in mid-year, as a clause's page and 我的 show it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from duban.web.access.actor import Actor
from duban.web.access.policy import may
from duban.web.books.lookup import target
from duban.web.books.models import Adjustment, Book, Clause
from duban.web.books.words import TierWords, other_tiers

STATES = {"asked": _("等批复"), "approved": _("同意了"), "refused": _("没有同意"), "withdrawn": _("收回了")}


@dataclass(frozen=True, slots=True)
class Applied:
    """An application with its state and its target in words."""

    row: Adjustment
    state: object
    tiers: list[TierWords]


def applied(clause: Clause, book: Book, actor: Actor) -> dict[str, Any]:
    """What the page of a clause shows of its applications, newest first, and whether the reader may make one."""
    rows = Adjustment.objects.current().filter(clause=clause.key).select_related("entry").order_by("-id")
    shown = [Applied(row, STATES[row.state], other_tiers(clause, row.tiers, row.unit)) for row in rows]
    open_to_all = book.state == "signed" and clause.sort == "pledge" and clause.state == "accepted"
    asks = open_to_all and may(actor, "books.apply", target(book, clause))
    waits = any(one.row.state == "asked" for one in shown)
    return {"adjustments": shown, "may_ask": asks, "may_apply": asks and not waits}
