"""The catalog with a city's own indicators and words: no id twice, no word that names two."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from duban.declare import Item
from duban.ledger.types import Indicator
from duban.pack.checks.common import once
from duban.pack.schema.indicators import AliasDeclared, IndicatorDeclared
from duban.pack.told import Known, Told
from duban.pack.words import plain


def indicators(
    shared: Iterable[Indicator],
    own: Sequence[Item[IndicatorDeclared]],
    aliases: Sequence[Item[AliasDeclared]],
    known: Known,
    told: Told,
) -> list[Indicator]:
    """All that a city measures, its words among the aliases: the catalog's in their order, then its own."""
    by_id = {one.id: one for one in shared}
    words = {plain(word): one.id for one in by_id.values() for word in (one.name, *one.aliases)}
    for item in once(own, "指标", told):
        one = item.value.indicator
        if one.id in by_id:
            do = f'要给它加叫法，用 [[alias]] indicator = "{one.id}"；要另立一个，请换一个 id'
            told.refuse("duplicate-id", item.at("id"), f"公共指标库里已有 {one.id}（{by_id[one.id].name}）", do)
            continue
        by_id[one.id] = one
        _tell_unsaid(item, told)
        _claim(one.id, {one.name: item.at("name")} | dict.fromkeys(one.aliases, item.at("aliases")), words, told)
    for alias in aliases:
        target = alias.value.indicator
        places = {word: alias.at("words", at) for at, word in enumerate(alias.value.words)}
        if known.check(target, alias.at("indicator"), told) and target in by_id:
            new = _claim(target, places, words, told)
            by_id[target] = replace(by_id[target], aliases=(*by_id[target].aliases, *new))
    return list(by_id.values())


def _tell_unsaid(item: Item[IndicatorDeclared], told: Told) -> None:
    """What may be left out and then is taken for granted, or leaves readers without an answer."""
    one = item.value
    if one.aggregation is None:
        how = {"sum": "可以相加", "none": "不能相加"}.get(one.indicator.aggregation, "")
        what = f"{one.id} 没有写 aggregation，当作各单位的数{how}（{one.indicator.aggregation}）"
        told.note("aggregation-unsaid", item.at("id"), what, '请写明：aggregation = "sum"、"mean" 或 "none"')
    if not one.definition.strip():
        told.note("no-definition", item.at("id"), f"{one.id} 没有写 definition", "请写一句算的是什么、不算什么")


def _claim(id: str, places: dict[str, str], words: dict[str, str], told: Told) -> list[str]:
    """The words that are now this indicator's; one that names another is refused."""
    claimed = []
    for word, where in places.items():
        holder = words.setdefault(plain(word), id)
        if holder != id:
            what = f"“{word}”已经是 {holder} 的叫法，不能又指 {id}"
            told.refuse("word-of-two", where, what, "一个叫法只能指一个指标，请去掉一处")
        else:
            claimed.append(word)
    return claimed
