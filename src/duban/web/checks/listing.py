"""Spot checks as their pages show them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from duban.amounts import decimal
from duban.standing.spot.sheet import shown_unit
from duban.web.access.actor import Actor
from duban.web.access.policy import Target, may
from duban.web.checks.models import CheckItem, SpotCheck
from duban.web.declared.pack import declarations
from duban.web.facts.cells import Measure, shown
from duban.web.facts.convert import as_fact
from duban.web.facts.models import Fact
from duban.web.facts.seen import seen_by
from duban.web.files.out import Named, named
from duban.web.files.store import place_of
from duban.web.files.texts import PURGED, texts


@dataclass(frozen=True, slots=True)
class Counts:
    """How far a check is: how many figures, answered, concluded, and of these how many held."""

    total: int
    answered: int
    concluded: int
    held: int

    @property
    def done(self) -> bool:
        """Whether all is concluded."""
        return self.concluded == self.total

    @property
    def share(self) -> str:
        """The share that held, of what is concluded, in per cent; empty where nothing is."""
        return decimal(Fraction(self.held * 100, self.concluded), 1) if self.concluded else ""


@dataclass(frozen=True, slots=True)
class Kept:
    """A file of an answer; ``purged``: its bytes are gone."""

    sha256: str
    name: str
    size: int
    purged: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A figure of a check: as it was reported, what was answered, what was concluded."""

    item: CheckItem
    fact: Fact
    name: str
    measure: Measure
    reported: str
    verified: str
    words: str
    purged: bool
    files: tuple[Kept, ...]
    may_answer: bool
    now: str

    @property
    def changed(self) -> bool:
        """Whether the figure is another one by now."""
        return self.now != self.reported


def seen(actor: Actor, items: Iterable[CheckItem]) -> list[CheckItem]:
    """The figures of a check that somebody sees: all, or those that his bodies are asked about."""
    return [one for one in items if may(actor, "checks.see", Target(org_unit=one.asked))]


def counts_of(items: Iterable[CheckItem]) -> Counts:
    """How far these are."""
    rows = list(items)
    said = Counter(one.conclusion for one in rows)
    concluded = len(rows) - said[""]
    return Counts(len(rows), sum(one.answered or bool(one.conclusion) for one in rows), concluded, said["held"])


def listed(actor: Actor) -> list[tuple[SpotCheck, Counts]]:
    """The checks that somebody sees anything of, the newest first; two queries."""
    by_check: dict[str, list[CheckItem]] = {}
    for one in seen(actor, CheckItem.objects.current()):
        by_check.setdefault(one.check_key, []).append(one)
    checks = SpotCheck.objects.current().filter(key__in=by_check).order_by("-entry", "-id")
    return [(one, counts_of(by_check[one.key])) for one in checks]


def groups(items: Iterable[CheckItem]) -> dict[str, Counts]:
    """The same by group."""
    found: dict[str, list[CheckItem]] = {}
    for one in items:
        found.setdefault(one.stratum, []).append(one)
    return {name: counts_of(rows) for name, rows in found.items()}


def lines(actor: Actor, items: Sequence[CheckItem]) -> list[Line]:
    """The rows of a check's page, in a fixed number of queries."""
    drawn: Mapping[int, Fact] = Fact.objects.in_bulk([one.version for one in items])
    now = {one.key: one for one in seen_by(actor).filter(key__in=[one.fact for one in items])}
    said = texts(one.words for one in items)
    gone = {number for number, text in said.items() if text == str(PURGED)}
    kept = named(key for one in items for key in one.files)
    pack = declarations()
    names = {one.id: one.name for one in pack.indicators}
    found = []
    for one in items:
        fact = drawn[one.version]
        measure = Measure(shown_unit(as_fact(fact), pack), fact.unit)
        found.append(
            Line(
                item=one,
                fact=fact,
                name=names.get(fact.indicator, fact.subject),
                measure=measure,
                reported=shown(fact.value, measure),
                verified=shown(one.value, measure),
                words=said.get(one.words or 0, ""),
                purged=one.words in gone,
                files=tuple(_kept(kept[key]) for key in one.files if key in kept),
                may_answer=not one.conclusion and may(actor, "checks.answer", Target(org_unit=one.asked)),
                now=shown(now[one.fact].value, measure) if one.fact in now else "",
            )
        )
    return found


def _kept(one: Named) -> Kept:
    return Kept(one.sha256, one.name, one.size, not place_of(one.sha256).is_file())


def is_late(check: SpotCheck, item: CheckItem, day: date) -> bool:
    """Whether an answer is overdue."""
    return not item.answered and not item.conclusion and day > check.due
