"""The light rules: the catalog's and the city's own, and which one shows the city's lights."""

from __future__ import annotations

from collections.abc import Sequence

from duban.declare import Item
from duban.pack.checks.common import laid_over
from duban.pack.schema.light_rules import LightRuleDeclared, light_rule
from duban.pack.schema.lights import LightRule
from duban.pack.schema.settings import DEFAULT_LIGHT, PackDeclared, Rules, RulesDeclared
from duban.pack.told import Known, Told


def light_rules(
    shared: Sequence[LightRule], own: Sequence[Item[LightRuleDeclared]], told: Told
) -> tuple[LightRule, ...]:
    """The catalog's rules, then the city's own."""
    return laid_over(shared, own, "规则", light_rule, told)


def rules(
    pack: Item[PackDeclared], declared: Item[RulesDeclared] | None, known: Known, indicators: Known, told: Told
) -> Rules:
    """How the city judges; the rule may be named in either file, if they agree."""
    here, there = pack.value.light, declared.value.light if declared else None
    if here:
        known.check(here, pack.at("light"), told)
    if there and declared:
        known.check(there, declared.at("light"), told)
        if here and here != there:
            what = f"light 是 {there}，pack.toml 里却是 {here}"
            told.refuse("two-rules", declared.at("light"), what, "请去掉一处")
    for one in declared.value.headline if declared else ():
        indicators.check(one, declared.at("headline"), told)  # type: ignore[union-attr]
    usual, settings = Rules(), declared.value if declared else RulesDeclared()
    allowed = settings.tolerance or usual
    return Rules(
        there or here or DEFAULT_LIGHT, settings.pace, allowed.per_cent, allowed.points, tuple(settings.headline)
    )
