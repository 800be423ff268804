"""Figures that do not count in judging, because a check that the city lets bar them says so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import pyarrow as pa

from duban.errors import Finding
from duban.ledger.types import Fact
from duban.pack.pack import Pack
from duban.standing.checks.findings import CheckFinding, look
from duban.standing.checks.tables import around
from duban.standing.tables import fact_table


@dataclass(frozen=True)
class Counting:
    """The facts that count, those that do not, and why: by key, and as findings."""

    facts: tuple[Fact, ...]
    left_out: tuple[Fact, ...]
    why: Mapping[str, CheckFinding]
    findings: tuple[Finding, ...]

    @cached_property
    def table(self) -> pa.Table:
        """The facts that count as the engine's table, made once for all that is asked of them."""
        return fact_table(self.facts)


def counting(pack: Pack, as_of: date, known_at: int | None = None) -> Counting:
    """A city's facts without those that its checks bar; what a barred correction replaced does not come back."""
    bars = [one for one in pack.checks if one.bars]
    if not bars or not pack.facts:
        return Counting(pack.facts, (), {}, ())
    why = look(pack.facts, around(pack), bars, as_of, known_at=known_at).barred
    if not why:
        return Counting(pack.facts, (), {}, ())
    gone = _with_replaced(why, {one.key: one.replaces for one in pack.facts})
    left_out = tuple(one for one in pack.facts if one.key in why)
    told = tuple(_told(one, why[one.key]) for one in left_out)
    return Counting(tuple(one for one in pack.facts if one.key not in gone), left_out, why, told)


def words(facts: Sequence[Fact], why: Mapping[str, CheckFinding]) -> str:
    """``2023年1—8月的数不作数（累计数下降）``, of a pledge's barred figures."""
    told = dict.fromkeys(f"{one.period.words}报的数不作数（{why[one.key].name}）" for one in facts)
    return "；".join(told)


def _with_replaced(keys: Iterable[str], replaces: Mapping[str, str]) -> set[str]:
    gone: set[str] = set()
    for key in keys:
        while key and key not in gone:
            gone.add(key)
            key = replaces.get(key, "")
    return gone


def _told(fact: Fact, why: CheckFinding) -> Finding:
    what = f"{why.who}“{why.what}”{why.reason}：不作数（{why.name}）"
    return Finding("barred", why.where or fact.key, what, why.suggestion, fatal=True)
