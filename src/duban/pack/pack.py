"""A city's system, whole and frozen: what the engines read. They never see TOML."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from duban.errors import Finding
from duban.ledger.types import Fact, Indicator, OrgUnit, Pledge
from duban.pack.schema.books import TaskBook
from duban.pack.schema.checks import Check, SpotCheck
from duban.pack.schema.lights import LightRule
from duban.pack.schema.links import Choice
from duban.pack.schema.posts import Portfolio, Post
from duban.pack.schema.providers import Provider
from duban.pack.schema.rulebooks import Adjustment, Rulebook
from duban.pack.schema.scores import ScoreFormula
from duban.pack.schema.settings import Calendar, Retention, Rules
from duban.pack.schema.steps import STEPS, Step
from duban.pack.words import plain


@dataclass(frozen=True)
class Pack:
    """A city's plan year: bodies and posts in official order, what is measured, pledged, reported, and how it is lit.

    ``whole`` is the id of the city itself. ``indicators`` are the catalog's with the city's words among their aliases,
    then the city's own; ``light_rules`` and ``scores`` the catalog's, then its own. ``checks`` are the checks on
    figures as the city wants them. ``findings`` are worth a look and stop nothing.
    """

    id: str
    name: str
    year: int
    whole: str
    org_units: tuple[OrgUnit, ...]
    indicators: tuple[Indicator, ...]
    light_rules: tuple[LightRule, ...]
    name_en: str = ""
    posts: tuple[Post, ...] = ()
    portfolios: tuple[Portfolio, ...] = ()
    providers: tuple[Provider, ...] = ()
    books: tuple[TaskBook, ...] = ()
    pledges: tuple[Pledge, ...] = ()
    facts: tuple[Fact, ...] = ()
    rules: Rules = field(default_factory=Rules)
    calendar: Calendar = field(default_factory=Calendar)
    retention: Retention = field(default_factory=Retention)
    links: tuple[Choice, ...] = ()
    scores: tuple[ScoreFormula, ...] = ()
    rulebooks: tuple[Rulebook, ...] = ()
    adjustments: tuple[Adjustment, ...] = ()
    checks: tuple[Check, ...] = ()
    spot_check: SpotCheck = field(default_factory=SpotCheck)
    steps: tuple[Step, ...] = STEPS
    findings: tuple[Finding, ...] = ()

    def org_unit(self, said: str, day: date | None = None) -> OrgUnit | None:
        """The body of an id, or of a name that it has on ``day`` (by default the plan year's last).

        Without a day, a name that nobody has then may be one that somebody had, or will have. None where there is no
        such body, or more than one.
        """
        if by_id := self._bodies.get(said):
            return by_id
        found = {one.id for one in self.org_units if plain(said) in _names_on(one, day or date(self.year, 12, 31))}
        if not found and day is None:
            found = {one.id for one in self.org_units if plain(said) in _names_ever(one)}
        return self._bodies[found.pop()] if len(found) == 1 else None

    def indicator(self, said: str) -> Indicator | None:
        """The indicator of an id, a name or an alias, whatever its quotes and spaces; None where there is none."""
        return self._measured.get(said) or self._measured.get(self._spoken.get(plain(said), ""))

    def light_rule(self, id: str = "") -> LightRule | None:
        """The light rule of an id; without one, the city's."""
        return next((rule for rule in self.light_rules if rule.id == (id or self.rules.light)), None)

    def provider(self, indicator: str, scope: str, day: date) -> Provider | None:
        """Who hands in an indicator's figures of a scope on a day; None where nobody is named."""
        for one in self._handed_in.get((indicator, scope), ()):
            if (one.start is None or one.start <= day) and (one.end is None or day <= one.end):
                return one
        return None

    @property
    def choices(self) -> Mapping[tuple[str, str], tuple[str, str]]:
        """What people chose, as linking asks for it: (subject, org unit or "") → (indicator, scope)."""
        return {(one.subject, one.org_unit): (one.indicator, one.scope) for one in self.links}

    @cached_property
    def _bodies(self) -> Mapping[str, OrgUnit]:
        return {one.id: one for one in self.org_units}

    @cached_property
    def _handed_in(self) -> Mapping[tuple[str, str], list[Provider]]:
        found: dict[tuple[str, str], list[Provider]] = {}
        for one in self.providers:
            found.setdefault((one.indicator, one.scope), []).append(one)
        return found

    @cached_property
    def _measured(self) -> Mapping[str, Indicator]:
        return {one.id: one for one in self.indicators}

    @cached_property
    def _spoken(self) -> Mapping[str, str]:
        return {plain(word): one.id for one in self.indicators for word in (one.name, *one.aliases)}


def _names_ever(one: OrgUnit) -> set[str]:
    return {plain(word) for word in (one.name, *one.aliases, *(spell.value for spell in one.names))}


def _names_on(one: OrgUnit, day: date) -> set[str]:
    return {plain(word) for word in _held(one, day)}


def _held(one: OrgUnit, day: date) -> Iterator[str]:
    """Its names on a day; one that has its times counts in them only."""
    timed = {spell.value for spell in one.names}
    yield from (word for word in (one.name, *one.aliases) if word not in timed)
    yield from (spell.value for spell in one.names if spell.holds(day))
