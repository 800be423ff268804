"""Who hands in which figures: one at a time for an indicator and a scope."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from duban.declare import Item
from duban.ledger.types import WHOLE, Indicator
from duban.pack.schema.dated import overlap
from duban.pack.schema.providers import Provider, ProviderDeclared
from duban.pack.told import Known, Told


def providers(
    items: Sequence[Item[ProviderDeclared]],
    bodies: Known,
    indicators: Known,
    by_id: Mapping[str, Indicator],
    told: Told,
) -> list[Provider]:
    """The providers in the order of the file."""
    seen: dict[tuple[str, str], list[Item[ProviderDeclared]]] = {}
    for item in items:
        one = item.value
        bodies.check(one.provider, item.at("provider"), told)
        if indicators.check(one.indicator, item.at("indicator"), told):
            scope(one.scope, by_id.get(one.indicator), item.at("scope"), told)
        others = seen.setdefault((one.indicator, one.scope), [])
        for other in others:
            if overlap(one, other.value):
                what = f"{one.indicator}（{one.scope}）同一时间已由 {other.value.provider} 提供（{other.at()}）"
                told.refuse("two-providers", item.at("provider"), what, "一个指标一个口径一个时间只有一家提供")
                break
        others.append(item)
    return [item.value.as_provider() for item in items]


def scope(scope: str, indicator: Indicator | None, where: str, told: Told) -> None:
    """Note a scope that the indicator does not name: it may be a slip of the pen."""
    if indicator and scope not in {WHOLE, *indicator.scopes}:
        usual = "、".join((WHOLE, *indicator.scopes))
        told.note("unusual-scope", where, f"口径“{scope}”不在 {indicator.id} 常用的口径里", f"常用的有：{usual}")
