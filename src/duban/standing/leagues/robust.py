"""The order under every formula of the catalog: whether a place depends on how the points are reckoned."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from duban.errors import InputError
from duban.pack.pack import Pack
from duban.pack.schema.scores import ScoreFormula
from duban.standing.judge import Terms
from duban.standing.leagues.league import Place, Standings
from duban.standing.leagues.standings import Ground, standings
from duban.standing.leagues.what_if import reformulated


@dataclass(frozen=True, slots=True)
class Order:
    """A group's places under one formula on all lines; ``distance``: pairs of bodies that stand the other way round.

    ``pairs`` are those that are ranked in both orders and level in neither; Kendall's distance is the share.
    """

    formula: ScoreFormula | None
    places: tuple[Place, ...]
    distance: int = 0
    pairs: int = 0

    @property
    def leaders(self) -> tuple[str, ...]:
        """The ids of those in the first place."""
        return tuple(one.org_unit.id for one in self.places if one.rank == 1)


@dataclass(frozen=True, slots=True)
class Robustness:
    """A group: the order in force, the others, and the formulas that could not be used, with why."""

    group: str
    own: Order
    others: tuple[Order, ...]
    unusable: tuple[tuple[ScoreFormula, str], ...]

    @property
    def sole_leaders(self) -> dict[str, ScoreFormula]:
        """Bodies that lead under one formula only, and are not first under the rulebook itself."""
        first: dict[str, list[ScoreFormula]] = {}
        for order in self.others:
            for body in order.leaders:
                if order.formula:
                    first.setdefault(body, []).append(order.formula)
        return {body: by[0] for body, by in first.items() if len(by) == 1 and body not in self.own.leaders}


def robust(pack: Pack, told: Standings, terms: Terms | None = None, on: Ground | None = None) -> tuple[Robustness, ...]:
    """Each group of some standings under every formula of a line that needs no parameters of its own."""
    on = on or Ground(pack, told.as_of, told.known_at)
    tried, unusable = list[tuple[ScoreFormula, Standings]](), list[tuple[ScoreFormula, str]]()
    for formula in (one for one in pack.scores if one.of == "line"):
        try:
            book = reformulated(told.book, {"": formula})
        except InputError as error:
            unusable.append((formula, error.what))
            continue
        tried.append((formula, standings(pack, told.as_of, book, terms, known_at=told.known_at, on=on)))
    return tuple(_group(told, league.group, tried, unusable) for league in told.leagues)


def _group(
    told: Standings,
    group: str,
    tried: Sequence[tuple[ScoreFormula, Standings]],
    unusable: Sequence[tuple[ScoreFormula, str]],
) -> Robustness:
    own = _places(told, group)
    tables = [(formula, _places(one, group)) for formula, one in tried]
    others = [Order(formula, among, *_kendall(own, among)) for formula, among in tables]
    return Robustness(group, Order(None, own), tuple(others), tuple(unusable))


def _places(told: Standings, group: str) -> tuple[Place, ...]:
    return next(league.ranked for league in told.leagues if league.group == group)


def _kendall(one: Sequence[Place], other: Sequence[Place]) -> tuple[int, int]:
    signs = [mine * theirs for mine, theirs in _signs(one, other) if mine and theirs]
    return sum(1 for sign in signs if sign < 0), len(signs)


def _signs(one: Sequence[Place], other: Sequence[Place]) -> Iterator[tuple[int, int]]:
    first = {place.org_unit.id: place.rank or 0 for place in one}
    second = {place.org_unit.id: place.rank or 0 for place in other}
    for left, right in combinations(sorted(first.keys() & second.keys()), 2):
        yield first[left] - first[right], second[left] - second[right]
