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

from duban.amounts import in_words
from duban.ledger.types import Tier
from duban.web.books.convert import tier_of
from duban.web.books.models import Clause
from duban.web.books.shares.parts import Part, is_class, members
from duban.web.log.amounts import exact, month_of
from duban.web.org.directory import Directory

Level = Literal["good", "warn", "info"]
_RATES: Final = frozenset({"%", "‰", "个百分点"})
_FIRMNESS: Final = {"ensure": "确保", "plan": "预期", "strive": "力争"}


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
            found.append(Finding("warn", f"{'、'.join(left)}没有分到"))
    elif without_figure(clause):
        found.append(Finding("info", "数待上级下达，先分单位"))
    elif len(parts) > 1 and adds_up(clause):
        found.append(Finding("info", "数还没有分下去"))
    for one in parts:
        found += _months(clause, one, places)
    return found


def sentence(found: Sequence[Finding]) -> str:
    """All findings as one sentence."""
    return "；".join(one.words for one in found)


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
        said = f"{said}到{in_words(ceiling, unit)}"
    if tier.comparator in {"<=", "<"}:
        if total <= ceiling:
            return Finding("good", f"没有超过{whole}的{said}")
        return Finding("warn", f"超过{whole}的{said}，多{in_words(total - ceiling, unit)}")
    if total < floor:
        return Finding("warn", f"比{whole}的{said}少{in_words(floor - total, unit)}")
    if floor <= total <= ceiling:
        return Finding(
            "good", f"{'在' if floor != ceiling else '和'}{whole}的{said}{'之间' if floor != ceiling else '相等'}"
        )
    level: Level = "warn" if tier.comparator in {"=", "range"} else "good"
    return Finding(level, f"比{whole}的{said}多{in_words(total - ceiling, unit)}")


def _sums(clause: Clause, parts: Sequence[Part], places: Directory) -> Iterator[Finding]:
    """One sentence for all tiers; a stretch that is not covered is no fault, the floor is."""
    tiers = [one for one in map(tier_of, clause.tiers) if one.value is not None]
    summed = total(parts)
    told = f"各单位合计{in_words(summed, clause.unit)}"
    if not tiers:
        yield Finding("info", f"{told}，全部的数待上级下达")
        return
    body = places.by_key.get(clause.org_unit)
    name = "全市" if body is not None and body.whole else places.name(clause.org_unit)
    # Where there is but one figure its firmness need not be named.
    words = {one.firmness: _FIRMNESS[one.firmness] if len(tiers) > 1 else "" for one in tiers}
    each = [compared(summed, one, clause.unit, f"{name}{words[one.firmness]}") for one in tiers]
    floors = [one for one, tier in zip(each, tiers, strict=True) if tier.firmness != "strive" or len(tiers) == 1]
    level: Level = "warn" if any(one.level == "warn" for one in floors) else "good"
    if len(parts) == 1 and level == "good":
        return  # one body that takes it all: nothing is added up
    yield Finding(level, f"{told}，{'，'.join(one.words for one in each)}")


def _left_alone(parts: Sequence[Part]) -> list[Finding]:
    several = sum(one.value is not None for one in parts) > 1
    return [Finding("info", "增长、比率和名次不加总，各看各的")] if several else []


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
    return [places.name(one, day) for one in places.in_order(set(left))]


def _months(clause: Clause, part: Part, places: Directory) -> Iterator[Finding]:
    """The sums to date of a share against its figure: they do not fall, and the last is the whole."""
    if not part.months:
        return
    name = places.name(part.org_unit)
    to_date = clause.accumulation in {"ytd", "flow"} and clause.basis != "growth"
    for (_, before), (month, value) in zip(part.months, part.months[1:], strict=False):
        if to_date and value < before:
            yield Finding("warn", f"{name}{month_of(month).month}月的累计数比前一个少")
    month, value = part.months[-1]
    if part.value is None or value == part.value:
        return
    more, word = abs(value - part.value), "多" if value > part.value else "少"
    said, gap = (in_words(Fraction(exact(one) or 0), clause.unit) for one in (part.value, more))
    yield Finding("warn", f"{name}{month_of(month).month}月的数比分到的{said}{word}{gap}")
