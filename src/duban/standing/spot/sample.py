"""The sample: which figures are looked up, the same for ever for the same seed and the same figures.

Every figure gets the SHA-256 of ``seed``, a line feed and its key, in UTF-8; the figures are put in the order of these,
and the first are drawn: all together, or so many of each body or indicator. So neither the order of rows nor the
machine plays a part, and anybody can draw the sample again. A figure that comes later may push one out: to draw again,
the same ``as_of`` and ``known_at`` are asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from hashlib import sha256
from typing import Literal

from duban.ledger.types import Fact
from duban.pack.pack import Pack
from duban.periods import Month

Group = Literal["none", "body", "indicator"]


@dataclass(frozen=True, slots=True)
class Draw:
    """What is asked: a seed, and a share of the figures or a number, of all or of each group. One of the two is set."""

    seed: str
    share: Fraction | None = None
    number: int | None = None
    group: Group = "none"

    def of(self, count: int) -> int:
        """How many of so many are drawn; of a share at least one, parts of one are one more."""
        if self.share is not None:
            return min(count, -(-count * self.share.numerator // self.share.denominator))
        return min(count, self.number or 0)

    def stratum(self, fact: Fact) -> str:
        """The group that a figure is drawn in."""
        return {"none": "", "body": fact.org_unit, "indicator": fact.indicator or fact.subject}[self.group]


@dataclass(frozen=True, slots=True)
class Sample:
    """What was drawn, by key, from which figures (``frame``)."""

    draw: Draw
    drawn: tuple[Fact, ...]
    frame: tuple[Fact, ...]

    def strata(self) -> Mapping[str, tuple[Fact, ...]]:
        """The figures that were drawn from, by group."""
        return _by_stratum(self.frame, self.draw)


def sample(facts: Iterable[Fact], draw: Draw, as_of: date, known_at: int | None = None) -> Sample:
    """Draw from the figures that stood on a date: quantities and ranks, corrections instead of what they correct."""
    frame = tuple(sorted(_standing(facts, as_of, known_at), key=lambda one: one.key))
    drawn: list[Fact] = []
    for members in _by_stratum(frame, draw).values():
        drawn += sorted(members, key=lambda one: place(draw.seed, one.key))[: draw.of(len(members))]
    return Sample(draw, tuple(sorted(drawn, key=lambda one: one.key)), frame)


def of_city(pack: Pack, as_of: date) -> tuple[Fact, ...]:
    """What a city's spot check draws from: the figures of the year of a date, of the city and the bodies below it."""
    above = {one.id: spell.value for one in pack.org_units for spell in one.parents if spell.holds(as_of)}
    inside = {one.id for one in pack.org_units if pack.whole in _upwards(one.id, above)}
    return tuple(one for one in pack.facts if one.org_unit in inside and one.period.end.year == as_of.year)


def place(seed: str, key: str) -> str:
    """Where a figure stands in the order of a seed."""
    return sha256(f"{seed}\n{key}".encode("utf-8", "surrogatepass")).hexdigest()


def _upwards(body: str, above: Mapping[str, str]) -> set[str]:
    """A body and those above it."""
    seen: set[str] = set()
    while body and body not in seen:
        seen.add(body)
        body = above.get(body, "")
    return seen


def _standing(facts: Iterable[Fact], as_of: date, known_at: int | None) -> list[Fact]:
    known = [one for one in facts if known_at is None or one.known <= known_at]
    gone = {one.replaces for one in known if one.replaces}
    until = Month.of(as_of)
    return [one for one in known if one.value is not None and one.key not in gone and one.period.end <= until]


def _by_stratum(facts: Sequence[Fact], draw: Draw) -> dict[str, tuple[Fact, ...]]:
    found: dict[str, list[Fact]] = {}
    for one in facts:
        found.setdefault(draw.stratum(one), []).append(one)
    return {name: tuple(members) for name, members in sorted(found.items())}
