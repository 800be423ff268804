"""The heads of a peers' table → indicators, by the linking that everything else uses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from duban.amounts import base_unit
from duban.ledger.types import WHOLE, Indicator, Polarity
from duban.linking.propose import Index, Proposed
from duban.linking.senses import polarity_of
from duban.sheets.findings import Findings
from duban.standing.peers.types import Basis


@dataclass(frozen=True, slots=True)
class Meant:
    """What a head means. ``indicator`` is None where nothing or more than one thing is like it."""

    name: str
    polarity: Polarity
    indicator: Indicator | None = None


def meant(words: Sequence[str], unit: str, basis: Basis, index: Index, where: str, findings: Findings) -> Meant:
    """The first of the words that surely names an indicator; two candidates stay two, and are told."""
    base = base_unit(unit)[0] if unit and basis == "level" else ""
    told = [(word, index.propose(word, unit=base, basis=basis)) for word in words]
    for word, proposed in told:
        if proposed.chosen and (indicator := index.indicator(proposed.chosen.target)):
            scope = proposed.chosen.scope
            name = word if scope not in ("", WHOLE) else indicator.name
            return Meant(name, indicator.polarity, indicator)
    return _unlinked(told, index, where, findings)


def _unlinked(told: Sequence[tuple[str, Proposed]], index: Index, where: str, findings: Findings) -> Meant:
    """A head that is ranked under its own words, the better way round as far as that is known."""
    for word, proposed in ((word, proposed) for word, proposed in told if not proposed.hinted):
        found = [one for each in proposed.proposals if (one := index.indicator(each.target))]
        if found:
            names = "、".join(f"{one.name}（{one.id}）" for one in found)
            what = f"“{word}”可能是{names}，没有替您选，按原来的说法排"
            findings.add("two-indicators", where, what, f"选定：duban link 城市 --subject {word} --choose 编号")
            ways = {one.polarity for one in found}
            return Meant(word, ways.pop() if len(ways) == 1 else _by_words(word))
    word = told[0][0] if told else ""
    way = "低的在前" if _by_words(word) == "lower" else "高的在前"
    what = f"不知道“{word}”是哪个指标，按原来的说法排，{way}"
    findings.add("unknown-indicator", where, what, "有哪些指标：duban pack show catalog indicators")
    return Meant(word, _by_words(word))


def _by_words(word: str) -> Polarity:
    return polarity_of(word, kind="quantity", basis="level", comparator="=")
