"""What is done to the things counted: 新开工60个 is no answer to 竣工60个, nor 总数200家 to 新增20家."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, lru_cache

from duban.amounts import convert
from duban.linking.words import one_of, table


@dataclass(frozen=True, slots=True)
class Acts:
    """``stages`` exclude each other (开工, 建成), ``others`` are further verbs; ``new`` and ``there`` tell what is
    added from what there is; ``building`` what is done once it is built."""

    stages: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()
    new: bool = False
    there: bool = False
    building: bool = False


@lru_cache(maxsize=1 << 15)
def acts_in(text: str) -> Acts:
    """The acts that a quote or a subject names."""
    friends, named, new, there = _patterns()
    text, kinds = friends.sub("－", text), _kinds()
    found = [kinds[word] for word in named.findall(text)]
    return Acts(
        frozenset(name for sort, name in found if sort == "stages"),
        frozenset(name for sort, name in found if sort == "others"),
        bool(new.search(text)),
        bool(there.search(text)),
        any(word in text for word in table("acts")["completes"]["words"]),
    )


def rival_acts(one: Acts, two: Acts) -> str:
    """Why what is reported (``two``) is not the count that was pledged (``one``); empty where nothing is against it.

    申报35家 is no answer to 新增20家; else as :func:`conflict`.
    """
    early = two.stages & frozenset(table("acts")["early"]["stages"])
    if early and not one.stages & early:
        return f"报告的只是{'、'.join(sorted(early))}数"
    return conflict(one, two)


def conflict(one: Acts, two: Acts) -> str:
    """Why two counts of one noun are two counts: other stages, other acts, or one of what is new and one of what is."""
    if one.stages and two.stages and not one.stages & two.stages:
        return f"一边是{'、'.join(sorted(one.stages))}，一边是{'、'.join(sorted(two.stages))}"
    if one.others and two.others and not (one.others | one.stages) & (two.others | two.stages):
        return f"一边是{'、'.join(sorted(one.others))}，一边是{'、'.join(sorted(two.others))}"
    for new, there in ((one, two), (two, one)):
        if new.new and not new.there and there.there and not there.new:
            return "一边是新增数，一边是总数"
    return ""


def act_changed(one: Acts, two: Acts) -> str | None:
    """What only one side says of the stage of the things counted, as a change of scope; None where both or neither."""
    if bool(one.stages) == bool(two.stages):
        return None
    said, stages = ("承诺", one.stages) if one.stages else ("报告", two.stages)
    if (one.building or two.building) and stages <= frozenset(table("acts")["completes"]["stages"]):
        return None
    return f"只有{said}说明是{'、'.join(sorted(stages))}数"


@lru_cache(maxsize=1 << 12)
def same_measure(unit: str, other: str) -> bool:
    """Whether figures in two units compare: convertible, and not counts of two different things (人 and 套)."""
    shares = {"%", "个百分点"}
    if not unit or not other:
        return not {unit, other} & shares or unit == other
    if convert(Fraction(1), unit, other) is None:
        return False
    ones, twos = _families(unit), _families(other)
    return not ones or not twos or bool(ones & twos) or any(_befriended(a, b) for a in ones for b in twos)


def _families(unit: str) -> frozenset[str]:
    return frozenset(name for name, words in table("units")["families"].items() if unit in words)


def _befriended(one: str, two: str) -> bool:
    return any({one, two} == set(pair) for pair in table("units")["friends"])


@cache
def _kinds() -> Mapping[str, tuple[str, str]]:
    acts = table("acts")
    return {word: (sort, name) for sort in ("stages", "others") for name, words in acts[sort].items() for word in words}


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """What only looks like an act; the acts; words for what is added; words for what there is."""
    acts = table("acts")
    return one_of(acts["friends"]), one_of(_kinds()), one_of(acts["new"]["words"]), one_of(acts["there"]["words"])
