"""Do the parts add up to the whole? By indicator, with the sentences that say so, and who could still cover the gap."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext_lazy

from duban.amounts import about, decimal
from duban.ledger.types import WHOLE, OrgUnit, Pledge
from duban.standing.city import places
from duban.standing.coverage import AddingUp, Coverage, Part, Ratchet, add_up
from duban.standing.reasons import target_words
from duban.web.access.actor import Actor
from duban.web.books.lookup import books_seen
from duban.web.books.models import Book
from duban.web.books.words import FIRMNESS
from duban.web.declared.pack import indicator_name
from duban.web.log.remembered import kept
from duban.web.standings.city import bound
from duban.web.standings.models import PledgeVerdict

ASSESSED = gettext_lazy("考核值")
GIVEN = {
    "growth only": gettext_lazy("只写了增速"),
    "no figure": gettext_lazy("没有这一项的数"),
    "no book": gettext_lazy("没有签发的任务书"),
}


@dataclass(frozen=True, slots=True)
class Said:
    """A pledge as a line shows it: its target in words, how firm, what it strives for besides, its light.

    ``document`` is where the assessed figure is from; empty where the book's own figure is judged.
    """

    pledge: Pledge
    words: str
    firmness: str
    verdict: PledgeVerdict | None
    stretch: str = ""
    document: str = ""

    @property
    def firm(self) -> object:
        """How firm in words."""
        return ASSESSED if self.pledge.assessed else FIRMNESS.get(self.firmness, "")

    @property
    def sentence(self) -> str:
        """The words of the book that say it, or else their sentence."""
        return self.pledge.origin.quote or self.pledge.origin.sentence


@dataclass(frozen=True, slots=True)
class Line:
    """A body's part of an indicator; ``why`` says why it has no figure."""

    part: Part
    said: Said | None
    floor: str
    highest: str
    why: object


@dataclass(frozen=True, slots=True)
class Covered:
    """An indicator: the whole against its parts, amounts in words. ``each`` is what the silent would take on alike.

    ``more`` is by how many per cent all who gave a figure would have to go beyond it to close the gap.
    """

    coverage: Coverage
    name: str
    scope: str
    wholes: tuple[Said, ...]
    lines: tuple[Line, ...]
    whole: str
    whole_floor: str
    floor: str
    highest: str
    share: str
    floor_gap: str
    floor_over: str
    gap: str
    over: str
    each: str
    more: str

    @property
    def silent(self) -> list[Line]:
        """Those who gave no figure to add, and could."""
        return [one for one in self.lines if one.why]


@dataclass(frozen=True, slots=True)
class RaisedLine:
    """How far a body went above the whole, or below it; ``by`` is empty where it is the same."""

    org_unit: OrgUnit
    said: Said
    by: str
    above: bool


@dataclass(frozen=True, slots=True)
class Raised:
    """A growth of the whole, and what each body made of it."""

    name: str
    whole: Said
    lines: tuple[RaisedLine, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """All that the page shows."""

    year: int
    covered: tuple[Covered, ...]
    raised: tuple[Raised, ...]
    unshared: tuple[tuple[str, Said], ...]
    empty_books: tuple[tuple[str, str], ...]
    told: AddingUp


def gather(who: Actor) -> Found:
    """What adds up and what does not, of the books of the year that somebody may look at; a signed one only binds."""
    signed = [one for one in books_seen(who) if one.state == "signed"]
    years = {one.year for one in signed} or {who.day.year}
    year = who.day.year if who.day.year in years else max(years)
    books = [one for one in signed if one.year == year]
    told = _added(books)
    lights = PledgeVerdict.objects.only("pledge", "rule", "light", "shape", "word", "colour", "stretch")
    verdicts = {one.pledge: one for one in lights}
    return Found(
        year,
        tuple(_covered(one, verdicts) for one in told.coverages),
        tuple(_raised(one, verdicts) for one in told.ratchets),
        tuple((indicator_name(one.indicator), _said(one.wholes[0], verdicts)) for one in told.unshared),
        tuple((one.key, one.title) for one in books if one.title in told.books_without_number),
        told,
    )


def _added(books: Sequence[Book]) -> AddingUp:
    """The engine's answer, kept until something is written: the same for all who may see the same books."""
    return kept(("adding up", *(one.pk for one in books)), lambda: (_answer(books), None))


def _answer(books: Sequence[Book]) -> AddingUp:
    city = bound(books)
    return add_up(
        [one for one in city.pledges if one.status != "dropped"],
        city.org_units,
        city.indicators,
        parts=places(city),
        bound=[one.org_unit for one in books],
        books={one.key: one.title for one in books},
    )


def _covered(one: Coverage, verdicts: Mapping[str, PledgeVerdict]) -> Covered:
    lines = tuple(_line(part, one, verdicts) for part in one.parts)
    silent, gap = sum(bool(line.why) for line in lines), one.gap if one.gap is not None and one.gap > 0 else None
    return Covered(
        one,
        indicator_name(one.indicator),
        "" if one.scope == WHOLE else one.scope,
        tuple(_said(pledge, verdicts) for pledge in one.wholes),
        lines,
        whole=_about(one.whole_highest, one),
        whole_floor=_about(one.whole_floor, one),
        floor=_about(one.floor, one),
        highest=_about(one.highest, one),
        share=decimal(100 * one.highest / one.whole_highest, 1) if one.whole_highest else "",
        floor_gap=_above(one.floor_gap, one),
        floor_over=_above(None if one.floor_gap is None else -one.floor_gap, one),
        gap=_about(gap, one),
        over=_above(None if one.gap is None else -one.gap, one),
        each=_about(gap / silent, one) if gap and silent else "",
        more=decimal(100 * gap / one.highest, 1) if gap and one.highest else "",
    )


def _about(value: Fraction | None, one: Coverage) -> str:
    return "" if value is None else about(value, one.unit)


def _above(value: Fraction | None, one: Coverage) -> str:
    """An amount where there is one; empty for nothing and for less."""
    return _about(value, one) if value is not None and value > 0 else ""


def _line(part: Part, one: Coverage, verdicts: Mapping[str, PledgeVerdict]) -> Line:
    said = _said(part.pledge, verdicts) if part.pledge else None
    return Line(part, said, _about(part.floor, one), _about(part.highest, one), GIVEN.get(part.given, ""))


def _said(one: Pledge, verdicts: Mapping[str, PledgeVerdict]) -> Said:
    tier, further = one.judged, one.stretch
    more = further if further and tier and further.value != tier.value else None
    return Said(
        one,
        target_words(one, tier) if tier else "",
        tier.firmness if tier else "",
        verdicts.get(one.id),
        target_words(one, more) if more else "",
        one.assessed.document if one.assessed else "",
    )


def _raised(one: Ratchet, verdicts: Mapping[str, PledgeVerdict]) -> Raised:
    lines = tuple(
        RaisedLine(
            each.org_unit, _said(each.pledge, verdicts), decimal(abs(each.by), 2) if each.by else "", each.by > 0
        )
        for each in one.raises
    )
    return Raised(indicator_name(one.indicator), _said(one.whole, verdicts), lines)
