"""Places among peers: 1224, ties share a place and the next is skipped; lower first where lower is better."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from duban.ledger.types import Polarity
from duban.standing.peers.types import Gap


def places(values: Mapping[str, Fraction], polarity: Polarity) -> dict[str, int]:
    """Body → place. An indicator that is better neither way is ranked from the highest down."""
    ordered = sorted(values.values(), reverse=polarity != "lower")
    first: dict[Fraction, int] = {}
    for at, value in enumerate(ordered, 1):
        first.setdefault(value, at)
    return {name: first[value] for name, value in values.items()}


def gaps(own: str, values: Mapping[str, Fraction], polarity: Polarity) -> tuple[Gap | None, Gap | None]:
    """The distance to the next above, and to the next below; None where there is nobody."""
    better = [value for value in values.values() if _is_better(value, values[own], polarity)]
    worse = [value for value in values.values() if _is_better(values[own], value, polarity)]
    lower = polarity == "lower"
    above = (max if lower else min)(better, default=None)
    below = (min if lower else max)(worse, default=None)
    return _gap(own, above, values), _gap(own, below, values)


def _is_better(one: Fraction, other: Fraction, polarity: Polarity) -> bool:
    return one < other if polarity == "lower" else one > other


def _gap(own: str, value: Fraction | None, values: Mapping[str, Fraction]) -> Gap | None:
    if value is None:
        return None
    return Gap(tuple(name for name, one in values.items() if one == value), abs(values[own] - value))
