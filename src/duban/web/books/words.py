"""A clause in words: its target, its firmness, its state."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from duban.ledger.types import Pledge, Tier
from duban.standing.reasons import target_words
from duban.web.books.convert import as_pledge, tier_of
from duban.web.books.models import Clause

STATES = {
    "proposed": pgettext_lazy("state", "待看"),
    "accepted": pgettext_lazy("state", "采用"),
    "rejected": pgettext_lazy("state", "不要"),
}
BOOK_STATES = {
    "reading": _("正在读"),
    "failed": _("没有读成"),
    "review": _("审阅中"),
    "signed": _("已签发"),
    "divided": _("已分开"),
    "withdrawn": _("已撤回"),
}
FIRMNESS = {"ensure": _("确保"), "plan": _("预期"), "strive": _("力争")}


@dataclass(frozen=True, slots=True)
class TierWords:
    """A tier in words, with its firmness."""

    firmness: str
    name: object
    words: str


def tiers(clause: Clause) -> list[TierWords]:
    """The tiers of a pledge in words, the firmest first; one without a figure where the clause has none."""
    pledge: Pledge = as_pledge(clause, clause.due.year if clause.due else 2000)
    return [TierWords(one.firmness, FIRMNESS[one.firmness], _words(pledge, one)) for one in pledge.tiers]


def _words(pledge: Pledge, tier: Tier) -> str:
    """The target; a figure that comes from above later (完成上级下达任务) is said to be awaited."""
    if tier.value is None and pledge.kind in {"quantity", "rank"}:
        return str(_("数待上级下达"))
    return target_words(pledge, tier)


def old_tiers(clause: Clause) -> list[TierWords]:
    """The tiers that held before a target was adjusted in mid-year."""
    return other_tiers(clause, clause.adjusted["tiers"], clause.unit) if clause.adjusted else []


def other_tiers(clause: Clause, stored: Sequence[Mapping[str, Any]], unit: str) -> list[TierWords]:
    """Stored tiers that are not those of the clause now, in words."""
    pledge = replace(as_pledge(clause, 2000), unit=unit)
    return [TierWords(one.firmness, FIRMNESS[one.firmness], _words(pledge, one)) for one in map(tier_of, stored)]
