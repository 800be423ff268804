"""What holds for a while: ``from`` and ``to`` are its first and last day, both may be missing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import combinations

from pydantic import Field, model_validator

from duban.declare import Day, Declaration, Text
from duban.ledger.types import Spell


class Dated(Declaration):
    """A table with ``from`` and ``to``."""

    start: Day | None = Field(None, alias="from")
    end: Day | None = Field(None, alias="to")

    @model_validator(mode="after")
    def _in_order(self) -> Dated:
        if self.start and self.end and self.end < self.start:
            raise ValueError(f"to（{self.end}）早于 from（{self.start}）")
        return self


class SpellDeclared(Dated):
    """``{value = …, from = …, to = …}``: a name or a parent for a while."""

    value: Text

    @property
    def spell(self) -> Spell:
        """As the ledger has it."""
        return Spell(self.value, self.start, self.end)


def overlap(one: Dated, other: Dated) -> bool:
    """Whether there is a day on which both hold."""
    return _begins(one) <= _ends(other) and _begins(other) <= _ends(one)


def clash(spells: Iterable[SpellDeclared]) -> tuple[SpellDeclared, SpellDeclared] | None:
    """The first two of different value that hold on one day."""
    pairs = combinations(spells, 2)
    return next((pair for pair in pairs if overlap(*pair)), None)


def _begins(one: Dated) -> date:
    return one.start or date.min


def _ends(one: Dated) -> date:
    return one.end or date.max
