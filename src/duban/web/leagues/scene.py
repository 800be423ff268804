"""The figures of a day that rules are tried on: fetched and judged once, kept while nothing was written or released."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from threading import Lock
from typing import Any, Final, TypeVar

from duban.pack.pack import Pack
from duban.pack.schema.rulebooks import Rulebook
from duban.standing.city import terms_of
from duban.standing.judge import Terms
from duban.standing.leagues.league import League, Standings
from duban.standing.leagues.robust import Robustness, robust
from duban.standing.leagues.standings import Ground, standings
from duban.web.clock.today import now
from duban.web.facts.models import Fact
from duban.web.log.reading import head
from duban.web.standings.city import city

Made = TypeVar("Made")
_MOST: Final = 4


@dataclass(eq=False)
class Scene:
    """The city on a day; ``told`` keeps what was reckoned on it."""

    pack: Pack
    as_of: date
    told: dict[tuple[object, ...], Any] = field(default_factory=dict)

    @cached_property
    def ground(self) -> Ground:
        """Its figures, judged once for all rulebooks."""
        return Ground(self.pack, self.as_of)

    @cached_property
    def terms(self) -> Terms:
        """How the city judges."""
        return terms_of(self.pack)

    def standings(self, book: Rulebook, terms: Terms | None = None) -> Standings:
        """All groups under a rulebook, and perhaps another light rule."""
        terms = terms or self.terms
        return self._once(
            ("standings", repr(book), terms.rule.id),
            lambda: standings(self.pack, self.as_of, book, terms, on=self.ground),
        )

    def robust(self, book: Rulebook) -> tuple[Robustness, ...]:
        """All groups under every formula of the catalog; takes as many standings as there are formulas."""
        return self._once(
            ("robust", repr(book)), lambda: robust(self.pack, self.standings(book), self.terms, self.ground)
        )

    def _once(self, key: tuple[object, ...], make: Callable[[], Made]) -> Made:
        if key not in self.told:
            if len(self.told) > 8 * _MOST:
                self.told.clear()
            self.told[key] = make()
        made: Made = self.told[key]
        return made


def league_of(told: Standings, group: str) -> League:
    """The league of a group that the rulebook ranks."""
    return next(one for one in told.leagues if one.group == group)


_kept: dict[tuple[object, ...], Scene] = {}
_lock = Lock()


def scene(as_of: date) -> Scene:
    """The city on a day, by all that is written and released now."""
    key = (as_of, head(), Fact.objects.filter(release__lte=now()).count())
    with _lock:
        found = _kept.get(key)
    if found is None:
        found = Scene(city(), as_of)
        with _lock:
            while len(_kept) >= _MOST:
                _kept.pop(next(iter(_kept)))
            _kept[key] = found
    return found


def forget() -> None:
    """Ask anew: another store stands behind the connection (tests)."""
    _kept.clear()
