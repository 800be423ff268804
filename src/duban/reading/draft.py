"""A statement in the making: what the figures, trends and milestones of a clause become before they are placed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from duban.reading.document import Basis, Comparator, Firmness, Kind, Mood


@dataclass(slots=True)
class Draft:
    """A statement in the making, in offsets of the clean text; the reader fills in what the setting says."""

    kind: Kind
    subject: str
    basis: Basis
    comparator: Comparator
    value: Fraction | None
    upper: Fraction | None
    unit: str
    num: tuple[int, int]
    quote: tuple[int, int]
    part_of: str | None = None
    mood: Mood = "pledged"
    firmness: Firmness | None = None
    due: date | None = None
    period: str | None = None
