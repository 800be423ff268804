"""Whether the shares of a clause add up to it, in words. What does not is said and never refused.

Levels and changes of countable things add up; growth, rates, ranks and states do not, and are left alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final, Literal

from django.utils.translation import gettext as _

from duban.amounts import in_words
from duban.ledger.types import Tier
from duban.web.books.convert import tier_of
from duban.web.books.models import Clause
from duban.web.books.shares.parts import Part, is_class, members
from duban.web.books.words import FIRMNESS
from duban.web.log.amounts import exact, month_of
from duban.web.org.directory import Directory

Level = Literal["good", "warn", "info"]
_RATES: Final = frozenset({"%", "‰", "个百分点"})


@dataclass(frozen=True, slots=True)
class Finding:
    """A sentence about the sums, without a stop; ``warn`` where somebody should look."""

    level: Level
    words: str


def findings(clause: Clause, parts: Sequence[Part], places: Directory, day: date) -> list[Finding]:
    """What there is to say of a clause's shares: the sums, who was left out, the months, the days."""
    found = []
    if any(one.value is not None for one in parts):
        found += list(_sums(clause, parts, places)) if adds_up(clause) else _left_alone(parts)
        if adds_up(clause) and (left := _left_out(clause, parts, places, day)):
            found.append(Finding("warn", _("%(names)s没有分到") % {"names": _("、").join(left)}))
    elif without_figure(clause):
        found.append(Finding("info", _("数待上级下达，先分单位")))
    elif len(parts) > 1 and adds_up(clause):
        found.append(Finding("info", _("数还没有分下去")))
    for one in parts:
        found += _months(clause, one, places)
    return found


def sentence(found: Sequence[Finding]) -> str:
    """All findings as one sentence."""
    return _("；").join(one.words for one in found)


def adds_up(clause: Clause) -> bool:
    """Whether figures of parts make the figure of the whole."""
    counted = clause.sort == "pledge" and clause.kind == "quantity" and clause.basis in {"level", "change"}
    return counted and clause.accumulation != "rate" and clause.unit not in _RATES


def without_figure(clause: Clause) -> bool:
    """Whether it is a pledge whose figure is still to come from above (完成上级下达任务)."""
    figured = clause.sort == "pledge" and clause.kind in {"quantity", "rank"}
    return figured and all(one["value"] is None for one in clause.tiers)


def total(parts: Sequence[Part]) -> Fraction:
    """The sum of all values; a class's value is that of all its members together."""
    return sum((Fraction(exact(one.value) or 0) for one in parts), Fraction(0))


def compared(total: Fraction, tier: Tier, unit: str, whole: str) -> Finding:
    """A sum beside one tier: ``比全市的12亿元少1亿元``."""
    assert tier.value is not None
    floor, ceiling = tier.value, tier.upper if tier.comparator == "range" and tier.upper is not None else tier.value
    said = in_words(floor, unit)
    if tier.comparator == "range":
        said = _("%(floor)s到%(ceiling)s") % {"floor": said, "ceiling": in_words(ceiling, unit)}
    told = {"whole": whole, "target": said}
    if tier.comparator in {"<=", "<"}:
        if total <= ceiling:
            return Finding("good", _("没有超过%(whole)s的%(target)s") % told)
        told["gap"] = in_words(total - ceiling, unit)
        return Finding("warn", _("超过%(whole)s的%(target)s，多%(gap)s") % told)
    if total < floor:
        told["gap"] = in_words(floor - total, unit)
        return Finding("warn", _("比%(whole)s的%(target)s少%(gap)s") % told)
    if floor <= total <= ceiling:
        words = _("在%(whole)s的%(target)s之间") if floor != ceiling else _("和%(whole)s的%(target)s相等")
        return Finding("good", words % told)
    level: Level = "warn" if tier.comparator in {"=", "range"} else "good"
    told["gap"] = in_words(total - ceiling, unit)
    return Finding(level, _("比%(whole)s的%(target)s多%(gap)s") % told)


def _sums(clause: Clause, parts: Sequence[Part], places: Directory) -> Iterator[Finding]:
    """One sentence for all tiers; a stretch that is not covered is no fault, the floor is."""
    tiers = [one for one in map(tier_of, clause.tiers) if one.value is not None]
    summed = total(parts)
    told = _("各单位合计%(sum)s") % {"sum": in_words(summed, clause.unit)}
    if not tiers:
        yield Finding("info", _("%(told)s，全部的数待上级下达") % {"told": told})
        return
    body = places.by_key.get(clause.org_unit)
    name = _("全市") if body is not None and body.whole else places.named(clause.org_unit)
    # Where there is but one figure its firmness need not be named.
    wholes = [_("%(name)s%(firmness)s") % {"name": name, "firmness": FIRMNESS[one.firmness]} for one in tiers]
    each = [
        compared(summed, one, clause.unit, whole if len(tiers) > 1 else name)
        for one, whole in zip(tiers, wholes, strict=True)
    ]
    floors = [one for one, tier in zip(each, tiers, strict=True) if tier.firmness != "strive" or len(tiers) == 1]
    level: Level = "warn" if any(one.level == "warn" for one in floors) else "good"
    if len(parts) == 1 and level == "good":
        return  # one body that takes it all: nothing is added up
    yield Finding(level, _("，").join([told, *(one.words for one in each)]))


def _left_alone(parts: Sequence[Part]) -> list[Finding]:
    several = sum(one.value is not None for one in parts) > 1
    return [Finding("info", _("增长、比率和名次不加总，各看各的"))] if several else []


def _left_out(clause: Clause, parts: Sequence[Part], places: Directory, day: date) -> list[str]:
    """Bodies without a figure whose like have one: those that take part, and those that were forgotten."""
    given = {one.org_unit for one in parts if one.value is not None}
    covered = {key for one in given for key in members(one, places, day)}
    kinds = Counter(places.by_key[key].kind for key in covered if key in places.by_key)
    named = {one.removeprefix("各") for one in (*clause.responsible, *(one.org_unit for one in parts))}
    taking = {key for one in parts for key in members(one.org_unit, places, day)}
    left = []
    for kind, count in kinds.items():
        alike = [one for one in places.bodies if one.kind == kind and not one.whole and not one.statistics]
        alike = [one for one in alike if places.is_there(one.id, day)]
        all_meant = kind in named or 2 * count > len(alike)
        left += [one.id for one in alike if one.id not in covered and (all_meant or one.id in taking)]
    loose = {one.org_unit for one in parts if one.value is None and is_class(one.org_unit, places)}
    left += [one for one in loose if not covered.intersection(members(one, places, day))]
    return [places.named(one, day) for one in places.in_order(set(left))]


def _months(clause: Clause, part: Part, places: Directory) -> Iterator[Finding]:
    """The sums to date of a share against its figure: they do not fall, and the last is the whole."""
    if not part.months:
        return
    name = places.named(part.org_unit)
    to_date = clause.accumulation in {"ytd", "flow"} and clause.basis != "growth"
    for (_month, before), (month, value) in zip(part.months, part.months[1:], strict=False):
        if to_date and value < before:
            told = {"name": name, "month": month_of(month).month}
            yield Finding("warn", _("%(name)s%(month)s月的累计数比前一个少") % told)
    month, value = part.months[-1]
    if part.value is None or value == part.value:
        return
    words = _("%(name)s%(month)s月的数比分到的%(share)s多%(gap)s")
    if value < part.value:
        words = _("%(name)s%(month)s月的数比分到的%(share)s少%(gap)s")
    share, gap = (in_words(Fraction(exact(one) or 0), clause.unit) for one in (part.value, abs(value - part.value)))
    told = {"name": name, "month": month_of(month).month, "share": share, "gap": gap}
    yield Finding("warn", words % told)
