"""The indicators and bodies that the words of two documents are held against."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, TypeVar

from duban.amounts import convert
from duban.ledger.types import WHOLE, Fact, Indicator, OrgUnit, Pledge
from duban.linking.bodies import Bodies
from duban.linking.propose import Index
from duban.linking.senses import accumulation_of, is_yearly, polarity_of

if TYPE_CHECKING:
    from duban.pack.pack import Pack

_One = TypeVar("_One", Pledge, Fact)


@dataclass(frozen=True, slots=True)
class Names:
    """Either may be missing; ``city`` is a pack whose own indicators the rows of tables are held against, too."""

    indicators: Index | None = None
    bodies: Bodies | None = None
    org_units: tuple[OrgUnit, ...] = ()
    city: Pack | None = None

    @classmethod
    def of(cls, indicators: Iterable[Indicator], org_units: Sequence[OrgUnit] = ()) -> Names:
        """Built once for many documents."""
        return cls(Index(tuple(indicators)), Bodies(org_units) if org_units else None, tuple(org_units))

    @classmethod
    def of_city(cls, city: Pack) -> Names:
        """What a city calls its bodies and what it measures, and what people there have chosen (``duban link``)."""
        return cls(Index(city.indicators, city.choices), Bodies(city.org_units), city.org_units, city)

    def sensed(self, one: Pledge, unsaid: frozenset[str]) -> Pledge:
        """A table's pledge with what its words say where the table does not.

        By a city's indicator of that name; else by the words (失业率 4.5 is at most, 床位 are a stock).
        """
        one = self._in_city(one)
        tier = one.judged
        measured = self.city.indicator(one.indicator) if self.city and one.indicator else None
        if measured and one.kind == "quantity":
            how = measured.polarity if "polarity" in unsaid else one.polarity
            adds = measured.accumulation if "accumulation" in unsaid else one.accumulation
            return replace(one, polarity=how, accumulation=adds)
        if one.kind != "quantity" or one.indicator or not tier:
            return one
        quote = one.origin.quote or one.subject
        if "polarity" in unsaid:
            falls = one.basis != "level" and tier.value is not None and tier.value < 0
            how = polarity_of(
                one.subject, kind=one.kind, basis=one.basis, comparator=tier.comparator, falls=falls, quote=quote
            )
            one = replace(one, polarity=how)
        if "accumulation" in unsaid and not one.trajectory:
            adds = accumulation_of(one.subject, basis=one.basis, unit=one.unit, quote=quote)
            if one.basis == "level" and one.due_day.year > one.year and is_yearly(one.subject, quote):
                adds = "stock"
            one = replace(one, accumulation=adds)
        return one

    def fact(self, one: Fact) -> Fact:
        """A table's fact with its city's ids of body and indicator."""
        return self._in_city(one)

    def _in_city(self, one: _One) -> _One:
        if self.city is None:
            return one
        indicator = one.indicator or self._measured(one.subject, one.kind, one.basis, one.unit)
        return replace(one, org_unit=self._body(one.org_unit), indicator=indicator)

    def _measured(self, subject: str, kind: str, basis: str, unit: str) -> str:
        found = self.city.indicator(subject) if self.city and kind == "quantity" else None
        if found is None:
            return ""
        wanted = "%" if basis in {"growth", "share"} else found.unit
        return found.id if unit and convert(Fraction(1), unit, wanted) is not None else ""

    def _body(self, said: str) -> str:
        if self.bodies is None or not said or said == WHOLE:
            return said
        chosen = self.bodies.propose(said).chosen
        return chosen.target if chosen else said
