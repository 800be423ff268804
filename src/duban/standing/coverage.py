"""Do the parts add up to the whole? Per indicator, what the bodies pledge against what the whole pledges.

Three things are kept apart: the *floor* (what was pledged without 力争, or is assessed), *as far as pledged* (each
body's highest, 力争 included), and what cannot be added: growth, rates, ranks. A floor is held against the floor, the
highest against the highest. Of what cannot be added the question is another one: how far has each level raised the
target of the one above (层层加码)?
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from duban.amounts import about
from duban.ledger.types import WHOLE, Indicator, OrgUnit, Pledge

# What a body gives for an indicator that can be added up.
Given = Literal["figure", "growth only", "no figure", "no book"]


@dataclass(frozen=True, slots=True)
class Part:
    """One body's line: its firm and its highest figure in the base unit, or why there is none.

    ``floor`` is None where the body only strives for a figure.
    """

    org_unit: OrgUnit
    given: Given
    floor: Fraction | None = None
    highest: Fraction | None = None
    pledge: Pledge | None = None


@dataclass(frozen=True, slots=True)
class Coverage:
    """One indicator: the whole's figures of the widest scope that it names, against the sum of its parts.

    ``doubts`` are things to look at before the sum is believed: the same thing pledged in two books of the whole, for
    all of it or for a narrower scope; bodies that lie within one another; units or scopes that do not match.
    """

    indicator: Indicator
    scope: str
    unit: str
    wholes: tuple[Pledge, ...]
    parts: tuple[Part, ...]
    doubts: tuple[str, ...] = ()

    @property
    def floor(self) -> Fraction:
        """The sum of the bodies' firm figures."""
        return sum((part.floor for part in self.parts if part.floor is not None), Fraction(0))

    @property
    def highest(self) -> Fraction:
        """The sum of the bodies' highest figures, 力争 included."""
        return sum((part.highest for part in self.parts if part.highest is not None), Fraction(0))

    @property
    def whole_floor(self) -> Fraction | None:
        """The whole's firm figure, the largest where several of its books name one; None where it only strives."""
        return max((floor for one in self.wholes if (floor := _floor(one)) is not None), default=None)

    @property
    def whole_highest(self) -> Fraction | None:
        """The whole's highest figure."""
        return max((most for one in self.wholes if (most := _highest(one)) is not None), default=None)

    @property
    def floor_gap(self) -> Fraction | None:
        """What the firm pledges of the bodies are short of the whole's firm one; negative where they are more."""
        return None if self.whole_floor is None else self.whole_floor - self.floor

    @property
    def gap(self) -> Fraction | None:
        """What the highest pledges of the bodies are short of the whole's highest; negative where they are more."""
        return None if self.whole_highest is None else self.whole_highest - self.highest

    @property
    def shared(self) -> bool:
        """Whether any part pledges it, be it only its growth."""
        return any(part.given in {"figure", "growth only"} for part in self.parts)

    def without(self, *given: Given) -> tuple[OrgUnit, ...]:
        """The bodies that give no figure, by why."""
        return tuple(part.org_unit for part in self.parts if part.given in given)


@dataclass(frozen=True, slots=True)
class Raise:
    """One body's target beside that of the whole, for what cannot be added (growth): how far it was raised."""

    org_unit: OrgUnit
    pledge: Pledge
    by: Fraction


@dataclass(frozen=True, slots=True)
class Ratchet:
    """One indicator's growth or rate from level to level: what the whole pledges, what each body does."""

    indicator: Indicator
    scope: str
    basis: str
    whole: Pledge
    raises: tuple[Raise, ...]


@dataclass(frozen=True, slots=True)
class Headless:
    """One indicator that parts pledge a figure of and the whole does not: there is nothing to hold the sum against."""

    indicator: Indicator
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class AddingUp:
    """The answer: what adds up and what does not, who pledges without a number, what no book covers.

    ``unshared`` is what the whole pledges and no part says anything of: the whole's own departments do it, or nobody.
    ``headless`` is what parts pledge a figure of and the whole does not.
    """

    coverages: tuple[Coverage, ...]
    ratchets: tuple[Ratchet, ...]
    without_number: tuple[OrgUnit, ...]
    without_book: tuple[OrgUnit, ...]
    books_without_number: tuple[str, ...] = ()
    unshared: tuple[Coverage, ...] = ()
    headless: tuple[Headless, ...] = ()


def add_up(
    pledges: Sequence[Pledge],
    org_units: Sequence[OrgUnit],
    indicators: Iterable[Indicator],
    *,
    parts: Sequence[OrgUnit],
    bound: Iterable[str],
    books: Mapping[str, str] | None = None,
) -> AddingUp:
    """Hold the parts' pledges against the whole's.

    ``parts`` are the bodies whose territories make up the whole (镇街道, 开发区), in official order; ``bound`` the ids
    of all that have a book; ``books`` the books' ids and titles, so that one without any number can be named.
    """
    by_id, titles = {one.id: one for one in org_units}, books or {}
    known = {one.id: one for one in indicators}
    wholes = [one for one in pledges if (unit := by_id.get(one.org_unit)) and unit.whole and one.indicator in known]
    has_book = {*bound, *(one.org_unit for one in pledges)}  # several may have one book together: 各镇责任书
    coverages, ratchets = [], []
    for indicator in dict.fromkeys(one.indicator for one in wholes):
        mine = [one for one in wholes if one.indicator == indicator]
        theirs = [one for one in pledges if one.indicator == indicator]
        levels = [one for one in mine if _adds(one, known[indicator])]
        if levels:
            lines = tuple(_part(unit, known[indicator], theirs, unit.id in has_book, _widest(levels)) for unit in parts)
            coverages.append(_coverage(known[indicator], levels, lines, titles))
        growths = [one for one in mine if one.kind == "quantity" and not _adds(one, known[indicator])]
        ratchets += [found for one in growths if (found := _ratchet(known[indicator], one, theirs, parts)).raises]
    with_number = {one.org_unit for one in pledges if _judged(one) is not None}
    numbered = {one.origin.book for one in pledges if _judged(one) is not None}
    return AddingUp(
        tuple(one for one in coverages if one.shared),
        tuple(ratchets),
        tuple(one for one in parts if one.id in has_book and one.id not in with_number),
        tuple(one for one in parts if one.id not in has_book),
        tuple(title for book, title in titles.items() if not {book, title} & numbered),
        tuple(one for one in coverages if not one.shared),
        tuple(_headless(pledges, known, {one.indicator.id for one in coverages}, parts)),
    )


def _headless(
    pledges: Sequence[Pledge], known: Mapping[str, Indicator], held: set[str], parts: Sequence[OrgUnit]
) -> Iterator[Headless]:
    """What the whole gives no figure of that could be added up to, in the order in which the parts pledge it."""
    ids = {one.id for one in parts}
    theirs = [one for one in pledges if one.org_unit in ids and one.indicator in known and one.indicator not in held]
    for id in dict.fromkeys(one.indicator for one in theirs if _adds(one, known[one.indicator])):
        own = [one for one in theirs if one.indicator == id]
        lines = (_part(unit, known[id], own, has_book=True, scope=WHOLE) for unit in parts)
        if given := tuple(line for line in lines if line.given == "figure"):
            yield Headless(known[id], given)


def _adds(one: Pledge, indicator: Indicator) -> bool:
    return one.kind == "quantity" and one.basis == "level" and indicator.aggregation == "sum"


def _judged(one: Pledge) -> Fraction | None:
    return one.judged.value if one.judged and one.kind != "trend" else None


def _floor(one: Pledge) -> Fraction | None:
    """What is bound to be there: 力争 alone is no floor, an assessed figure is one."""
    return None if one.judged and one.judged.firmness == "strive" and not one.assessed else _judged(one)


def _highest(one: Pledge) -> Fraction | None:
    tiers = (*one.tiers, *([one.assessed] if one.assessed else ()))
    return max((value for tier in tiers for value in (tier.value, tier.upper) if value is not None), default=None)


def _widest(levels: Sequence[Pledge]) -> str:
    """The scope that the parts are held against: all of the territory where a pledge of the whole is for it."""
    scopes = [one.scope for one in levels]
    return WHOLE if WHOLE in scopes else scopes[0]


def _coverage(
    indicator: Indicator, levels: Sequence[Pledge], lines: tuple[Part, ...], titles: Mapping[str, str]
) -> Coverage:
    scope = _widest(levels)
    wholes = tuple(one for one in levels if one.scope == scope)
    beside = [one for one in levels if one.scope != scope]
    doubts = (*_twice(wholes, beside, titles), *_doubts(wholes, lines, scope))
    return Coverage(indicator, scope, wholes[0].unit, wholes, lines, doubts)


def _part(unit: OrgUnit, indicator: Indicator, theirs: Sequence[Pledge], has_book: bool, scope: str) -> Part:
    own = sorted((one for one in theirs if one.org_unit == unit.id), key=lambda one: one.scope != scope)
    figures = [one for one in own if _adds(one, indicator) and _judged(one) is not None]
    if figures:
        return Part(unit, "figure", _floor(figures[0]), _highest(figures[0]), figures[0])
    growths = [one for one in own if one.kind == "quantity" and one.basis == "growth"]
    if growths:
        return Part(unit, "growth only", pledge=growths[0])
    return Part(unit, "no figure" if has_book else "no book")


def _twice(wholes: Sequence[Pledge], beside: Sequence[Pledge], titles: Mapping[str, str]) -> Iterable[str]:
    """Where one thing may be counted in two books of the whole."""
    if len(wholes) > 1:
        books = "、".join(dict.fromkeys(_book(one, titles) for one in wholes))
        yield f"全局的数在几本任务书里都有（{books}），同一件事可能算了两次"
    for one in beside:
        figure = _highest(one)
        said = f"{about(figure, one.unit)}" if figure is not None else "这一项"
        yield f"{_book(one, titles)}里还有{said}，口径是“{one.scope}”：可能就是这里的一部分，不能再加一遍"


def _book(one: Pledge, titles: Mapping[str, str]) -> str:
    return titles.get(one.origin.book, one.origin.book) or one.id


def _doubts(wholes: Sequence[Pledge], lines: Sequence[Part], scope: str) -> Iterable[str]:
    figures = [part for part in lines if part.pledge and part.given == "figure"]
    inside = {part.org_unit.id: part for part in figures}
    for part in figures:
        assert part.pledge
        for parent in part.org_unit.parents:
            if parent.value in inside:
                yield f"{part.org_unit.name}在{inside[parent.value].org_unit.name}之内，两家都报了数，可能算了两次"
        if part.pledge.scope != scope:
            yield f"{part.org_unit.name}的口径是“{part.pledge.scope}”，全局的是“{scope}”"
        if part.pledge.unit != wholes[0].unit:
            yield f"{part.org_unit.name}的单位是{part.pledge.unit}，全局的是{wholes[0].unit}"


def _ratchet(indicator: Indicator, whole: Pledge, theirs: Sequence[Pledge], parts: Sequence[OrgUnit]) -> Ratchet:
    above = _judged(whole)
    raises = []
    for unit in parts:
        for one in theirs:
            below = _judged(one)
            if one.org_unit == unit.id and one.basis == whole.basis and one.kind == whole.kind:
                if above is not None and below is not None:
                    raises.append(Raise(unit, one, below - above))
                break
    return Ratchet(indicator, whole.scope, whole.basis, whole, tuple(raises))
