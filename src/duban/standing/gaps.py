"""Which months are lacking where single months do not add up to a sum to date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from duban.ledger.types import Fact
from duban.linking.match import Link
from duban.periods import Month
from duban.standing.verdict import Verdict


def with_gaps(
    found: Iterable[Verdict], facts: Mapping[str, Fact], links: Mapping[str, Sequence[Link]]
) -> Iterator[Verdict]:
    """The verdicts, those that have no sum to date for want of months with these months."""
    for one in found:
        if one.note == "months-missing" and one.until:
            told = [facts[link.fact] for link in links.get(one.pledge.id, ()) if link.fact in facts]
            yield replace(one, lacking=_lacking(told, one.pledge.year, one.until))
        else:
            yield one


def _lacking(told: Sequence[Fact], year: int, until: Month) -> tuple[Month, ...]:
    replaced = {one.replaces for one in told if one.replaces}
    had = {
        month
        for one in told
        if one.key not in replaced and one.value is not None
        for month in range(one.period.start.number, one.period.end.number + 1)
    }
    months = range(Month(year, 1).number, until.number + 1)
    return tuple(Month(month // 12, month % 12 + 1) for month in months if month not in had)
