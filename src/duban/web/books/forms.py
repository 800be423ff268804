"""What a person types of a clause, as the engines take it: values in the unit that was typed, folded to the base."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any, Final, get_args

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from duban.amounts import base_unit, decimal, fold, scale_of
from duban.errors import InputError
from duban.ledger.types import Basis, Comparator, Firmness, Kind, Tier
from duban.web.books.convert import stored_tier, tier_of
from duban.web.books.models import Clause
from duban.web.books.words import FIRMNESS

COMPARATORS: Final[Mapping[str, object]] = {
    ">=": gettext_lazy("至少"),
    ">": gettext_lazy("高于"),
    "<=": gettext_lazy("至多"),
    "<": gettext_lazy("低于"),
    "=": gettext_lazy("等于"),
    "~": gettext_lazy("左右"),
    "range": gettext_lazy("在两数之间"),
}
KINDS: Final[Mapping[str, object]] = {
    "quantity": gettext_lazy("数量"),
    "rank": gettext_lazy("名次"),
    "trend": gettext_lazy("升降"),
    "milestone": gettext_lazy("节点"),
}
BASES: Final[Mapping[str, object]] = {
    "level": gettext_lazy("总量"),
    "growth": gettext_lazy("增长"),
    "change": gettext_lazy("增减"),
}
_NUMBER = re.compile(r"(?P<number>[-+]?[\d,，]+(?:\.\d+)?)\s*(?P<unit>\D*)")
# A clause has a floor, a stretch, and rarely a plan between them.
TIERS: Final = 3


@dataclass(frozen=True, slots=True)
class TierShown:
    """A tier as the form shows it; ``value`` and ``upper`` with the scale word and the unit."""

    firmness: str = "plan"
    comparator: str = ">="
    value: str = ""
    upper: str = ""


def form_words() -> dict[str, Mapping[str, object]]:
    """The words of a form's choices, for its template."""
    return {"firmness_words": FIRMNESS, "comparator_words": COMPARATORS, "basis_words": BASES, "kind_words": KINDS}


def shown(clause: Clause) -> list[TierShown]:
    """The tiers of a clause for the form, and one that is empty behind them."""
    unit = clause.unit
    tiers = [
        TierShown(one.firmness, one.comparator, typed(one.value, unit), typed(one.upper, unit))
        for one in map(tier_of, clause.tiers)
    ]
    return [*tiers, TierShown("strive" if tiers else "plan")][:TIERS]


def typed_again(posted: Mapping[str, str]) -> list[TierShown]:
    """The tiers as they were typed, for a form that comes back with what was refused."""
    return [
        TierShown(*(posted.get(f"{name}-{at}", "") for name in ("firmness", "comparator", "value", "upper")))
        for at in range(TIERS)
        if f"firmness-{at}" in posted
    ]


def typed(value: Fraction | None, unit: str) -> str:
    """A value as a person would type it: 400亿元, 12%."""
    if value is None:
        return ""
    factor, word = scale_of(value)
    return f"{decimal(value / factor)}{word}{unit}"


def changes(posted: Mapping[str, str]) -> dict[str, Any]:
    """The fields of a clause that a form changes. Raises InputError that names the field and what may be written."""
    told: dict[str, Any] = {}
    for name, allowed in (("kind", get_args(Kind)), ("basis", get_args(Basis))):
        if name in posted:
            told[name] = _one_of(posted[name], allowed, _("类型") if name == "kind" else _("怎么算"))
    for name in ("subject", "indicator", "against", "org_unit", "scope", "milestone"):
        if name in posted:
            told[name] = posted[name].strip()
    if "subject" in told and not told["subject"]:
        raise InputError(_("没有写承诺的是什么"), do=_("请写上，例如：固定资产投资"))
    if "responsible" in posted:
        told["responsible"] = [one for one in posted["responsible"].split() if one]
    if "due" in posted:
        told["due"] = day(posted["due"])
    if "firmness-0" in posted:
        tiers, unit = _tiers(posted)
        told |= {"tiers": [stored_tier(one) for one in tiers], "unit": unit}
        # Who writes a figure means it, whatever state the form had been filled with.
        if told.get("kind") == "milestone" and any(one.value is not None for one in tiers):
            told |= {"kind": "quantity", "milestone": ""}
    return told


def day(said: str) -> date | None:
    """A day as typed; None for nothing. Raises InputError."""
    if not said.strip():
        return None
    try:
        return date.fromisoformat(said.strip())
    except ValueError:
        raise InputError(
            _("“%(said)s”不是日期") % {"said": said}, where=_("完成时限"), do=_("请写作 2023-06-30")
        ) from None


def value(said: str, where: str) -> tuple[Fraction, str]:
    """A figure as typed → its value in the base unit, and the base unit: 400亿元 → (40000000000, 元)."""
    text = unicodedata.normalize("NFKC", said).replace("，", ",").strip()
    match = _NUMBER.fullmatch(text)
    try:
        number = Fraction(Decimal(match["number"].replace(",", ""))) if match else None
    except InvalidOperation:
        number = None
    if match is None or number is None:
        raise InputError(
            _("“%(said)s”不是一个数") % {"said": said}, where=where, do=_("请写数和单位，例如：400亿元、12%、18个")
        )
    return fold(number, match["unit"].strip())


def _tiers(posted: Mapping[str, str]) -> tuple[list[Tier], str]:
    """The tiers that are filled in, and their unit; all in one unit."""
    tiers: list[Tier] = []
    units: list[str] = []
    for at in _filled(posted):
        firmness: Firmness = _one_of(posted[f"firmness-{at}"], get_args(Firmness), _("刚性"))
        comparator: Comparator = _one_of(posted.get(f"comparator-{at}", ">="), get_args(Comparator), _("比较"))
        said, upper = posted.get(f"value-{at}", ""), posted.get(f"upper-{at}", "")
        found = value(said, _("目标值")) if said.strip() else None
        above = value(upper, _("上限")) if upper.strip() else None
        if comparator == "range" and (found is None or above is None or above[0] < found[0]):
            raise InputError(
                _("两数之间要写两个数，后一个不小于前一个"), where=_("目标值"), do=_("请补上，或者换一种比较")
            )
        units += [one[1] for one in (found, above) if one]
        tiers.append(Tier(firmness, comparator, found[0] if found else None, above[0] if above else None))
    if len(set(units)) > 1:
        raise InputError(
            _("单位不一样：%(listed)s") % {"listed": _("、").join(dict.fromkeys(units))},
            where=_("目标值"),
            do=_("一条承诺只用一种单位"),
        )
    return tiers, units[0] if units else base_unit(posted.get("unit", ""))[0]


def _filled(posted: Mapping[str, str]) -> Iterator[int]:
    for at in range(TIERS):
        if f"firmness-{at}" in posted and (at == 0 or posted.get(f"value-{at}", "").strip()):
            yield at


def _one_of(said: str, allowed: tuple[Any, ...], where: str) -> Any:
    if said not in allowed:
        raise InputError(
            _("没有“%(said)s”这一种") % {"said": said},
            where=where,
            do=_("可以是：%(listed)s") % {"listed": _("、").join(map(str, allowed))},
        )
    return said
